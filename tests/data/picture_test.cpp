// SPDX-License-Identifier: MIT
// Guards against: pictures that a viewer refuses, or that show wrong pixels. The decoder here is an
// independent implementation of the RFCs, with its own tables; checksums are recomputed bit by bit.
#include <gtest/gtest.h>

#include "pictures/plot_svg.h"
#include "pictures/png.h"
#include "pictures/spectrogram.h"
#include "support/sounds.h"

namespace partials {
namespace {

uint32_t u32(const std::string& s, size_t at) {
  uint32_t v = 0;
  for (int i = 0; i < 4; ++i) v = v << 8 | static_cast<uint8_t>(s.at(at + i));
  return v;
}

uint32_t plain_crc(const std::string& s) {
  uint32_t c = ~0u;
  for (const char ch : s) {
    c ^= static_cast<uint8_t>(ch);
    for (int i = 0; i < 8; ++i) c = (c >> 1) ^ (c & 1 ? 0xedb88320u : 0);
  }
  return ~c;
}

struct Bits {
  const std::string& s;
  size_t at = 0;
  uint32_t bit() {
    const uint32_t b = static_cast<uint8_t>(s.at(at / 8)) >> (at % 8) & 1u;
    ++at;
    return b;
  }
  uint32_t low_first(int n) {
    uint32_t v = 0;
    for (int i = 0; i < n; ++i) v |= bit() << i;
    return v;
  }
  int symbol() {  // fixed code, RFC 1951 3.2.6
    uint32_t v = 0;
    for (int n = 1; n <= 9; ++n) {
      v = v << 1 | bit();
      if (n == 7 && v <= 0x17) return static_cast<int>(256 + v);
      if (n == 8 && v >= 0x30 && v <= 0xbf) return static_cast<int>(v - 0x30);
      if (n == 8 && v >= 0xc0 && v <= 0xc7) return static_cast<int>(280 + v - 0xc0);
      if (n == 9 && v >= 0x190) return static_cast<int>(144 + v - 0x190);
    }
    throw std::runtime_error("bad code");
  }
};

std::string inflate_fixed(const std::string& z) {
  static const int base[] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                             31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
  static const int extra[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                              2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
  EXPECT_EQ((static_cast<uint8_t>(z[0]) * 256 + static_cast<uint8_t>(z[1])) % 31, 0);
  Bits b{z, 16};
  EXPECT_EQ(b.low_first(3), 3u);  // last block, fixed codes
  std::string out;
  for (int s = b.symbol(); s != 256; s = b.symbol()) {
    if (s < 256) {
      out += static_cast<char>(s);
      continue;
    }
    const int length = base[s - 257] + static_cast<int>(b.low_first(extra[s - 257]));
    EXPECT_EQ(b.low_first(5), 0u);  // distance 1
    out.append(static_cast<size_t>(length), out.back());
  }
  uint32_t a = 1, d = 0;
  for (const char c : out) {
    a = (a + static_cast<uint8_t>(c)) % 65521;
    d = (d + a) % 65521;
  }
  EXPECT_EQ(u32(z, z.size() - 4), d << 16 | a);
  return out;
}

Canvas decode(const std::string& png) {
  EXPECT_EQ(png.substr(0, 8), std::string("\x89PNG\r\n\x1a\n", 8));
  std::string data, palette;
  int width = 0, height = 0;
  for (size_t at = 8; at < png.size();) {
    const uint32_t size = u32(png, at);
    const std::string body = png.substr(at + 4, size + 4);
    EXPECT_EQ(u32(png, at + 8 + size), plain_crc(body));
    if (body.substr(0, 4) == "IHDR") {
      width = static_cast<int>(u32(body, 4));
      height = static_cast<int>(u32(body, 8));
    }
    if (body.substr(0, 4) == "PLTE") palette = body.substr(4);
    if (body.substr(0, 4) == "IDAT") data += body.substr(4);
    at += 12 + size;
  }
  const std::string rows = inflate_fixed(data);
  const size_t bytes = palette.empty() ? 3 : 1, row = bytes * static_cast<size_t>(width) + 1;
  EXPECT_EQ(rows.size(), static_cast<size_t>(height) * row);
  Canvas c(width, height);
  for (int y = 0; y < height; ++y) {
    uint8_t p[3] = {};
    for (int x = 0; x < width; ++x) {
      const char* at = rows.data() + static_cast<size_t>(y) * row + 1 + bytes * static_cast<size_t>(x);
      for (size_t i = 0; i < 3; ++i)
        p[i] = static_cast<uint8_t>(palette.empty() ? p[i] + at[i]
                                                    : palette.at(3 * static_cast<uint8_t>(*at) + i));
      c.set(x, y, {p[0], p[1], p[2]});
    }
  }
  return c;
}

TEST(Png, DecodesToTheSamePixels) {
  Canvas c(331, 77, {250, 250, 250});
  for (int y = 20; y < 60; ++y)
    for (int x = 0; x < 331; ++x)
      c.set(x, y,
            {static_cast<uint8_t>(random_bits(1, x) & 255), static_cast<uint8_t>(y),
             static_cast<uint8_t>(x * y)});
  c.text(3, 3, "A4 440 Hz -12 dB", {0, 0, 0});
  EXPECT_EQ(decode(png_bytes(c)).rgb(), c.rgb());
  EXPECT_EQ(png_bytes(c)[25], 2);  // colour type: RGB
  const Canvas heat = spectrogram_picture(sounds::noise(1.0, 44100.0, 0.1, 1), 44100.0);
  EXPECT_EQ(decode(png_bytes(heat)).rgb(), heat.rgb());
  EXPECT_EQ(png_bytes(heat)[25], 3);  // a palette
  const Canvas one(1, 1, {1, 2, 3});
  EXPECT_EQ(decode(png_bytes(one)).rgb(), one.rgb());
}

TEST(Png, EvenAreasAreSmall) { EXPECT_LT(png_bytes(Canvas(1000, 1000)).size(), 30000u); }

// A 1 kHz sine is a bright line at its height and dark elsewhere.
TEST(Spectrogram, ASineIsALineAtItsHeight) {
  SpectrogramStyle style;
  style.width = 300;
  style.height = 300;
  const Canvas c = spectrogram_picture(sounds::sine(1000.0, 2.0, 44100.0), 44100.0, style);
  int brightest = 0, where = 0;
  for (int y = 20; y < 270; ++y) {
    const Rgb p = c.get(150, y);
    if (p.r + p.g > brightest) {
      brightest = p.r + p.g;
      where = y;
    }
  }
  EXPECT_GT(brightest, 450);
  const double unit = (278.0 - where) / 262.0;  // 16 above and 22 below are labels
  EXPECT_NEAR(unit, (15.0 - 0.6) / (54.84 - 0.6 + 0.5), 0.02);
  const Rgb far = c.get(150, 60);
  EXPECT_LT(far.r + far.g, 200);
}

TEST(Plot, TextIsEscapedAndGapsBreakTheLine) {
  PlotStyle style;
  style.title = "\"x\" & y";
  const std::string svg = svg_plot({{"a<b", {0, 1, 2, 3}, {1, 2, std::nan(""), 3}, false, ""}}, style);
  EXPECT_NE(svg.find("a&lt;b"), std::string::npos);
  EXPECT_NE(svg.find("&quot;x&quot; &amp; y"), std::string::npos);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
  const size_t path = svg.find("<path d=\"M", svg.find("rotate"));
  const std::string line = svg.substr(path, svg.find("fill", path) - path);
  EXPECT_EQ(std::count(line.begin(), line.end(), 'M'), 2) << line;
}

TEST(Plot, NothingToDrawIsStillAPicture) { EXPECT_NE(svg_plot({}).find("</svg>"), std::string::npos); }

}  // namespace
}  // namespace partials
