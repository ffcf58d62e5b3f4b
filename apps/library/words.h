// SPDX-License-Identifier: MIT
// Search words as people type them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace partials {

// Converts UTF-8 to lower-case ASCII if a letter has such a base (é to e, Ł to l, ß to ss); other
// characters are unchanged.
std::string folded(std::string_view text);
// Splits at blanks and commas.
std::vector<std::string> words_of(std::string_view text);
// Instruments named in a text, by their plain names ("violin", "voice"), without duplicates.
std::vector<std::string> instruments_in(std::string_view text);

}  // namespace partials
