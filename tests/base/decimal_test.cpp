// SPDX-License-Identifier: MIT
// Own decimal conversions against those of <charconv>: a model or preset that a board reads must have the
// numbers that a desktop wrote.
#include "base/decimal.h"

#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <random>

namespace partials {
namespace {

std::string general(double x, int digits) {
  char text[64];
  return {text, std::to_chars(text, text + sizeof text, x, std::chars_format::general, digits).ptr};
}
std::string fixed(double x, int digits) {
  char text[400];
  return {text, std::to_chars(text, text + sizeof text, x, std::chars_format::fixed, digits).ptr};
}
std::string shortest(float x) {
  char text[64];
  return {text, std::to_chars(text, text + sizeof text, x).ptr};
}

std::vector<double> numbers() {
  std::vector<double> all = {0,       -0.,    1,        -1,     0.1,     0.5,   1.5,  2.5,
                             0.00001, 0.0001, 123456.5, 1e22,   1e-22,   9.995, 1e15, 999999.5,
                             48000,   5e-324, 1e308,    1e-310, 701.955, 0.125};
  std::mt19937_64 random(5);
  for (int i = 0; i < 3000; ++i) {
    if (const auto x = std::bit_cast<double>(random()); std::isfinite(x)) all.push_back(x);
    all.push_back(std::ldexp(static_cast<double>(random()), static_cast<int>(random() % 160) - 120));
    all.push_back(static_cast<double>(random() % 2000000) / 1000);
  }
  for (int e = -1074; e < 1024; ++e) all.push_back(std::ldexp(1., e));
  return all;
}

TEST(Decimal, PrintsAsTheStandardLibrary) {
  for (const double x : numbers()) {
    ASSERT_EQ(decimal::general(x, 6), general(x, 6));
    ASSERT_EQ(decimal::general(x, 9), general(x, 9));
    ASSERT_EQ(decimal::fixed(x, 3), fixed(x, 3));
    ASSERT_EQ(decimal::fixed(x, 0), fixed(x, 0));
    if (const auto f = static_cast<float>(x); std::isfinite(f)) {
      float back = 0;
      int exponent = 0;
      const std::string text = decimal::shortest(f);
      ASSERT_EQ(decimal::read(text, back), text.size());
      ASSERT_EQ(back, f);
      if (std::frexp(std::abs(f), &exponent) != 0.5f) {  // a power of two has two nearest
        ASSERT_EQ(text, shortest(f));
      }
    }
  }
}

TEST(Decimal, ReadsAsTheStandardLibrary) {
  std::vector<std::string> texts = {"",
                                    "-",
                                    ".",
                                    "1",
                                    "-1.5",
                                    ".5",
                                    "5.",
                                    "1e",
                                    "1e5",
                                    "1e+5",
                                    "1E-5",
                                    "x",
                                    "1x",
                                    "1..2",
                                    "0x10",
                                    "1e400",
                                    "-0",
                                    "00012.500",
                                    "9007199254740993",
                                    "2.4703282292062327208e-324",
                                    "1.7976931348623158e308"};
  for (const double x : numbers()) {
    texts.push_back(general(x, 17));
    texts.push_back(general(x, 5));
    texts.push_back(fixed(x, 2));
  }
  for (const std::string& text : texts) {
    double expected = 7, x = 7;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), expected);
    const size_t taken = failed == std::errc() ? static_cast<size_t>(end - text.data()) : 0;
    ASSERT_EQ(decimal::read(text, x), taken) << text;
    if (taken) {
      ASSERT_EQ(x, expected) << text;
    }
    float single = 7, f = 7;
    if (std::from_chars(text.data(), text.data() + text.size(), single).ec == std::errc()) {
      ASSERT_EQ(decimal::read(text, f), taken) << text;
      ASSERT_EQ(f, single) << text;
    }
  }
}

}  // namespace
}  // namespace partials
