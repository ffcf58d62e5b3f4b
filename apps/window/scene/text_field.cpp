// SPDX-License-Identifier: MIT
#include "text_field.h"

namespace partials::window {

void TextField::draw(Canvas& c, const Look& look) {
  c.fill(box, kSunk, kRound - 2);
  c.frame(box, look.focus ? kBlue : look.hover ? kFaint : kEdge, look.focus ? 2 : 1, kRound - 2);
  Box inner = box.inset(10, 0);
  if (words_.icon != Icon::none) icon(c, words_.icon, inner.cut_left(13, 8).centred(13, 13), kQuiet, false);
  c.clip(inner);
  const float y = box.middle().y;
  if (typed_.text.empty() && !look.focus)
    c.text({inner.x, y}, fitted(c, words_.empty, kPlain, inner.w), kPlain, kFaint);
  const std::string_view all = typed_.text;
  const float caret = c.width(all.substr(0, typed_.caret), kPlain), from = std::max(0.f, caret - inner.w + 6);
  c.text({inner.x - from, y}, all, kPlain, kText);
  if (look.focus) c.fill({inner.x - from + caret, y - 8, 1.5f, 16}, kBlue);
  c.unclip();
}

size_t TextField::before(size_t at) const {
  while (at > 0 && (static_cast<unsigned char>(typed_.text[--at]) & 0xc0) == 0x80) {
  }
  return at;
}

size_t TextField::after(size_t at) const {
  if (at < typed_.text.size()) ++at;
  while (at < typed_.text.size() && (static_cast<unsigned char>(typed_.text[at]) & 0xc0) == 0x80) ++at;
  return at;
}

void TextField::erase(size_t from, size_t to) {
  if (from == to) return;
  typed_.text.erase(from, to - from);
  typed_.caret = from;
  changed_();
}

bool TextField::key(Key key, bool) {
  typed_.caret = std::min(typed_.caret, typed_.text.size());
  switch (key) {
    case Key::left:
      typed_.caret = before(typed_.caret);
      return true;
    case Key::right:
      typed_.caret = after(typed_.caret);
      return true;
    case Key::home:
      typed_.caret = 0;
      return true;
    case Key::end:
      typed_.caret = typed_.text.size();
      return true;
    case Key::backspace:
      erase(before(typed_.caret), typed_.caret);
      return true;
    case Key::remove:
      erase(typed_.caret, after(typed_.caret));
      return true;
    case Key::space:
      return true;  // arrives as text
    default:
      return other_ && other_(key);
  }
}

bool TextField::type(std::string_view text) {
  if (text.empty() || static_cast<unsigned char>(text[0]) < 0x20 || text[0] == 0x7f ||
      typed_.text.size() + text.size() > kMax)
    return false;
  typed_.caret = std::min(typed_.caret, typed_.text.size());
  typed_.text.insert(typed_.caret, text);
  typed_.caret += text.size();
  changed_();
  return true;
}

}  // namespace partials::window
