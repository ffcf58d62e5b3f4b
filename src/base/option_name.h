// SPDX-License-Identifier: MIT
// How sentences for people name an option: as the surface does through which the library is used. The command
// line has "--fold" and "--fold 2", Python "fold" and "fold=2". A surface with other names sets its naming
// once, before anything else runs; names are given as the command line has them, without dashes in front.
#pragma once
#include <string>
#include <string_view>

namespace partials {

// value: "" (the name alone), "2", or "noise=-6" for an option that takes pairs
using OptionNaming = std::string (*)(std::string_view name, std::string_view value);
void name_options(OptionNaming naming) noexcept;

std::string option(std::string_view name, std::string_view value = {});

}  // namespace partials
