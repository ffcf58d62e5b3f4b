// SPDX-License-Identifier: MIT
// DPF's LV2 window as a library of its own, so that the plug-in itself needs no graphics; with direct access
// DPF leaves out the helpers that such a library needs.
#include "DistrhoUIMain.cpp"
#define DISTRHO_IS_STANDALONE 0
#include "src/DistrhoUtils.cpp"
