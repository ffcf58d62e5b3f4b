// SPDX-License-Identifier: MIT
// Reads and writes recordings. Reads all formats of libsndfile (WAV, AIFF, FLAC, Ogg, MP3 from 1.1 on ...)
// and files with unfinished headers (audio_source.h), mixed to mono (channels.h), with DC offset removed, as
// float at the file's own rate; writes mono or interleaved WAV by a temporary file and a rename. Sizes are
// checked before memory is allocated; NaN, Inf and empty files are refused. Full scale is 1: samples that
// were stored as integers are divided by their full scale (levels.h). Remarks report what was corrected.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/audio_names.h"
#include "base/result.h"
#include "system/sample_store.h"

namespace partials {

// A problem of a recording that was corrected, for a warning. The text says "it", or names the recordings.
struct Remark {
  std::string id, text, remedy;
};

struct AudioClip {
  std::vector<float> samples;  // mono
  double rate_hz = 44100.0;
  double full_scale = 1.0;  // what the samples were divided by
  // 32 bits of which the upper 8 are empty: 24 bits at the wrong end, or very soft
  bool low_in_32 = false;
  std::vector<Remark> remarks = {};
  double duration_s() const { return static_cast<double>(samples.size()) / rate_hz; }
};

// The same for a recording of any length: samples in memory or in a temporary file.
struct StoredClip {
  SampleStore samples;
  double rate_hz = 44100.0, full_scale = 1.0, peak = 0.0;
  bool low_in_32 = false;
  std::vector<Remark> remarks = {};
};

struct AudioFileInfo {
  int64_t frames = 0;
  int channels = 0;
  double rate_hz = 0.0;
  std::string format;  // as the library names it, e.g. "WAV (Microsoft)"
};

struct ReadLimits {
  double max_duration_s = 3600.0;
  int max_channels = 16;
};

Result<AudioFileInfo> audio_file_info(const std::string& path);
Result<AudioClip> read_audio(const std::string& path, const ReadLimits& limits = {});
// The same samples as read_audio; more than most_in_memory samples are kept in a temporary file.
Result<StoredClip> read_stored(const std::string& path, const ReadLimits& limits = {},
                               int64_t most_in_memory = SampleStore::kInMemory);
// Checks the header: an audio file within the limits.
Result<void> allowed(const std::string& path, const ReadLimits& limits = {});

enum class WavFormat { float32, pcm16, pcm24 };

// samples: interleaved, frames * channels values. PCM is clipped to full scale and rounded. Files too large
// for WAV become RF64.
Result<void> write_wav(const std::string& path, const float* samples, int64_t frames, int channels,
                       double rate_hz, WavFormat format = WavFormat::float32);
// mono
Result<void> write_wav(const std::string& path, const SampleStore& samples, double rate_hz,
                       WavFormat format = WavFormat::float32);
Result<void> write_wav(const std::string& path, const AudioClip& clip, WavFormat format = WavFormat::float32);

}  // namespace partials
