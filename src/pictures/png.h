// SPDX-License-Identifier: MIT
// Pictures without a library: an RGB canvas, a 5x7 bitmap font for axis labels, and a PNG writer (ISO 15948)
// whose deflate stream uses fixed Huffman codes with run-length matches only: enough for plots, valid for
// every reader.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace partials {

struct Rgb {
  uint8_t r = 0, g = 0, b = 0;
};

class Canvas {
 public:
  Canvas(int width, int height, Rgb fill = {255, 255, 255});
  int width() const { return width_; }
  int height() const { return height_; }
  void set(int x, int y, Rgb c);  // pixels outside are ignored
  Rgb get(int x, int y) const;
  void rectangle(int x, int y, int w, int h, Rgb c);
  // A line with round ends, smooth at its edges; in pixels, whose centres are at whole numbers and a half.
  void line(double x0, double y0, double x1, double y1, double width, Rgb c);
  // ASCII text; a character takes 6 x 8 pixels times scale.
  void text(int x, int y, std::string_view s, Rgb c, int scale = 1);
  static int text_width(std::string_view s, int scale = 1) { return static_cast<int>(s.size()) * 6 * scale; }
  const std::vector<uint8_t>& rgb() const { return rgb_; }  // [height][width][3]

 private:
  int width_, height_;
  std::vector<uint8_t> rgb_;
};

std::string png_bytes(const Canvas& canvas);

// Perceptually uniform dark-to-bright map (viridis family), 0..1.
Rgb heat_colour(double unit);

}  // namespace partials
