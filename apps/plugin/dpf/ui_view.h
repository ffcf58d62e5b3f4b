// SPDX-License-Identifier: MIT
// What a window that DPF opens needs of the program around it, in a plug-in and in the standalone alike.
#pragma once
#include "view.h"

namespace partials {

class Takes;
class ActivityFlag;
namespace window {
class Standalone;
}

// The player behind what DPF hands to a window, and where takes are recorded (plug-ins do not: null).
// Plug-ins: ui_view.cpp; the standalone has its own, which is then linked instead.
View& view_behind(void* instance);
Takes* takes_behind(void* instance);
// what wakes a window that gives itself its pulse; null: the host gives it
ActivityFlag* activity_flag_behind(void* instance);
// audio system and MIDI inputs of a program of its own; null in a plug-in
window::Standalone* standalone_behind(void* instance);

}  // namespace partials
