// SPDX-License-Identifier: MIT
#include "canvas.h"

namespace partials::window {
namespace {

// The end of the last UTF-8 character that ends before `at`.
size_t character_end(std::string_view text, size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) --at;
  return at;
}

}  // namespace

std::string fitted(Canvas& canvas, std::string_view text, Font font, float width) {
  if (canvas.width(text, font) <= width) return std::string(text);
  size_t low = 0, high = text.size();  // low: this many bytes fit; high: this many do not
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    const std::string some = std::string(text.substr(0, character_end(text, middle))) + "…";
    (canvas.width(some, font) <= width ? low : high) = middle;
  }
  low = character_end(text, low);
  while (low > 0 && text[low - 1] == ' ') --low;
  return low == 0 ? std::string() : std::string(text.substr(0, low)) + "…";
}

std::vector<std::string> wrapped(Canvas& canvas, std::string_view text, Font font, float width,
                                 size_t most_lines) {
  std::vector<std::string> lines;
  while (!text.empty() && lines.size() < most_lines) {
    if (lines.size() + 1 == most_lines) {
      lines.push_back(fitted(canvas, text, font, width));
      break;
    }
    size_t end = 0;
    for (size_t at = 0; at != std::string_view::npos && at < text.size();) {
      const size_t space = std::min(text.find(' ', at), text.size());
      if (end > 0 && canvas.width(text.substr(0, space), font) > width) break;
      end = space;
      at = space + 1;
    }
    lines.push_back(fitted(canvas, text.substr(0, end), font, width));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return lines;
}

}  // namespace partials::window
