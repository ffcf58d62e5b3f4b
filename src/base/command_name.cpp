// SPDX-License-Identifier: MIT
#include "base/command_name.h"

namespace partials {
namespace {

std::string on_the_command_line(std::string_view command) { return "partials " + std::string(command); }

CommandNaming in_use = on_the_command_line;

}  // namespace

void name_commands(CommandNaming naming) noexcept { in_use = naming; }

std::string command(std::string_view command) { return in_use(command); }

}  // namespace partials
