// SPDX-License-Identifier: MIT
#include "osc/pattern.h"

namespace partials::osc {
namespace {

constexpr int kMaxSteps = 20000;  // limit for one match; patterns with several stars could need many more

// Takes [...] off the front of the pattern; returns whether it contains c. False also if it is not closed.
bool take_set(std::string_view& pattern, char c) noexcept {
  const size_t end = pattern.find(']');
  if (end == std::string_view::npos) return false;
  std::string_view set = pattern.substr(1, end - 1);
  pattern.remove_prefix(end + 1);
  const bool others = !set.empty() && set.front() == '!';
  if (others) set.remove_prefix(1);
  bool found = false;
  for (size_t i = 0; i < set.size(); ++i) {
    const bool range = i + 2 < set.size() && set[i + 1] == '-';
    found = found || (range ? c >= set[i] && c <= set[i + 2] : c == set[i]);
    if (range) i += 2;
  }
  return found != others;
}

class Matcher {
 public:
  bool match(std::string_view pattern, std::string_view text) noexcept {
    while (!pattern.empty()) {
      if (++steps_ > kMaxSteps) return false;
      switch (pattern.front()) {
        case '/':
          if (pattern.substr(0, 2) == "//") return levels(pattern.substr(2), text);
          if (text.empty() || text.front() != '/') return false;
          pattern.remove_prefix(1);
          text.remove_prefix(1);
          break;
        case '*':
          return star(pattern.substr(1), text);
        case '{':
          return alternatives(pattern, text);
        case '[':
          if (text.empty() || text.front() == '/' || !take_set(pattern, text.front())) return false;
          text.remove_prefix(1);
          break;
        default:
          if (text.empty() || text.front() == '/' ||
              (pattern.front() != '?' && pattern.front() != text.front()))
            return false;
          pattern.remove_prefix(1);
          text.remove_prefix(1);
      }
    }
    return text.empty();
  }

 private:
  bool star(std::string_view rest, std::string_view text) noexcept {
    for (;; text.remove_prefix(1)) {
      if (match(rest, text)) return true;
      if (text.empty() || text.front() == '/' || steps_ > kMaxSteps) return false;
    }
  }
  bool alternatives(std::string_view pattern, std::string_view text) noexcept {
    const size_t end = pattern.find('}');
    if (end == std::string_view::npos) return false;
    std::string_view list = pattern.substr(1, end - 1);
    pattern.remove_prefix(end + 1);
    for (;;) {
      const size_t comma = list.find(',');
      const std::string_view one = list.substr(0, comma);
      if (text.substr(0, one.size()) == one && match(pattern, text.substr(one.size()))) return true;
      if (comma == std::string_view::npos || steps_ > kMaxSteps) return false;
      list.remove_prefix(comma + 1);
    }
  }
  // The part after // may match after any slash.
  bool levels(std::string_view rest, std::string_view text) noexcept {
    for (size_t at = text.find('/'); at != std::string_view::npos && steps_ <= kMaxSteps;
         at = text.find('/', at + 1))
      if (at + 1 <= text.size() && match(rest, text.substr(at + 1))) return true;
    return false;
  }

  int steps_ = 0;
};

}  // namespace

bool is_pattern(std::string_view address) noexcept {
  return address.find_first_of("*?[]{}") != std::string_view::npos ||
         address.find("//") != std::string_view::npos;
}

bool matches(std::string_view pattern, std::string_view address) noexcept {
  return pattern.size() <= kLongestPattern && Matcher().match(pattern, address);
}

}  // namespace partials::osc
