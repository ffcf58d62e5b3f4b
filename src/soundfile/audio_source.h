// SPDX-License-Identifier: MIT
// A recording as a stream of interleaved samples, from any container: all formats of libsndfile, files with
// repaired headers (mended_wav.h), and Ogg with several links or with FLAC inside (ogg_links.h). The links
// are read one after the other.
#pragma once
#include <sndfile.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "soundfile/segmented_file.h"

namespace partials {

class AudioSource {
 public:
  static Result<AudioSource> open(const std::string& path);
  const SF_INFO& info() const { return info_; }
  // Number of frames according to the headers, of all links together; 0 if unknown.
  int64_t frames() const { return frames_; }
  // of the file, for a person; complete once everything was read
  const std::string& oddity() const { return oddity_; }
  // Number of frames read; 0 at the end, negative if the data are damaged.
  int64_t read(float* interleaved, int64_t frames);
  bool rewind();

  // [any] How often recordings were decoded from their beginning since the program started: for tests and
  // benchmarks.
  static int64_t decodings() noexcept;

 private:
  struct Close {
    void operator()(SNDFILE* f) const { sf_close(f); }
  };
  struct Part {
    std::unique_ptr<SegmentedFile> bytes;  // empty: opened by path
    std::unique_ptr<SNDFILE, Close> file;
    SF_INFO info{};
  };
  bool open_part(size_t part);
  void count_frames();

  std::string path_, oddity_;
  std::vector<Part> parts_;
  size_t part_ = 0;
  bool untouched_ = true;  // nothing has been read since it was opened or rewound
  SF_INFO info_{};
  int64_t frames_ = 0;
};

}  // namespace partials
