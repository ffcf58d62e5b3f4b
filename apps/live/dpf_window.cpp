// SPDX-License-Identifier: MIT
// DPF's window for a program of its own.
#include "DistrhoUIMain.cpp"
#define DISTRHO_IS_STANDALONE 1
#include "src/DistrhoUtils.cpp"
