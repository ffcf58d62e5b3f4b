// SPDX-License-Identifier: MIT
// Guards against: a model's name with letters beyond ASCII that a VST3 host shows wrongly, or a damaged one
// that runs beyond its 128 units.
#include "vst3_text.h"

#include <gtest/gtest.h>

#include <string>

namespace partials::vst3 {
namespace {

std::string there_and_back(const std::string& text) {
  v3_str_128 wide;
  std::fill(std::begin(wide), std::end(wide), int16_t{77});
  to_utf16(text, wide);
  return utf8_from(wide);
}

TEST(Vst3Text, IsTheSameThereAndBack) {
  for (const std::string text :
       {"", "Violin", "Fl\xc3\xb6te", "\xe5\xb0\xba\xe5\x85\xab", "\xf0\x9f\x8e\xbb solo"})
    EXPECT_EQ(there_and_back(text), text);
}

TEST(Vst3Text, WhatIsDamagedIsMarkedAndWhatIsTooLongIsCutAtACharacter) {
  EXPECT_EQ(there_and_back("a\xc3"), "a\xef\xbf\xbd");
  EXPECT_EQ(there_and_back("\xff z"), "\xef\xbf\xbd z");
  EXPECT_EQ(there_and_back("\xed\xa0\x80"), "\xef\xbf\xbd");
  EXPECT_EQ(there_and_back(std::string(300, 'x')), std::string(127, 'x'));
  EXPECT_EQ(there_and_back(std::string(126, 'x') + "\xf0\x9f\x8e\xbb"), std::string(126, 'x'));
}

}  // namespace
}  // namespace partials::vst3
