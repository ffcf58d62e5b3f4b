// SPDX-License-Identifier: MIT
#include "list.h"

#include <cmath>

namespace partials::window {

List::List(std::string id, const Box& box, float& top, Lines lines)
    : Part(std::move(id), box), top_(top), lines_(std::move(lines)) {
  scroll(top_);
}

int List::line_at(float y) const {
  const int i = static_cast<int>(std::floor((y - box.y) / lines_.height + top_));
  return i >= 0 && i < lines_.count ? i : -1;
}

void List::scroll(float to) {
  top_ = std::clamp(to, 0.f, std::max(0.f, static_cast<float>(lines_.count) - in_sight()));
}

void List::draw(Canvas& c, const Look& look) {
  c.fill(box, kSunk, kRound - 2);
  c.frame(box, kEdge, 1, kRound - 2);
  if (lines_.count == 0) {
    const auto words = wrapped(c, lines_.empty, kPlain, box.w - 40, 4);
    for (size_t i = 0; i < words.size(); ++i)
      c.text({box.middle().x, box.y + 40 + 18 * static_cast<float>(i)}, words[i], kPlain, kQuiet,
             Align::middle);
    return;
  }
  c.clip(box.inset(1));
  const int chosen = lines_.chosen(), first = static_cast<int>(top_),
            last = std::min(lines_.count, first + static_cast<int>(in_sight()) + 2);
  for (int i = first; i < last; ++i) {
    const Box line{box.x + 1, box.y + 1 + (static_cast<float>(i) - top_) * lines_.height, box.w - 2,
                   lines_.height};
    if (i == chosen) {
      c.fill(line, kBlue.faded(0.2f));
      c.fill({line.x, line.y, 3, line.h}, kBlue);
    } else if (i == over_ && look.hover) {
      c.fill(line, kText.faded(0.05f));
    }
    lines_.draw(c, i, {line.x + 12, line.y, line.w - 26, line.h}, i == chosen);
    stroke(c, {line.x + 10, line.bottom()}, {line.right() - 10, line.bottom()}, kEdge.faded(0.6f));
  }
  if (in_sight() < static_cast<float>(lines_.count)) {
    const float part = in_sight() / static_cast<float>(lines_.count), size = std::max(24.f, part * box.h);
    const float way = box.h - 6 - size,
                at = top_ / std::max(1e-3f, static_cast<float>(lines_.count) - in_sight());
    c.fill({box.right() - 8, box.y + 3 + at * way, 5, size}, kFaint.faded(look.hover ? 1.f : 0.6f), 2.5f);
  }
  c.unclip();
}

void List::choose(int i) {
  if (lines_.count == 0) return;
  i = std::clamp(i, 0, lines_.count - 1);
  if (static_cast<float>(i) < top_) scroll(static_cast<float>(i));
  if (static_cast<float>(i) + 1 > top_ + in_sight()) scroll(static_cast<float>(i) + 1 - in_sight());
  lines_.choose(i);
}

void List::press(const Pointer& at) {
  if (at.x > box.right() - 14 && in_sight() < static_cast<float>(lines_.count)) {
    scrolling_ = true;
    return drag(at);
  }
  const int i = line_at(at.y);
  if (i < 0 || (lines_.click && lines_.click(i, at.x - box.x, box.right() - at.x))) return;
  const bool again = at.twice && i == lines_.chosen();
  choose(i);
  if (again) lines_.open(i);
}

void List::drag(const Pointer& at) {
  if (scrolling_) scroll((at.y - box.y) / box.h * static_cast<float>(lines_.count) - in_sight() / 2);
}

bool List::key(Key key, bool) {
  const int page = std::max(1, static_cast<int>(in_sight()) - 1), now = lines_.chosen();
  switch (key) {
    case Key::up:
      choose(now - 1);
      return true;
    case Key::down:
      choose(now + 1);
      return true;
    case Key::page_up:
      choose(now - page);
      return true;
    case Key::page_down:
      choose(now + page);
      return true;
    case Key::home:
      choose(0);
      return true;
    case Key::end:
      choose(lines_.count - 1);
      return true;
    case Key::enter:
    case Key::space:
      if (now >= 0 && now < lines_.count) lines_.open(now);
      return now >= 0;
    default:
      return false;
  }
}

}  // namespace partials::window
