// SPDX-License-Identifier: MIT
// Words as people type them when they look for something.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace partials {

// UTF-8 to lower-case ASCII where a letter has such a base (é to e, Ł to l, ß to ss); other characters stay
// as they are.
std::string folded(std::string_view text);
// At blanks and commas.
std::vector<std::string> words_of(std::string_view text);
// Instruments that are named in a text, in their plain names ("violin", "voice"), each once.
std::vector<std::string> instruments_in(std::string_view text);

}  // namespace partials
