// SPDX-License-Identifier: MIT
// Samples of a sound of any length: in memory while there are few, then in an unnamed temporary file, so that
// nothing is left behind however the program ends. The file is in TMPDIR, /var/tmp or /tmp; if it can be
// created in none of them, the samples stay in memory. Movable; several threads may read at once.
// [main-thread] everything that changes it.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/result.h"

namespace partials {

class SampleStore {
 public:
  static constexpr int64_t kInMemory = int64_t{1} << 24;  // 64 MiB; six minutes at 44.1 kHz
  static constexpr int64_t kBlock = 1 << 16;

  explicit SampleStore(int64_t most_in_memory = kInMemory) : most_in_memory_(most_in_memory) {}

  int64_t size() const { return size_; }
  bool in_memory() const { return !file_; }
  int64_t most_in_memory() const { return most_in_memory_; }
  void reserve(int64_t samples) {
    memory_.reserve(static_cast<size_t>(samples < most_in_memory_ ? samples : most_in_memory_));
  }
  Result<void> append(const float* x, int64_t n);

  // A pointer to n samples starting at `first`: into memory, or into `scratch`, which is filled from the
  // file. Null if the file cannot be read.
  const float* at(int64_t first, int64_t n, std::vector<float>& scratch) const;

  // Passes all samples in order, block by block; changes to them are stored.
  Result<void> change(const std::function<void(float* x, int64_t n)>& block);

  // All samples in memory; the store is empty afterwards.
  Result<std::vector<float>> take();

 private:
  bool move_to_file();
  Result<void> back_to_memory();
  bool write_at(int64_t first, const float* x, int64_t n) const;
  bool read_at(int64_t first, float* x, int64_t n) const;

  int64_t most_in_memory_, size_ = 0;
  std::vector<float> memory_;
  std::shared_ptr<const int> file_;  // a descriptor, closed with the last copy
};

}  // namespace partials
