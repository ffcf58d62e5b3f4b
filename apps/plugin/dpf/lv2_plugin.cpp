// SPDX-License-Identifier: MIT
// DPF's LV2 plug-in, as DistrhoPluginMain.cpp has it, without its writer of descriptions: ours (lv2_ttl.cpp)
// says what is true of these plug-ins and passes lv2_validate. The wrapper is the one that lv2_fixes.cmake
// puts right.
#include <charconv>
#include <cstring>
#include <string>
#include <vector>

#include "timed_plugin.h"

// In this order: each builds on those above it.
// clang-format off
#include "src/DistrhoPlugin.cpp"
#include "fixed/DistrhoPluginLV2.cpp"
#define DISTRHO_IS_STANDALONE 0
#include "src/DistrhoUtils.cpp"
// clang-format on
