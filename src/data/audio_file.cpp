// SPDX-License-Identifier: MIT
// libsndfile behind data/audio_file.h; the only file that includes it.
#include "data/audio_file.h"

#include <sndfile.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "base/file.h"

namespace partials {
namespace {

struct Close {
  void operator()(SNDFILE* f) const { sf_close(f); }
};
using File = std::unique_ptr<SNDFILE, Close>;

std::string number(double x) {
  std::string s = std::to_string(std::llround(x * 10.0) / 10.0);
  return s.substr(0, s.find('.') + 2);
}

Error cannot_read(const std::string& path, const std::string& why) {
  return Error{"cannot read '" + path + "' as audio: " + why +
               "; convert it to WAV or FLAC (for example with ffmpeg) and try again."};
}

Result<File> open(const std::string& path, SF_INFO& info) {
  info = {};
  if (std::FILE* there = std::fopen(path.c_str(), "rb")) std::fclose(there);
  else return Error{"cannot open '" + path + "': " + std::strerror(errno) + "; check the name and the permissions."};
  File file(sf_open(path.c_str(), SFM_READ, &info));
  if (!file) {
    std::string why = sf_strerror(nullptr);
    while (!why.empty() && (why.back() == '.' || why.back() == '\n')) why.pop_back();
    return cannot_read(path, why);
  }
  if (info.channels < 1 || info.samplerate < 1) return cannot_read(path, "the header gives no channels or no sample rate");
  return file;
}

Error bad_sample(const std::string& path, int64_t frame, double rate_hz) {
  return Error{"'" + path + "' holds a value that is not a finite number at " + number(static_cast<double>(frame) / rate_hz) +
               " s; export the recording again."};
}

}  // namespace

Result<AudioFileInfo> audio_file_info(const std::string& path) {
  SF_INFO info;
  const auto file = open(path, info);
  if (!file) return file.error();
  SF_FORMAT_INFO name{};
  name.format = info.format & SF_FORMAT_TYPEMASK;
  sf_command(nullptr, SFC_GET_FORMAT_INFO, &name, sizeof name);
  return AudioFileInfo{info.frames, info.channels, static_cast<double>(info.samplerate), name.name ? name.name : "unknown"};
}

Result<AudioClip> read_audio(const std::string& path, const ReadLimits& limits) {
  std::error_code none;
  if (std::filesystem::is_directory(path, none)) return Error{"'" + path + "' is a folder; name an audio file."};
  SF_INFO info;
  const auto file = open(path, info);
  if (!file) return file.error();
  const double rate_hz = info.samplerate;
  if (info.channels > limits.max_channels)
    return Error{"'" + path + "' has " + std::to_string(info.channels) + " channels, at most " +
                 std::to_string(limits.max_channels) + " are read; mix it down first."};
  const auto max_frames = static_cast<int64_t>(limits.max_duration_s * rate_hz);
  const std::string too_long = "'" + path + "' is longer than the " + number(limits.max_duration_s / 60.0) +
                               " minutes allowed for one recording; cut it into parts.";
  if (info.frames > max_frames) return Error{too_long};

  AudioClip clip;
  clip.rate_hz = rate_hz;
  if (info.frames > 0) clip.samples.reserve(static_cast<size_t>(info.frames));
  constexpr int kBlockFrames = 16384;
  std::vector<float> block(static_cast<size_t>(kBlockFrames) * info.channels);
  const float share = 1.f / static_cast<float>(info.channels);
  // The header's length is a claim; what the decoder delivers counts, and is bounded too.
  while (const auto n = sf_readf_float(file.value().get(), block.data(), kBlockFrames)) {
    if (n < 0) return cannot_read(path, "the data are damaged");
    for (int64_t i = 0; i < n; ++i) {
      float sum = 0.f;
      for (int c = 0; c < info.channels; ++c) sum += block[static_cast<size_t>(i * info.channels + c)];
      if (!std::isfinite(sum)) return bad_sample(path, static_cast<int64_t>(clip.samples.size()), rate_hz);
      clip.samples.push_back(sum * share);
    }
    if (static_cast<int64_t>(clip.samples.size()) > max_frames) return Error{too_long};
  }
  if (clip.samples.empty()) return Error{"'" + path + "' holds no audio; record or export it again."};
  return clip;
}

Result<void> write_wav(const std::string& path, const float* samples, int64_t frames, int channels, double rate_hz,
                       WavFormat format) {
  SF_INFO info{};
  info.channels = channels;
  info.samplerate = static_cast<int>(std::lround(rate_hz));
  const int sub = format == WavFormat::float32 ? SF_FORMAT_FLOAT : format == WavFormat::pcm16 ? SF_FORMAT_PCM_16 : SF_FORMAT_PCM_24;
  info.format = SF_FORMAT_WAV | sub;
  if (auto r = can_write(path); !r) return r;
  const std::string temporary = temporary_path(path);
  File file(sf_open(temporary.c_str(), SFM_WRITE, &info));
  if (!file)
    return Error{"cannot write '" + path + "'; check that its folder may be written to and has free space."};
  sf_command(file.get(), SFC_SET_CLIPPING, nullptr, SF_TRUE);
  // The PEAK chunk carries the time of writing; without it the same samples give the same bytes.
  sf_command(file.get(), SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
  const bool complete = sf_writef_float(file.get(), samples, frames) == frames;
  file.reset();
  if (!complete) {
    discard_file(temporary);
    return Error{"cannot write all of '" + path + "'; check free space on the disk."};
  }
  return commit_file(temporary, path);
}

Result<void> write_wav(const std::string& path, const AudioClip& clip, WavFormat format) {
  return write_wav(path, clip.samples.data(), static_cast<int64_t>(clip.samples.size()), 1, clip.rate_hz, format);
}

}  // namespace partials
