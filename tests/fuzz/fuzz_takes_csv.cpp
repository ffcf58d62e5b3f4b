// SPDX-License-Identifier: MIT
// Takes of CSV files: times rise, every frame is whole, and what is written is read again.
#include <cstddef>
#include <cstdint>

#include "families/motion/csv_reader.h"
#include "families/motion/csv_writer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials::motion;
  const auto all = takes_from_csv({reinterpret_cast<const char*>(data), size}, "fuzz.csv");
  if (!all) return 0;
  for (const Take& take : all.value().takes) {
    if (take.values.size() != take.frames() * take.channels.size()) __builtin_trap();
    if (!take.labels.empty() && take.labels.size() != take.frames()) __builtin_trap();
    for (size_t n = 1; n < take.frames(); ++n)
      if (!(take.times_s[n] > take.times_s[n - 1])) __builtin_trap();
  }
  (void)takes_from_csv(csv_from_take(all.value().takes[0]), "again.csv");
  return 0;
}
