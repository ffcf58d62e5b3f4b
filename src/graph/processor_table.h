// SPDX-License-Identifier: MIT
// The reference of all processors as Markdown, generated from their descriptions: docs/processors.md is this
// text, and tests/pictures checks that it is.
#pragma once
#include <span>
#include <string>

namespace partials {

// drawn: ids of processors that have a plot pictures/processors/ID.svg.
std::string processor_reference(std::span<const std::string> drawn = {});

}  // namespace partials
