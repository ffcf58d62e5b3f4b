// SPDX-License-Identifier: MIT
// In memory, because there are no temporary files.
#include "system/sample_store.h"

#include <algorithm>

namespace partials {

Result<void> SampleStore::append(const float* x, int64_t n) {
  memory_.insert(memory_.end(), x, x + n);
  size_ += n;
  return {};
}

const float* SampleStore::at(int64_t first, int64_t, std::vector<float>&) const {
  return memory_.data() + first;
}

Result<void> SampleStore::change(const std::function<void(float* x, int64_t n)>& block) {
  for (int64_t at = 0; at < size_; at += kBlock) block(memory_.data() + at, std::min(kBlock, size_ - at));
  return {};
}

Result<std::vector<float>> SampleStore::take() {
  size_ = 0;
  return std::move(memory_);
}

}  // namespace partials
