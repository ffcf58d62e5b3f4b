// SPDX-License-Identifier: MIT
// DPF's LV2 window as a separate library, so that the plug-in itself needs no graphics. With direct access
// DPF omits helpers that such a library needs; they are here.
#include "DistrhoUIMain.cpp"
#define DISTRHO_IS_STANDALONE 0
#include "src/DistrhoUtils.cpp"
