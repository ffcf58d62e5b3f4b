// SPDX-License-Identifier: MIT
// Access of a window opened by DPF to the program around it, in plug-ins and in the standalone.
#pragma once
#include "view.h"

namespace partials {

class Takes;
class ActivityFlag;
namespace window {
class Standalone;
}

// The player behind the pointer that DPF passes to a window, and the recorder of takes (null in plug-ins).
// Plug-ins use ui_view.cpp; the standalone links its own version instead.
View& view_behind(void* instance);
Takes* takes_behind(void* instance);
// the flag that wakes a window with its own timer; null: the host has the timer
ActivityFlag* activity_flag_behind(void* instance);
// audio system and MIDI inputs of the standalone; null in a plug-in
window::Standalone* standalone_behind(void* instance);

}  // namespace partials
