// SPDX-License-Identifier: MIT
// Messages during long work. A closed terminal, a closed pipe or a log on a full disk must not stop the
// work, so unlike fmt::print these functions never throw. main.cpp checks at the end whether the result
// reached standard output.
#pragma once
#include <fmt/format.h>

#include <cstdio>
#include <string>

namespace partials {

template <class... Args>
void say_to(std::FILE* stream, fmt::format_string<Args...> text, Args&&... args) {
  const std::string all = fmt::format(text, std::forward<Args>(args)...);
  (void)!std::fwrite(all.data(), 1, all.size(), stream);
}

// To standard error.
template <class... Args>
void talk(fmt::format_string<Args...> text, Args&&... args) {
  say_to(stderr, text, std::forward<Args>(args)...);
}

}  // namespace partials
