// SPDX-License-Identifier: MIT
#include "base/option_name.h"

namespace partials {
namespace {

std::string on_the_command_line(std::string_view name, std::string_view value) {
  std::string text = "--";
  text += name;
  if (!value.empty()) (text += ' ') += value;
  return text;
}

OptionNaming in_use = on_the_command_line;

}  // namespace

void name_options(OptionNaming naming) noexcept { in_use = naming; }

std::string option(std::string_view name, std::string_view value) { return in_use(name, value); }

}  // namespace partials
