// SPDX-License-Identifier: MIT
// The scene's canvas on DGL's NanoVG. The font is Roboto if it was available at build time, otherwise
// DejaVu Sans, which is part of DGL.
#pragma once
#include <NanoVG.hpp>

#include "canvas.h"

namespace partials::window {

class NanoCanvas final : public Canvas {
 public:
  explicit NanoCanvas(DGL_NAMESPACE::NanoVG& vg) : vg_(vg) {}
  void prepare();  // call once, while the graphics context is current

  void fill(const Box& box, Ink ink, float round) override;
  void shade(const Box& box, Ink top, Ink bottom, float round) override;
  void frame(const Box& box, Ink ink, float width, float round) override;
  void line(std::span<const Point> points, Ink ink, float width) override;
  void area(std::span<const Point> points, Ink ink) override;
  void disc(Point middle, float radius, Ink ink) override;
  void arc(Point middle, float radius, float from, float to, Ink ink, float width) override;
  void text(Point at, std::string_view what, Font font, Ink ink, Align align) override;
  float width(std::string_view what, Font font) override;
  void clip(const Box& box) override;
  void unclip() override;

 private:
  void path(const Box& box, float round);
  void path(std::span<const Point> points);
  void use(Font font);

  DGL_NAMESPACE::NanoVG& vg_;
  int plain_ = -1, strong_ = -1;
};

}  // namespace partials::window
