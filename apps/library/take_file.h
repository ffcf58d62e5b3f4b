// SPDX-License-Identifier: MIT
// A take on disk: WAV, 32-bit float, one channel, with the standard chunks fact and PEAK. The header is 80
// bytes long and is updated while the file grows: first the samples, then the sizes, so that the file is
// valid at any moment. At most an hour and 2 GiB, the limits of training. Any one thread; waits for the
// disk.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace partials {

struct Take {
  std::string path, name;  // name: without folder and extension
  double seconds = 0, rate_hz = 0;
  double peak_db = -120;  // of full scale; 1: not known
  bool clipped = false;   // full scale was reached
  int64_t modified_s = 0;
};

inline constexpr float kFullScale = 0.9999f;  // from this level on it counts as clipped

class TakeWriter {
 public:
  TakeWriter() = default;
  ~TakeWriter() { (void)close(); }
  TakeWriter(const TakeWriter&) = delete;
  TakeWriter& operator=(const TakeWriter&) = delete;

  // Opens a new file DATE-N.wav in `folder`, which is created if missing. Locked while it is written.
  Result<void> open(const std::string& folder, double rate_hz);
  Result<void> write(const float* x, int n);
  Result<void> renew_header();
  Result<void> close();  // writes the final header and flushes to the disk; removes a take without samples
  bool full() const;
  const std::string& path() const { return path_; }
  int64_t samples() const { return samples_; }

 private:
  int fd_ = -1;
  std::string path_;
  double rate_hz_ = 48000;
  int64_t samples_ = 0, peak_at_ = 0;
  float peak_ = 0;
};

std::string takes_folder();  // XDG data partials/takes
// The takes in a folder, newest first; files that are not readable WAV are left out. Corrects the sizes in
// takes that a killed process left behind.
std::vector<Take> read_takes(const std::string& folder);

}  // namespace partials
