// SPDX-License-Identifier: MIT
// DPF's window for the standalone.
#include "DistrhoUIMain.cpp"
#define DISTRHO_IS_STANDALONE 1
#include "src/DistrhoUtils.cpp"
