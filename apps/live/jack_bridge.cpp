// SPDX-License-Identifier: MIT
// DPF's bridge (ISC) opens libjack when the program starts, so that it can say plainly when there is none. HAVE_JACK: no other
// audio system in its place.
#define HAVE_JACK
#include "DistrhoPluginInfo.h"
#include "src/jackbridge/JackBridge.cpp"
