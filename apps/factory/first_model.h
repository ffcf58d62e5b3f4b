// SPDX-License-Identifier: MIT
// The model that a plug-in or the standalone plays when it is opened without a project: a model of the
// factory set (factory/), embedded in the program, so that it is available before anything is installed or
// chosen.
#pragma once
#include <string_view>

namespace partials {

inline constexpr const char* kFirstModel = "Violin";

std::string_view first_model();  // the bytes of a model file, for Session::load_first

}  // namespace partials
