// SPDX-License-Identifier: MIT
// The reference of all processors as Markdown, written from their own descriptions: docs/processors.md is
// this text, and a test says when it is not.
#pragma once
#include <string>

namespace partials {

std::string processor_reference();

}  // namespace partials
