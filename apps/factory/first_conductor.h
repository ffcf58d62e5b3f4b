// SPDX-License-Identifier: MIT
// The conductor that 'partials conduct' follows unless another is named: a model trained by tools/conductor,
// embedded in the program.
#pragma once
#include <string_view>

namespace partials {

std::string_view first_conductor();  // the bytes of a model file

}  // namespace partials
