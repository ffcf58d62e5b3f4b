// SPDX-License-Identifier: MIT
// DPF's LV2 plug-in, as DistrhoPluginMain.cpp has it, without its generator of descriptions: ours
// (lv2_ttl.cpp) describes these plug-ins correctly and passes lv2_validate. The wrapper is the one patched
// by lv2_fixes.cmake.
#include <charconv>
#include <cstring>
#include <string>
#include <vector>

#include "timed_plugin.h"

// The order matters: each depends on those above it.
// clang-format off
#include "src/DistrhoPlugin.cpp"
#include "fixed/DistrhoPluginLV2.cpp"
#define DISTRHO_IS_STANDALONE 0
#include "src/DistrhoUtils.cpp"
// clang-format on
