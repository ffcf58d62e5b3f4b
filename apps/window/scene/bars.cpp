// SPDX-License-Identifier: MIT
#include "bars.h"

#include <cmath>
#include <cstdio>

#include "base/plain_text.h"

namespace partials::window {

Box Bars::cell(int i) const {
  const Box p = plot();
  const float each = p.w / static_cast<float>(std::max(1, row_.count)),
              gap = row_.curve ? 0.f : std::min(3.f, each * 0.25f);
  return {p.x + static_cast<float>(i) * each + gap / 2, p.y, each - gap, p.h};
}

int Bars::index_at(float x) const {
  const Box p = plot();
  return row_.count == 0 ? -1
                         : std::clamp(static_cast<int>((x - p.x) / p.w * static_cast<float>(row_.count)), 0,
                                      row_.count - 1);
}

float Bars::gain_at(float y) const {
  const Box p = plot();
  const float db = kMax - (y - p.y) / p.h * (kMax - kMin);
  return std::abs(db) < 0.6f ? 0.f : std::clamp(db, kMin, kMax);  // snaps to 0
}

float Bars::y_of_gain(float db) const {
  const Box p = plot();
  return p.y + (kMax - db) / (kMax - kMin) * p.h;
}

void Bars::draw(Canvas& c, const Look& look) {
  c.fill(box, kSunk, kRound - 2);
  c.frame(box, kEdge, 1, kRound - 2);
  c.clip(plot());
  for (float db = -36; db < kMax; db += 12)
    stroke(c, {box.x, y_of_gain(db)}, {box.right(), y_of_gain(db)}, kEdge.faded(db == 0 ? 1.f : 0.55f));
  draw_live(c);
  if (at_ >= 0 && at_ < row_.count && (look.hover || look.focus || look.held))
    c.fill({cell(at_).x, plot().y, cell(at_).w, plot().h}, kText.faded(0.08f));
  row_.curve ? draw_curve(c) : draw_gains(c);
  for (const float db : {0.f, -24.f})
    c.text({box.right() - 5, std::max(box.y + 8, y_of_gain(db) - 7)}, db == 0 ? "0 dB" : "-24", kTiny, kFaint,
           Align::right);
  c.unclip();
  float free = box.x;
  for (const auto& [i, words] : row_.marks) {
    const float half = c.width(words, kTiny) / 2,
                x = std::clamp(cell(i).middle().x, box.x + half + 4, box.right() - half - 4);
    if (x - half < free) continue;
    free = x + half + 8;
    stroke(c, {cell(i).middle().x, plot().bottom()}, {cell(i).middle().x, plot().bottom() + 3}, kFaint);
    c.text({x, box.bottom() - kMarks / 2}, words, kTiny, kFaint, Align::middle);
  }
}

void Bars::draw_live(Canvas& c) const {
  const Box p = plot();
  std::vector<Point> outline;
  for (int i = 0; i < row_.count; ++i) {
    const Box one = cell(i);
    const float part = std::clamp((row_.live_db(i) - kFloor) / -kFloor, 0.f, 1.f),
                top = p.bottom() - part * p.h * 0.94f;
    if (row_.curve)
      outline.push_back({one.middle().x, top});
    else if (part > 0.003f)
      c.shade({one.x, top, one.w, p.bottom() - top}, kBlue.faded(0.85f), kBlue.faded(0.3f),
              std::min(2.f, one.w / 3));
  }
  if (outline.empty()) return;
  outline.insert(outline.begin(), {p.x, outline.front().y});
  outline.push_back({p.right(), outline.back().y});
  outline.push_back({p.right(), p.bottom() + 1});
  outline.push_back({p.x, p.bottom() + 1});
  c.area(outline, kBlue.faded(0.4f));
}

void Bars::draw_gains(Canvas& c) const {
  const float zero = y_of_gain(0);
  for (int i = 0; i < row_.count; ++i) {
    const Box one = cell(i);
    const float db = row_.gain_db(i), y = std::min(y_of_gain(db), plot().bottom() - 2);
    const bool moved = std::abs(db) > 0.05f;
    if (moved) c.fill({one.x, std::min(y, zero), one.w, std::abs(y - zero)}, kOrange.faded(0.28f));
    c.fill({one.x, y - 1.25f, one.w, 2.5f}, moved ? kOrange : kQuiet.faded(0.8f));
  }
}

void Bars::draw_curve(Canvas& c) const {
  const Box p = plot();
  std::vector<Point> line;
  bool moved = false;
  for (int i = 0; i < row_.count; ++i) {
    const float db = row_.gain_db(i);
    moved |= std::abs(db) > 0.05f;
    line.push_back({cell(i).middle().x, std::min(y_of_gain(db), plot().bottom() - 2)});
  }
  if (line.empty()) return;
  line.insert(line.begin(), {p.x, line.front().y});
  line.push_back({p.right(), line.back().y});
  c.line(line, moved ? kOrange : kQuiet.faded(0.8f), 2);
}

void Bars::look_at(Shown& shown) {
  for (int i = 0; i < row_.count; ++i) {
    // changes below a quarter of a dB are not visible
    shown.add(static_cast<int>(std::lround(4 * std::max(kFloor, row_.live_db(i)))));
    shown.add(row_.gain_db(i));
  }
}

std::string Bars::help() const {
  if (at_ < 0 || at_ >= row_.count) return "Drag across to draw; double click resets one.";
  char text[24];
  const float db = row_.gain_db(at_);
  if (db < kMin)
    plain_snprintf(text, sizeof text, "silent");
  else
    plain_snprintf(text, sizeof text, "%+.1f dB", static_cast<double>(db));
  return row_.name(at_) + ": " + text + ". Drag across to draw, Shift for one only, double click resets it.";
}

void Bars::press(const Pointer& at) {
  if (row_.count == 0) return;
  at_ = index_at(at.x);
  if (at.twice) return set(at_, 0);
  held_ = true;
  last_ = {at.x, at.y};
  set(at_, gain_at(at.y));
}

// All bars that the pointer has crossed since the last event; with Shift only the first one.
void Bars::drag(const Pointer& at) {
  if (!held_) return;
  if (at.shift) {
    set(at_, gain_at(at.y));
    last_ = {at.x, at.y};
    return;
  }
  const int from = index_at(last_.x), to = index_at(at.x), step = to > from ? 1 : -1;
  for (int i = from;; i += step) {
    const float part = to == from ? 1.f : static_cast<float>(i - from) / static_cast<float>(to - from);
    set(i, gain_at(last_.y + part * (at.y - last_.y)));
    if (i == to) break;
  }
  at_ = to;
  last_ = {at.x, at.y};
}

void Bars::wheel(const Pointer& at, float steps) {
  if (row_.count == 0) return;
  at_ = index_at(at.x);
  set(at_, row_.gain_db(at_) + steps * (at.shift ? 0.1f : 1.f));
}

bool Bars::key(Key key, bool shift) {
  if (row_.count == 0) return false;
  at_ = std::clamp(at_, 0, row_.count - 1);
  switch (key) {
    case Key::left:
      at_ = std::max(0, at_ - 1);
      return true;
    case Key::right:
      at_ = std::min(row_.count - 1, at_ + 1);
      return true;
    case Key::up:
      set(at_, row_.gain_db(at_) + (shift ? 0.1f : 1.f));
      return true;
    case Key::down:
      set(at_, row_.gain_db(at_) - (shift ? 0.1f : 1.f));
      return true;
    case Key::home:
    case Key::remove:
      set(at_, 0);
      return true;
    default:
      return false;
  }
}

}  // namespace partials::window
