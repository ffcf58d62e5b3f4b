// SPDX-License-Identifier: MIT
#include "soundfile/audio_file.h"

#include <sndfile.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <limits>
#include <memory>

#include "base/plain_number.h"
#include "soundfile/audio_source.h"
#include "soundfile/channels.h"
#include "soundfile/levels.h"
#include "system/file.h"

namespace partials {
namespace {

struct Close {
  void operator()(SNDFILE* f) const { sf_close(f); }
};
using File = std::unique_ptr<SNDFILE, Close>;

std::string number(double x) { return plain_number(x, 1); }

Error bad_sample(const std::string& path, int64_t frame, double rate_hz) {
  return Error{"'" + path + "' holds a value that is not a finite number at " +
                   number(static_cast<double>(frame) / rate_hz) + " s; export the recording again.",
               ErrorCode::damaged};
}

constexpr int kBlockFrames = 16384;

int64_t most_frames(const ReadLimits& limits, const AudioSource& source) {
  return static_cast<int64_t>(limits.max_duration_s * source.info().samplerate);
}

Error too_long(const std::string& path, int64_t max_frames, double rate_hz) {
  return Error{"'" + path + "' is longer than the " +
               number(static_cast<double>(max_frames) / rate_hz / 60.0) +
               " minutes allowed for one recording; cut it into parts."};
}

// Reads everything into `out`, mixed by the weights; passes each block to `look` first. Restores the sign of
// negative numbers that lost it (24 bits in 32, padded with zeros).
template <class Look>
Result<void> mix_into(SampleStore* out, AudioSource& source, const std::string& path, int64_t max_frames,
                      const std::vector<float>& weights, bool lost_sign, const Look& look) {
  std::vector<float> mono(kBlockFrames), block(static_cast<size_t>(kBlockFrames) * weights.size());
  if (const int64_t frames = source.info().frames; frames > 0 && frames <= max_frames) out->reserve(frames);
  // The mean is a sum and one product, so that results stay equal to earlier versions.
  const float share = std::abs(weights[0]);
  const bool mean = std::all_of(weights.begin(), weights.end(), [&](float w) { return w == weights[0]; });
  // The length in the header may be wrong; the decoded length counts, and is bounded too.
  while (const auto n = source.read(block.data(), kBlockFrames)) {
    if (n < 0)
      return Error{"cannot read '" + path +
                       "' as audio: the data are damaged; convert it to WAV or FLAC and try again.",
                   ErrorCode::damaged};
    if (out->size() + n > max_frames) return too_long(path, max_frames, source.info().samplerate);
    if (lost_sign)
      for (float& v : block) v -= v >= 0x1p-8f ? 0x1p-7f : 0.f;
    look(block.data(), n);
    for (int64_t i = 0; i < n; ++i) {
      float sum = 0.f;
      const float* frame = block.data() + i * static_cast<int64_t>(weights.size());
      for (size_t c = 0; c < weights.size(); ++c) sum += mean ? frame[c] : weights[c] * frame[c];
      if (!std::isfinite(sum)) return bad_sample(path, out->size() + i, source.info().samplerate);
      mono[static_cast<size_t>(i)] = mean ? sum * share : sum;
    }
    if (auto kept = out->append(mono.data(), n); !kept) return kept;
  }
  return {};
}

struct Extremes {
  float low = 0.f, high = 0.f;
  void add(const float* x, int64_t values) {
    for (int64_t i = 0; i < values; ++i) {
      low = std::min(low, x[i]);
      high = std::max(high, x[i]);
    }
  }
  float peak() const { return std::max(-low, high); }
};

// Checks a header against the limits; -1 frames: unknown length.
Result<void> within(const ReadLimits& limits, const std::string& path, const AudioSource& source) {
  if (const int channels = source.info().channels; channels > limits.max_channels)
    return Error{"'" + path + "' has " + std::to_string(channels) + " channels, but at most " +
                 std::to_string(limits.max_channels) + " are supported; mix it down first."};
  const int64_t max_frames = most_frames(limits, source);
  if (source.frames() > max_frames) return too_long(path, max_frames, source.info().samplerate);
  return {};
}

Result<AudioSource> source_of(const std::string& path) {
  std::error_code none;
  if (std::filesystem::is_directory(path, none))
    return Error{"'" + path + "' is a folder; name an audio file."};
  return AudioSource::open(path);
}

}  // namespace

Result<AudioFileInfo> audio_file_info(const std::string& path) {
  const auto source = AudioSource::open(path);
  if (!source) return source.error();
  const SF_INFO& info = source.value().info();
  SF_FORMAT_INFO name{};
  name.format = info.format & SF_FORMAT_TYPEMASK;
  sf_command(nullptr, SFC_GET_FORMAT_INFO, &name, sizeof name);
  return AudioFileInfo{info.frames, info.channels, static_cast<double>(info.samplerate),
                       name.name ? name.name : "unknown"};
}

Result<void> allowed(const std::string& path, const ReadLimits& limits) {
  const auto source = source_of(path);
  if (!source) return source.error();
  return within(limits, path, source.value());
}

Result<StoredClip> read_stored(const std::string& path, const ReadLimits& limits, int64_t most_in_memory) {
  auto opened = source_of(path);
  if (!opened) return opened.error();
  AudioSource source = std::move(opened).value();
  if (auto may = within(limits, path, source); !may) return may.error();
  const SF_INFO info = source.info();
  const int64_t max_frames = most_frames(limits, source);

  StoredClip clip{SampleStore(most_in_memory)};
  clip.rate_hz = info.samplerate;
  ChannelStatistics statistics(info.channels, clip.rate_hz);
  Extremes seen;
  const std::vector<float> mean(static_cast<size_t>(info.channels), 1.f / static_cast<float>(info.channels));
  auto mixed = mix_into(&clip.samples, source, path, max_frames, mean, false, [&](const float* x, int64_t n) {
    if (info.channels > 1) statistics.add(x, n);
    seen.add(x, n * info.channels);
  });
  if (!mixed) return mixed.error();
  const bool bits_32 = (info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_32;
  const bool lost_sign = bits_32 && seen.low >= 0.f && seen.high > 0x1.8p-8f && seen.high < 0x1p-7f;
  const ChannelMix mix = statistics.mix();
  if (!mix.what.empty() || lost_sign) {
    if (!source.rewind())
      return Error{"cannot read '" + path + "' a second time; check its disk.", ErrorCode::unreadable};
    seen = {};
    clip.samples = SampleStore(most_in_memory);
    mixed = mix_into(&clip.samples, source, path, max_frames, mix.weights, lost_sign,
                     [&](const float* x, int64_t n) { seen.add(x, n * info.channels); });
    if (!mixed) return mixed.error();
  }
  if (clip.samples.size() == 0) return Error{"'" + path + "' contains no audio; record or export it again."};
  if (!source.oddity().empty())
    clip.remarks.push_back({"header", source.oddity() + "; the existing part is read",
                            "export it again, or compare its length"});
  if (!mix.what.empty()) clip.remarks.push_back({"channels", mix.what, "check the cables and the export"});
  clip.low_in_32 = bits_32 && seen.peak() > 0.f && seen.peak() < 0x1p-8f;
  if (auto levelled = set_levels(&clip, seen.peak()); !levelled) return levelled.error();
  return clip;
}

Result<AudioClip> read_audio(const std::string& path, const ReadLimits& limits) {
  auto stored = read_stored(path, limits, std::numeric_limits<int64_t>::max() / 2);
  if (!stored) return stored.error();
  StoredClip& s = stored.value();
  auto samples = s.samples.take();
  if (!samples) return samples.error();
  return AudioClip{std::move(samples).value(), s.rate_hz, s.full_scale, s.low_in_32, std::move(s.remarks)};
}

namespace {

int bytes_of(WavFormat format) {
  return format == WavFormat::float32 ? 4 : format == WavFormat::pcm16 ? 2 : 3;
}

// block(first, n, scratch) returns n frames starting at `first`, or null.
template <class Block>
Result<void> write_blocks(const std::string& path, int64_t frames, int channels, double rate_hz,
                          WavFormat format, const Block& block) {
  SF_INFO info{};
  info.channels = channels;
  info.samplerate = static_cast<int>(std::lround(rate_hz));
  const int sub = format == WavFormat::float32 ? SF_FORMAT_FLOAT
                  : format == WavFormat::pcm16 ? SF_FORMAT_PCM_16
                                               : SF_FORMAT_PCM_24;
  constexpr int64_t kLargestWav = 0xffff0000;
  info.format = (frames * channels * bytes_of(format) < kLargestWav ? SF_FORMAT_WAV : SF_FORMAT_RF64) | sub;
  if (auto r = can_write(path); !r) return r;
  const std::string temporary = temporary_path(path);
  File file(sf_open(temporary.c_str(), SFM_WRITE, &info));
  if (!file) {
    discard_file(temporary);  // even on a full disk the empty file may exist
    return Error{"cannot write '" + path + "'; check that its folder is writable and has free space.",
                 ErrorCode::unreadable};
  }
  sf_command(file.get(), SFC_SET_CLIPPING, nullptr, SF_TRUE);
  // The PEAK chunk contains the time of writing; without it the same samples give the same bytes.
  sf_command(file.get(), SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
  std::vector<float> scratch;
  bool complete = true;
  for (int64_t at = 0; complete && at < frames; at += SampleStore::kBlock) {
    const int64_t n = std::min(SampleStore::kBlock, frames - at);
    const float* x = block(at, n, scratch);
    complete = x && sf_writef_float(file.get(), x, n) == n;
  }
  complete = sf_close(file.release()) == 0 && complete;
  if (!complete) {
    discard_file(temporary);
    return Error{"cannot write all of '" + path + "'; check free space on the disk.", ErrorCode::unreadable};
  }
  return commit_file(temporary, path);
}

}  // namespace

Result<void> write_wav(const std::string& path, const float* samples, int64_t frames, int channels,
                       double rate_hz, WavFormat format) {
  return write_blocks(
      path, frames, channels, rate_hz, format,
      [&](int64_t first, int64_t, std::vector<float>&) { return samples + first * channels; });
}

Result<void> write_wav(const std::string& path, const SampleStore& samples, double rate_hz,
                       WavFormat format) {
  return write_blocks(
      path, samples.size(), 1, rate_hz, format,
      [&](int64_t first, int64_t n, std::vector<float>& scratch) { return samples.at(first, n, scratch); });
}

Result<void> write_wav(const std::string& path, const AudioClip& clip, WavFormat format) {
  return write_wav(path, clip.samples.data(), static_cast<int64_t>(clip.samples.size()), 1, clip.rate_hz,
                   format);
}

}  // namespace partials
