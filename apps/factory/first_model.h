// SPDX-License-Identifier: MIT
// Model files that are part of the programs (CMakeLists.txt lists them), so that they are there before
// anything is installed or chosen.
#pragma once
#include <string_view>

namespace partials {

inline constexpr const char* kFirstModel = "Violin";

// What a plug-in or the standalone plays when it is opened without a project: the bytes of a model of the
// factory set (factory/), for Session::load_first.
std::string_view first_model();
// What 'partials conduct' follows the hand with unless another is named: the bytes of a model that
// tools/conductor trains.
std::string_view first_conductor();

}  // namespace partials
