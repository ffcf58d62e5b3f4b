// SPDX-License-Identifier: MIT
#include "soundfile/channel_file.h"

#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/plain_number.h"

namespace partials {

Result<ChannelClip> read_channels(const std::string& path, double max_s) {
  SF_INFO info{};
  const std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> file(sf_open(path.c_str(), SFM_READ, &info), sf_close);
  if (!file)
    return Error{
        "The sound file '" + path + "' cannot be read: " + sf_strerror(nullptr) + "; save it as WAV or FLAC.",
        ErrorCode::unsupported};
  if (info.channels > 16 || info.samplerate < 1 || static_cast<double>(info.frames) > max_s * info.samplerate)
    return Error{"The sound file '" + path + "' has " + std::to_string(info.channels) + " channels and " +
                 plain_number(static_cast<double>(info.frames) / std::max(1, info.samplerate)) +
                 " s; at most 16 and " + plain_number(max_s) + " s can be read. Cut it."};
  ChannelClip clip{info.channels, static_cast<double>(info.samplerate), {}};
  clip.samples.resize(static_cast<size_t>(info.frames * info.channels));
  const sf_count_t read = sf_readf_float(file.get(), clip.samples.data(), info.frames);
  clip.samples.resize(static_cast<size_t>(std::max<sf_count_t>(0, read) * info.channels));
  if (!std::all_of(clip.samples.begin(), clip.samples.end(), [](float x) { return std::isfinite(x); }))
    return Error{"The sound file '" + path + "' contains NaN or Inf values; export it again.",
                 ErrorCode::damaged};
  return clip;
}

}  // namespace partials
