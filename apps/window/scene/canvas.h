// SPDX-License-Identifier: MIT
// The drawing surface of the scene; in logical pixels, y downwards. Windows implement it by NanoVG
// (gl/nano_canvas.h), tests by a checking canvas.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "box.h"

namespace partials::window {

struct Ink {
  uint8_t r = 0, g = 0, b = 0, a = 255;
  constexpr Ink faded(float part) const {
    return {r, g, b, static_cast<uint8_t>(static_cast<float>(a) * part)};
  }
};

enum class Align { left, middle, right };
enum class Face { plain, strong };

struct Font {
  float size = 13;
  Face face = Face::plain;
};

class Canvas {
 public:
  virtual ~Canvas() = default;
  virtual void fill(const Box& box, Ink ink, float round = 0) = 0;
  virtual void shade(const Box& box, Ink top, Ink bottom, float round = 0) = 0;
  virtual void frame(const Box& box, Ink ink, float width = 1, float round = 0) = 0;  // just inside the box
  virtual void line(std::span<const Point> points, Ink ink, float width = 1) = 0;
  virtual void area(std::span<const Point> points, Ink ink) = 0;  // filled; closed
  virtual void disc(Point middle, float radius, Ink ink) = 0;
  // radians from 3 o'clock, clockwise
  virtual void arc(Point middle, float radius, float from, float to, Ink ink, float width) = 0;
  // at.y: the vertical centre of the line
  virtual void text(Point at, std::string_view what, Font font, Ink ink, Align align = Align::left) = 0;
  virtual float width(std::string_view what, Font font) = 0;
  virtual void clip(const Box& box) = 0;  // until unclip; intersects the current clip
  virtual void unclip() = 0;
};

// As much of the text as fits, with an ellipsis if it is cut.
std::string fitted(Canvas& canvas, std::string_view text, Font font, float width);
// Breaks text at spaces into lines that fit; the last line is fitted().
std::vector<std::string> wrapped(Canvas& canvas, std::string_view text, Font font, float width,
                                 size_t most_lines);

inline void stroke(Canvas& canvas, Point a, Point b, Ink ink, float width = 1) {
  const Point both[] = {a, b};
  canvas.line(both, ink, width);
}

}  // namespace partials::window
