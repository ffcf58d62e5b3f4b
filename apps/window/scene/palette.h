// SPDX-License-Identifier: MIT
// Colours and sizes of the window. Blue marks the sound, orange the user's changes and warnings. The two
// are distinguishable with every kind of colour vision (Okabe & Ito), and colour is never the only cue.
#pragma once
#include "canvas.h"

namespace partials::window {

inline constexpr Ink kGround{17, 20, 25}, kPanel{26, 30, 37}, kPanelTop{30, 35, 43}, kEdge{44, 51, 62},
    kSunk{14, 16, 20};
inline constexpr Ink kRaised{40, 46, 56}, kRaisedTop{49, 56, 68};
inline constexpr Ink kText{234, 237, 241}, kQuiet{158, 168, 182}, kFaint{98, 109, 124};
inline constexpr Ink kBlue{91, 180, 240}, kOrange{245, 168, 66}, kFocus{255, 255, 255, 210};

inline constexpr Font kTitle{21, Face::strong}, kHead{13, Face::strong}, kPlain{13}, kSmall{11.5f},
    kTiny{10.5f};
inline constexpr float kGap = 10, kRound = 7;

}  // namespace partials::window
