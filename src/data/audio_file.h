// SPDX-License-Identifier: MIT
// Recordings in and out. Reads whatever libsndfile reads (WAV, AIFF, FLAC, Ogg, MP3 from 1.1 on ...), mixed to mono, float, at
// the file's own rate; writes mono or interleaved WAV by a temporary file and a rename. Sizes are bounded before memory is
// taken; NaN, Inf and empty files are refused. Full scale is 1.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/audio_names.h"
#include "base/result.h"

namespace partials {

struct AudioClip {
  std::vector<float> samples;  // mono
  double rate_hz = 44100.0;
  double duration_s() const { return static_cast<double>(samples.size()) / rate_hz; }
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

enum class WavFormat { float32, pcm16, pcm24 };

// samples: interleaved, frames * channels values. PCM is clipped to full scale and rounded.
Result<void> write_wav(const std::string& path, const float* samples, int64_t frames, int channels, double rate_hz,
                       WavFormat format = WavFormat::float32);
Result<void> write_wav(const std::string& path, const AudioClip& clip, WavFormat format = WavFormat::float32);

}  // namespace partials
