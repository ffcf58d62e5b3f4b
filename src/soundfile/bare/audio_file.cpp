// SPDX-License-Identifier: MIT
// A system without sound files: recordings are given as samples.
#include "soundfile/audio_file.h"

namespace partials {
namespace {

Error no_files(const std::string& path) {
  return Error{"'" + path + "' cannot be read or written: sound files are not supported here; give samples."};
}

}  // namespace

Result<StoredClip> read_stored(const std::string& path, const ReadLimits&, int64_t) { return no_files(path); }
Result<void> write_wav(const std::string& path, const AudioClip&, WavFormat) { return no_files(path); }

}  // namespace partials
