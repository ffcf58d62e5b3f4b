// SPDX-License-Identifier: MIT
// One HTML file with the figures of a performance moving beside each other, in step with its sound where it
// has one, which loads nothing from elsewhere.
#pragma once
#include <string>

#include "families/dance/train/performance.h"

namespace partials::dance {

std::string dance_page(const Performance& performance, const std::string& title);

// The part of a page that shows figures: a <div class="dance"> with its data and sound, and the script
// element that draws all such parts of the page.
std::string dance_stage(const Performance& performance);
std::string dance_script();

}  // namespace partials::dance
