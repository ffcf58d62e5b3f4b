// SPDX-License-Identifier: MIT
#include "nano_canvas.h"

#include "letters.h"

namespace partials::window {
namespace {

using DGL_NAMESPACE::Color;
using DGL_NAMESPACE::NanoVG;

Color color(Ink ink) {
  return Color(static_cast<int>(ink.r), static_cast<int>(ink.g), static_cast<int>(ink.b),
               static_cast<float>(ink.a) / 255.f);
}

}  // namespace

void NanoCanvas::prepare() {
  plain_ = strong_ = -1;
  if (const Letters l = letters(); l.plain_size > 0) {
    plain_ = vg_.createFontFromMemory("plain", l.plain, l.plain_size, false);
    strong_ = vg_.createFontFromMemory("strong", l.strong, l.strong_size, false);
  }
  if (plain_ >= 0 && strong_ >= 0) return;
  vg_.loadSharedResources();
  plain_ = strong_ = vg_.findFont(NANOVG_DEJAVU_SANS_TTF);
}

void NanoCanvas::path(const Box& b, float round) {
  vg_.beginPath();
  round > 0 ? vg_.roundedRect(b.x, b.y, b.w, b.h, std::min({round, b.w / 2, b.h / 2}))
            : vg_.rect(b.x, b.y, b.w, b.h);
}

void NanoCanvas::path(std::span<const Point> points) {
  vg_.beginPath();
  for (size_t i = 0; i < points.size(); ++i)
    i == 0 ? vg_.moveTo(points[i].x, points[i].y) : vg_.lineTo(points[i].x, points[i].y);
}

void NanoCanvas::fill(const Box& box, Ink ink, float round) {
  path(box, round);
  vg_.fillColor(color(ink));
  vg_.fill();
}

void NanoCanvas::shade(const Box& box, Ink top, Ink bottom, float round) {
  path(box, round);
  vg_.fillPaint(vg_.linearGradient(box.x, box.y, box.x, box.bottom(), color(top), color(bottom)));
  vg_.fill();
}

void NanoCanvas::frame(const Box& box, Ink ink, float width, float round) {
  path(box.inset(width / 2), std::max(0.f, round - width / 2));
  vg_.strokeColor(color(ink));
  vg_.strokeWidth(width);
  vg_.stroke();
}

void NanoCanvas::line(std::span<const Point> points, Ink ink, float width) {
  path(points);
  vg_.lineCap(NanoVG::ROUND);
  vg_.lineJoin(NanoVG::ROUND);
  vg_.strokeColor(color(ink));
  vg_.strokeWidth(width);
  vg_.stroke();
}

void NanoCanvas::area(std::span<const Point> points, Ink ink) {
  path(points);
  vg_.closePath();
  vg_.fillColor(color(ink));
  vg_.fill();
}

void NanoCanvas::disc(Point middle, float radius, Ink ink) {
  vg_.beginPath();
  vg_.circle(middle.x, middle.y, radius);
  vg_.fillColor(color(ink));
  vg_.fill();
}

void NanoCanvas::arc(Point middle, float radius, float from, float to, Ink ink, float width) {
  vg_.beginPath();
  vg_.arc(middle.x, middle.y, radius, from, to, NanoVG::CW);
  vg_.lineCap(NanoVG::ROUND);
  vg_.strokeColor(color(ink));
  vg_.strokeWidth(width);
  vg_.stroke();
}

void NanoCanvas::use(Font font) {
  vg_.fontFaceId(font.face == Face::strong ? strong_ : plain_);
  vg_.fontSize(font.size * 1.16f);  // Roboto's letters are small for their size
}

void NanoCanvas::text(Point at, std::string_view what, Font font, Ink ink, Align align) {
  if (what.empty()) return;
  use(font);
  vg_.textAlign((align == Align::left    ? NanoVG::ALIGN_LEFT
                 : align == Align::right ? NanoVG::ALIGN_RIGHT
                                         : NanoVG::ALIGN_CENTER) |
                NanoVG::ALIGN_MIDDLE);
  vg_.fillColor(color(ink));
  vg_.text(at.x, at.y, what.data(), what.data() + what.size());
}

float NanoCanvas::width(std::string_view what, Font font) {
  if (what.empty()) return 0;
  use(font);
  vg_.textAlign(NanoVG::ALIGN_LEFT | NanoVG::ALIGN_MIDDLE);
  DGL_NAMESPACE::Rectangle<float> bounds;
  return vg_.textBounds(0, 0, what.data(), what.data() + what.size(), bounds);
}

void NanoCanvas::clip(const Box& box) {
  vg_.save();
  vg_.intersectScissor(box.x, box.y, box.w, box.h);
}

void NanoCanvas::unclip() { vg_.restore(); }

}  // namespace partials::window
