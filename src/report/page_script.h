// SPDX-License-Identifier: MIT
// Scripts that pages share (src/report/figure): look.js colours and small helps, orbit.js a camera, bones.js
// a body.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace partials {

std::string_view page_script(std::string_view name);  // "": there is none

// Modules as the text of one <script type="module">: each defines its names before the next uses them, so
// that imports and the word export only have to go.
std::string joined_modules(std::span<const std::string_view> modules);

}  // namespace partials
