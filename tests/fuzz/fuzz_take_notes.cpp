// SPDX-License-Identifier: MIT
// takes.json and its patterns, on names of several kinds.
#include <cstddef>
#include <cstdint>

#include "families/motion/take_notes.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials::motion;
  const auto notes = take_notes_from_json({reinterpret_cast<const char*>(data), size}, "takes.json");
  if (!notes || notes.value().size() > 50) return 0;
  for (const char* name : {"60_04.bvh", "a1_raw.csv", "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"}) {
    const FileNotes of_file = notes_of(notes.value(), name);
    if (!(of_file.csv.frame_s > 0)) __builtin_trap();
    Take take;
    take.channels = {{"left_wrist.x", ""}, {"head.y", ""}};
    take.labels = {"Rest", ""};
    apply(of_file, take);
  }
  return 0;
}
