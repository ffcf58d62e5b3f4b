// SPDX-License-Identifier: MIT
// A canvas without pixels that detects drawing errors: NaN values, text outside the window, clips left open.
// Widths are those of Roboto's average letter, so that layouts are checked without fonts, and equally
// everywhere.
#pragma once
#include <cmath>
#include <string>
#include <vector>

#include "canvas.h"

namespace partials::window {

struct Written {
  std::string text;
  Box box;
  bool clipped;
};

class CheckingCanvas final : public Canvas {
 public:
  explicit CheckingCanvas(const Box& whole) : whole_(whole) {}

  void fill(const Box& b, Ink, float) override { look(b); }
  void shade(const Box& b, Ink, Ink, float) override { look(b); }
  void frame(const Box& b, Ink, float, float) override { look(b); }
  void line(std::span<const Point> points, Ink, float) override {
    for (const Point& p : points) look(p);
  }
  void area(std::span<const Point> points, Ink) override {
    for (const Point& p : points) look(p);
  }
  void disc(Point p, float r, Ink) override {
    look(p);
    look(Point{r, r});
  }
  void arc(Point p, float r, float from, float to, Ink, float) override {
    look(p);
    look(Point{r, from});
    look(Point{to, to});
  }
  void text(Point at, std::string_view what, Font font, Ink, Align align) override {
    look(at);
    const float w = width(what, font), x = align == Align::left    ? at.x
                                           : align == Align::right ? at.x - w
                                                                   : at.x - w / 2;
    written.push_back({std::string(what), {x, at.y - font.size / 2, w, font.size}, clips_ > 0});
  }
  float width(std::string_view what, Font font) override {
    size_t letters = 0;
    for (const char c : what) letters += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    return static_cast<float>(letters) * font.size * (font.face == Face::strong ? 0.55f : 0.53f);
  }
  void clip(const Box& b) override {
    look(b);
    ++clips_;
  }
  void unclip() override { --clips_; }

  bool whole_numbers() const { return finite_; }
  bool clips_closed() const { return clips_ == 0; }
  std::vector<Written> written;

 private:
  void look(const Box& b) {
    look(Point{b.x, b.y});
    look(Point{b.w, b.h});
  }
  void look(Point p) { finite_ &= std::isfinite(p.x) && std::isfinite(p.y); }

  Box whole_;
  int clips_ = 0;
  bool finite_ = true;
};

}  // namespace partials::window
