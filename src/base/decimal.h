// SPDX-License-Identifier: MIT
// Numbers to and from decimal text by whole numbers of any length: exact, without a locale and without
// tables. For systems whose C++ library has no such conversions, or only with tables of 100 KB; elsewhere
// base/plain_number.h uses <charconv>, which gives the same texts and numbers (tests/base/decimal_test.cpp).
#pragma once
#include <string>
#include <string_view>

namespace partials::decimal {

std::string general(double value, int digits);  // as printf's %.*g
std::string fixed(double value, int digits);    // as printf's %.*f
std::string shortest(float value);              // the shortest text that reads back as the same float

// Reads a number at the start of the text, rounded to the nearest; returns how many bytes it took. 0: there
// is none, or it is out of range.
size_t read(std::string_view text, float& value);
size_t read(std::string_view text, double& value);

}  // namespace partials::decimal
