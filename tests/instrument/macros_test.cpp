// SPDX-License-Identifier: MIT
// Guards against: a slot that moves, so that a project's automation controls another macro; a wrong table in
// docs/plugins.md.
#include <gtest/gtest.h>

#include "base/plain_number.h"
#include "play/controls.h"
#include "system/file.h"

namespace partials {
namespace {

TEST(Macros, SlotsAreForEver) {
  constexpr const char* kIds[] = {"breath",  "brightness", "partials", "effort", "body",
                                  "vibrato", "wander",     "room",     "attack"};
  ASSERT_GE(kMacroCount, 9);
  for (int i = 0; i < 9; ++i) EXPECT_STREQ(kMacroTable[i].id, kIds[i]) << "slot " << i + 1;
}

TEST(Macros, AreThoseOfTheTableInTheDocumentation) {
  const std::string page = read_file(std::string(PARTIALS_SOURCE_DIR) + "/docs/plugins.md", 1 << 20).value();
  for (int i = 0; i < kMacroCount; ++i) {
    const Macro& m = kMacroTable[i];
    const auto at = [&](float value) {
      return " | " + plain_number(static_cast<double>(value)) + " " + m.unit;
    };
    const std::string row =
        "| `macro" + std::to_string(i + 1) + "` | " + m.name + at(m.low) + at(m.neutral) + at(m.high) + " | ";
    EXPECT_NE(page.find(row), std::string::npos) << "docs/plugins.md should say: " << row;
  }
}

}  // namespace
}  // namespace partials
