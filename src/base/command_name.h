// SPDX-License-Identifier: MIT
// How sentences for people name a command, as base/option_name.h does options: "partials models list" on the
// command line, "partials.models()" in Python. A surface sets its naming once, before anything else runs.
#pragma once
#include <string>
#include <string_view>

namespace partials {

using CommandNaming = std::string (*)(std::string_view command);  // "models list"
void name_commands(CommandNaming naming) noexcept;

std::string command(std::string_view command);

}  // namespace partials
