// SPDX-License-Identifier: MIT
// Logs of practice: what is read is written and read again as the same lines, and sessions hold every one.
#include <cstddef>
#include <cstdint>

#include "families/motion/practice_log.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials::motion;
  const auto log = practice_from_csv({reinterpret_cast<const char*>(data), size}, "fuzz.csv");
  if (!log) return 0;
  std::string again(kPracticeHead);
  for (const PracticeEntry& e : log.value().entries) again += practice_line(e);
  const auto second = practice_from_csv(again, "again.csv");
  if (!second || second.value().entries.size() != log.value().entries.size()) __builtin_trap();
  size_t repetitions = 0;
  for (const PracticeSession& s : practice_sessions(log.value())) repetitions += s.repetitions;
  if (repetitions != log.value().entries.size()) __builtin_trap();
  return 0;
}
