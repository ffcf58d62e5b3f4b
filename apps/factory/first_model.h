// SPDX-License-Identifier: MIT
// The sound that one hears when a plug-in or the standalone is opened without a project: a model of the
// factory set (factory/), held inside the program, so that it is there before anything is installed or
// chosen.
#pragma once
#include <string_view>

namespace partials {

inline constexpr const char* kFirstModel = "Violin";

std::string_view first_model();  // the bytes of a model file, for Session::load_first

}  // namespace partials
