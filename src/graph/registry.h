// SPDX-License-Identifier: MIT
// All processors by id, in the code of the chosen instruction set.
#pragma once
#include <span>
#include <string_view>

#include "base/cpu.h"
#include "base/processor.h"

namespace partials {

std::span<const KernelSet* const> all_processors(Isa isa);
const KernelSet* find_processor(std::string_view id, Isa isa);  // null if there is none

}  // namespace partials
