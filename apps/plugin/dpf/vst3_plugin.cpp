// SPDX-License-Identifier: MIT
// DPF's VST3 plug-in, as DistrhoPluginMain.cpp has it, around the wrapper patched by vst3_fixes.cmake and
// vst3_strict_fixes.cmake. The wrapper writes the numbers of a project with a decimal point and reads them
// by atof, which in a locale with a decimal comma stops at the point, so that every macro would be restored
// as 0. Here atof accepts point and comma in any locale.
#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "timed_plugin.h"
#include "vst3_notes.h"
#include "vst3_text.h"

namespace std {
inline double atof_anywhere(const char* text) {
  while (*text == ' ' || *text == '+') ++text;
  string number(text);
  if (const size_t comma = number.find(','); comma != string::npos) number[comma] = '.';
  double value = 0;
  from_chars(number.data(), number.data() + number.size(), value);
  return value;
}
}  // namespace std

// The order matters: each depends on those above it.
// clang-format off
#define atof atof_anywhere
#include "src/DistrhoPlugin.cpp"
#include "fixed/DistrhoPluginVST3.cpp"
#define DISTRHO_IS_STANDALONE 0
#include "src/DistrhoUtils.cpp"
// clang-format on
