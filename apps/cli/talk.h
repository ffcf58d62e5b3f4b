// SPDX-License-Identifier: MIT
// What is said while long work goes on. A terminal that was closed, a pipe that nobody reads and a log on a
// full disk are no reason to end it: unlike fmt::print, these never throw. Whether the result reached
// standard output is asked at the end (main.cpp).
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
