// SPDX-License-Identifier: MIT
// PNG: signature, IHDR, one IDAT (zlib, RFC 1950/1951, fixed codes), IEND. Pictures of at most 256 colours
// are stored as indices into a palette, a third of the size. In others each row has filter 1 (difference to
// the pixel on the left), so uniform areas become runs of zeros, which the run-length matches (distance 1)
// compress.
#include "pictures/png.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "base/crc32.h"
#include "pictures/font5x7.h"

namespace partials {
namespace {

uint32_t adler32(const std::vector<uint8_t>& bytes) {
  uint32_t a = 1, b = 0;
  for (const uint8_t x : bytes) {
    a = (a + x) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

void put32(std::string& out, uint32_t v) {
  for (int s = 24; s >= 0; s -= 8) out += static_cast<char>(v >> s & 255);
}

void chunk(std::string& out, const char* type, const std::string& data) {
  put32(out, static_cast<uint32_t>(data.size()));
  const std::string body = type + data;
  out += body;
  put32(out, crc32(body));
}

// Bits from the lowest up; Huffman codes are sent from their highest bit.
class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(out) {}
  void bits(uint32_t value, int count) {
    for (int i = 0; i < count; ++i) bit(value >> i & 1);
  }
  void code(uint32_t value, int count) {
    for (int i = count - 1; i >= 0; --i) bit(value >> i & 1);
  }
  void symbol(int s) {  // the fixed literal and length code, RFC 1951 section 3.2.6
    if (s < 144)
      code(0x30 + s, 8);
    else if (s < 256)
      code(0x190 + s - 144, 9);
    else if (s < 280)
      code(s - 256, 7);
    else
      code(0xc0 + s - 280, 8);
  }
  void flush() {
    while (used_) bit(0);
  }

 private:
  void bit(uint32_t b) {
    byte_ |= b << used_;
    if (++used_ == 8) {
      out_ += static_cast<char>(byte_);
      byte_ = 0;
      used_ = 0;
    }
  }
  std::string& out_;
  uint32_t byte_ = 0;
  int used_ = 0;
};

void run_of(BitWriter& w, int length) {  // a match of 3..258 bytes at distance 1
  static constexpr int kBase[] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                  31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
  static constexpr int kExtra[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                   2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
  int i = 28;
  while (kBase[i] > length) --i;
  w.symbol(257 + i);
  w.bits(static_cast<uint32_t>(length - kBase[i]), kExtra[i]);
  w.code(0, 5);
}

std::string zlib(const std::vector<uint8_t>& data) {
  std::string out("\x78\x01", 2);
  BitWriter w(out);
  w.bits(1, 1);  // the last block
  w.bits(1, 2);  // fixed codes
  for (size_t i = 0; i < data.size();) {
    size_t run = 0;
    while (i > 0 && run < 258 && i + run < data.size() && data[i + run] == data[i - 1]) ++run;
    if (run >= 3) {
      run_of(w, static_cast<int>(run));
      i += run;
    } else {
      w.symbol(data[i++]);
    }
  }
  w.symbol(256);
  w.flush();
  put32(out, adler32(data));
  return out;
}

}  // namespace

Canvas::Canvas(int width, int height, Rgb fill)
    : width_(std::max(1, width)),
      height_(std::max(1, height)),
      rgb_(static_cast<size_t>(width_) * height_ * 3) {
  rectangle(0, 0, width_, height_, fill);
}

void Canvas::set(int x, int y, Rgb c) {
  if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
  uint8_t* p = rgb_.data() + (static_cast<size_t>(y) * width_ + x) * 3;
  p[0] = c.r;
  p[1] = c.g;
  p[2] = c.b;
}

Rgb Canvas::get(int x, int y) const {
  const uint8_t* p = rgb_.data() + (static_cast<size_t>(y) * width_ + x) * 3;
  return {p[0], p[1], p[2]};
}

void Canvas::rectangle(int x, int y, int w, int h, Rgb c) {
  for (int j = y; j < y + h; ++j)
    for (int i = x; i < x + w; ++i) set(i, j, c);
}

void Canvas::line(double x0, double y0, double x1, double y1, double width, Rgb c) {
  const double dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy, reach = width / 2 + 1;
  const auto mixed = [](uint8_t under, uint8_t over, double share) {
    return static_cast<uint8_t>(under + share * (over - under) + 0.5);
  };
  const int right = static_cast<int>(std::max(x0, x1) + reach);
  const int bottom = static_cast<int>(std::max(y0, y1) + reach);
  for (int y = static_cast<int>(std::floor(std::min(y0, y1) - reach)); y <= bottom; ++y)
    for (int x = static_cast<int>(std::floor(std::min(x0, x1) - reach)); x <= right; ++x) {
      const double px = x + 0.5 - x0, py = y + 0.5 - y0;
      const double along = length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0;
      const double off = std::hypot(px - along * dx, py - along * dy);
      const double share = std::clamp(width / 2 + 0.5 - off, 0.0, 1.0);
      if (share <= 0 || x < 0 || y < 0 || x >= width_ || y >= height_) continue;
      const Rgb under = get(x, y);
      set(x, y, {mixed(under.r, c.r, share), mixed(under.g, c.g, share), mixed(under.b, c.b, share)});
    }
}

void Canvas::text(int x, int y, std::string_view s, Rgb c, int scale) {
  for (const char ch : s) {
    const uint8_t* column = font5x7(ch);
    for (int i = 0; i < 5; ++i)
      for (int j = 0; j < 7; ++j)
        if (column[i] >> j & 1) rectangle(x + i * scale, y + j * scale, scale, scale, c);
    x += 6 * scale;
  }
}

namespace {

// Colours in order of first use, and every pixel as an index into them, each row after a filter byte of 0
// (none). Empty if there are more than 256.
struct Indexed {
  std::string palette;
  std::vector<uint8_t> rows;
};

Indexed indexed(const Canvas& canvas) {
  Indexed out;
  std::unordered_map<uint32_t, uint8_t> index;
  for (int y = 0; y < canvas.height(); ++y) {
    out.rows.push_back(0);
    for (int x = 0; x < canvas.width(); ++x) {
      const Rgb c = canvas.get(x, y);
      const auto [at, added] = index.try_emplace(uint32_t{c.r} << 16 | uint32_t{c.g} << 8 | c.b,
                                                 static_cast<uint8_t>(index.size()));
      if (index.size() > 256) return {};
      if (added) out.palette += {static_cast<char>(c.r), static_cast<char>(c.g), static_cast<char>(c.b)};
      out.rows.push_back(at->second);
    }
  }
  return out;
}

}  // namespace

std::string png_bytes(const Canvas& canvas) {
  const int w = canvas.width(), h = canvas.height();
  const Indexed few = indexed(canvas);
  std::vector<uint8_t> rows = few.rows;
  if (few.palette.empty()) rows.reserve((static_cast<size_t>(w) * 3 + 1) * h);
  for (int y = 0; few.palette.empty() && y < h; ++y) {
    const uint8_t* row = canvas.rgb().data() + static_cast<size_t>(y) * w * 3;
    rows.push_back(1);
    for (int i = 0; i < w * 3; ++i) rows.push_back(static_cast<uint8_t>(row[i] - (i >= 3 ? row[i - 3] : 0)));
  }
  std::string out("\x89PNG\r\n\x1a\n", 8), header;
  put32(header, static_cast<uint32_t>(w));
  put32(header, static_cast<uint32_t>(h));
  // 8 bits, RGB or palette, deflate, no interlace
  header += std::string(few.palette.empty() ? "\x08\x02\x00\x00\x00" : "\x08\x03\x00\x00\x00", 5);
  chunk(out, "IHDR", header);
  if (!few.palette.empty()) chunk(out, "PLTE", few.palette);
  chunk(out, "IDAT", zlib(rows));
  chunk(out, "IEND", "");
  return out;
}

Rgb heat_colour(double unit) {
  // Nine points of viridis, linear between.
  static constexpr uint8_t kPoints[9][3] = {{68, 1, 84},    {71, 44, 122},  {59, 81, 139},
                                            {44, 113, 142}, {33, 144, 141}, {39, 173, 129},
                                            {92, 200, 99},  {170, 220, 50}, {253, 231, 37}};
  const double p = std::clamp(unit, 0.0, 1.0) * 8.0;
  const int i = std::min(7, static_cast<int>(p));
  const auto mix = [&](int c) {
    return static_cast<uint8_t>(std::lround(kPoints[i][c] + (kPoints[i + 1][c] - kPoints[i][c]) * (p - i)));
  };
  return {mix(0), mix(1), mix(2)};
}

}  // namespace partials
