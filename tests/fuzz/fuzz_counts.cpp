// SPDX-License-Identifier: MIT
// Counts of played notes: what is accepted is written and read again as the same.
#include <cstddef>
#include <cstdint>

#include "host/played_counts.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials;
  const auto all = counts_from_text({reinterpret_cast<const char*>(data), size});
  if (!all) return 0;
  if (all->size() > kMostCounted) __builtin_trap();
  const std::string text = text_of_counts(*all);
  const auto again = counts_from_text(text);
  if (!again || again->size() != all->size() || text_of_counts(*again) != text) __builtin_trap();
  return 0;
}
