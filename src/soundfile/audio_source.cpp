// SPDX-License-Identifier: MIT
#include "soundfile/audio_source.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "soundfile/mended_wav.h"
#include "soundfile/ogg_links.h"
#include "system/file.h"

namespace partials {
namespace {

std::atomic<int64_t> decodings_begun{0};

SegmentedFile& bytes_of(void* user) { return *static_cast<SegmentedFile*>(user); }

SF_VIRTUAL_IO through_segments() {
  SF_VIRTUAL_IO io{};
  io.get_filelen = [](void* user) -> sf_count_t { return bytes_of(user).size(); };
  io.seek = [](sf_count_t offset, int whence, void* user) -> sf_count_t {
    SegmentedFile& f = bytes_of(user);
    f.seek(offset + (whence == SEEK_SET ? 0 : whence == SEEK_CUR ? f.tell() : f.size()));
    return f.tell();
  };
  io.read = [](void* to, sf_count_t bytes, void* user) -> sf_count_t {
    return bytes_of(user).read(to, bytes);
  };
  io.write = [](const void*, sf_count_t, void*) -> sf_count_t { return 0; };
  io.tell = [](void* user) -> sf_count_t { return bytes_of(user).tell(); };
  return io;
}

Error cannot_read(const std::string& path, const std::string& why) {
  return Error{"cannot read '" + path + "' as audio: " + why +
                   "; convert it to WAV or FLAC (for example with: ffmpeg -i FILE out.wav) and try again.",
               ErrorCode::unsupported};
}

}  // namespace

bool AudioSource::open_part(size_t part) {
  Part& p = parts_[part];
  p.info = {};
  if (p.bytes) {
    SF_VIRTUAL_IO io = through_segments();
    p.bytes->seek(0);
    p.file.reset(sf_open_virtual(&io, SFM_READ, &p.info, p.bytes.get()));
  } else {
    p.file.reset(sf_open(path_.c_str(), SFM_READ, &p.info));
  }
  return p.file != nullptr;
}

Result<AudioSource> AudioSource::open(const std::string& path) {
  AudioSource s;
  s.path_ = path;
  const SegmentedFile disk(path);
  if (!disk.ok())
    return Error{
        "cannot open '" + path + "': " + std::strerror(errno) + "; check the name and the permissions.",
        code_of_errno(errno)};
  for (SegmentedFile& link : ogg_links(disk))
    s.parts_.push_back({std::make_unique<SegmentedFile>(std::move(link)), nullptr, {}});
  if (auto mended = mended_header(disk)) {
    s.oddity_ = mended->what;
    s.parts_.push_back({std::make_unique<SegmentedFile>(std::move(mended->file)), nullptr, {}});
  }
  if (s.parts_.empty()) s.parts_.push_back({});
  if (!s.open_part(0)) {
    std::string why = sf_strerror(nullptr);
    while (!why.empty() && (why.back() == '.' || why.back() == '\n')) why.pop_back();
    return cannot_read(path, why);
  }
  s.info_ = s.parts_[0].info;
  if (s.info_.channels < 1 || s.info_.samplerate < 1)
    return cannot_read(path, "the header has no channels or no sample rate");
  s.count_frames();
  return s;
}

// Links with a different rate or number of channels are not read and not counted.
void AudioSource::count_frames() {
  constexpr sf_count_t kUnknown = sf_count_t{1}
                                  << 60;  // length of a FLAC stream whose header was never completed
  for (size_t i = 0; i < parts_.size(); ++i) {
    if (i > 0 && !open_part(i)) break;
    const SF_INFO& info = parts_[i].info;
    if (info.channels != info_.channels || info.samplerate != info_.samplerate) break;
    if (info.frames > 0 && info.frames < kUnknown) frames_ += info.frames;
    if (i > 0) parts_[i].file.reset();
  }
}

int64_t AudioSource::decodings() noexcept { return decodings_begun.load(std::memory_order_relaxed); }

int64_t AudioSource::read(float* interleaved, int64_t frames) {
  if (untouched_) decodings_begun.fetch_add(1, std::memory_order_relaxed);
  untouched_ = false;
  for (;;) {
    const int64_t n = sf_readf_float(parts_[part_].file.get(), interleaved, frames);
    if (n != 0 || part_ + 1 >= parts_.size()) return n;
    const bool opened = open_part(part_ + 1);
    const SF_INFO& next = parts_[part_ + 1].info;
    if (!opened || next.channels != info_.channels || next.samplerate != info_.samplerate) {
      oddity_ =
          "it is several files joined, and only the first " + std::to_string(part_ + 1) +
          " of them are read, because the next has a different rate or number of channels or is damaged";
      return 0;
    }
    parts_[part_].file.reset();
    ++part_;
  }
}

bool AudioSource::rewind() {
  parts_[part_].file.reset();
  part_ = 0;
  untouched_ = true;
  return open_part(0);
}

}  // namespace partials
