// SPDX-License-Identifier: MIT
// The reference of all processors as Markdown, written from their own descriptions: docs/processors.md is
// this text, and tests/pictures says when it is not.
#pragma once
#include <span>
#include <string>

namespace partials {

// drawn: ids of processors that pictures/processors/ID.svg shows.
std::string processor_reference(std::span<const std::string> drawn = {});

}  // namespace partials
