// SPDX-License-Identifier: MIT
#include "base/decimal.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace partials::decimal {
namespace {

// A whole number: 32 bits a limb, the lowest first, none zero at the end.
class Big {
 public:
  explicit Big(uint64_t x = 0) {
    for (; x; x >>= 32) limbs_.push_back(static_cast<uint32_t>(x));
  }
  void multiply_add(uint32_t by, uint32_t plus) {
    uint64_t carry = plus;
    for (uint32_t& limb : limbs_) {
      carry += uint64_t{limb} * by;
      limb = static_cast<uint32_t>(carry);
      carry >>= 32;
    }
    if (carry) limbs_.push_back(static_cast<uint32_t>(carry));
  }
  void times_power(uint32_t base, int exponent) {
    for (; exponent > 0; --exponent) multiply_add(base, 0);
  }
  void times_two_to(int exponent) {
    for (; exponent >= 31; exponent -= 31) multiply_add(1u << 31, 0);
    multiply_add(1u << exponent, 0);
  }
  uint32_t divide(uint32_t by) {  // returns the remainder
    uint64_t rest = 0;
    for (size_t i = limbs_.size(); i-- > 0;) {
      rest = rest << 32 | limbs_[i];
      limbs_[i] = static_cast<uint32_t>(rest / by);
      rest %= by;
    }
    while (!limbs_.empty() && !limbs_.back()) limbs_.pop_back();
    return static_cast<uint32_t>(rest);
  }
  bool is_zero() const { return limbs_.empty(); }
  friend int compare(const Big& a, const Big& b) {
    if (a.limbs_.size() != b.limbs_.size()) return a.limbs_.size() < b.limbs_.size() ? -1 : 1;
    for (size_t i = a.limbs_.size(); i-- > 0;)
      if (a.limbs_[i] != b.limbs_[i]) return a.limbs_[i] < b.limbs_[i] ? -1 : 1;
    return 0;
  }

 private:
  std::vector<uint32_t> limbs_;
};

// 0.d1 d2 d3 ... times ten to the `point`.
struct Digits {
  std::string text;  // '0' to '9'; empty: zero
  int point = 0;
};

// mantissa and exponent of a positive number: m * 2^e, m whole
template <class T>
void split(T value, uint64_t& m, int& e) {
  constexpr int kBits = std::numeric_limits<T>::digits;
  const T part = std::frexp(value, &e);
  m = static_cast<uint64_t>(std::ldexp(part, kBits));
  e -= kBits;
  const int least = std::numeric_limits<T>::min_exponent - kBits;  // of a number too small to be normal
  if (e < least) {
    m >>= least - e;
    e = least;
  }
}

Digits all_digits(double value) {
  if (!(value > 0)) return {};
  uint64_t m = 0;
  int e = 0;
  split(value, m, e);
  Big n(m);
  if (e >= 0)
    n.times_two_to(e);
  else
    n.times_power(5, -e);  // m 2^e = m 5^-e 10^e
  Digits d;
  while (!n.is_zero()) d.text += static_cast<char>('0' + n.divide(10));
  std::reverse(d.text.begin(), d.text.end());
  d.point = static_cast<int>(d.text.size()) + std::min(e, 0);
  return d;
}

// To so many digits, half to even.
Digits rounded(Digits d, int keep) {
  if (keep < 0) return {};
  const auto n = static_cast<size_t>(keep);
  if (n >= d.text.size()) return d;
  const bool tie = d.text[n] == '5' && d.text.find_first_not_of('0', n + 1) == std::string::npos;
  bool up = d.text[n] >= '5';
  if (tie) up = n > 0 && (d.text[n - 1] - '0') % 2 == 1;
  d.text.resize(n);
  for (size_t i = n; up && i-- > 0;) {
    up = d.text[i] == '9';
    d.text[i] = up ? '0' : static_cast<char>(d.text[i] + 1);
  }
  if (up) {
    d.text.insert(d.text.begin(), '1');
    if (n) d.text.pop_back();
    ++d.point;
  }
  return d;
}

// The digit that many places after the first; zeros around the number.
char digit(const Digits& d, int at) {
  return at >= 0 && at < static_cast<int>(d.text.size()) ? d.text[static_cast<size_t>(at)] : '0';
}

std::string as_fixed(const Digits& d, int decimals) {
  std::string out;
  const int point = d.text.empty() ? 0 : d.point;
  for (int i = 0; i < point; ++i) out += digit(d, i);
  if (point <= 0) out = "0";
  if (decimals > 0) out += '.';
  for (int i = point; i < point + decimals; ++i) out += digit(d, i);
  return out;
}

std::string as_scientific(const Digits& d) {
  std::string out(1, digit(d, 0));
  if (d.text.size() > 1) out += "." + d.text.substr(1);
  const int exponent = d.point - 1, size = std::abs(exponent);
  return out + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + std::to_string(size);
}

void drop_zeros(Digits& d) { d.text.resize(d.text.find_last_not_of('0') + 1); }

std::string signed_text(bool negative, const std::string& text) { return negative ? "-" + text : text; }

std::string no_number(double value) { return value != value ? "nan" : value < 0 ? "-inf" : "inf"; }

// Whether the decimal is below, at or above m * 2^e: -1, 0, 1.
int compare(const Digits& d, uint64_t m, int e) {
  Big left, right(m);
  for (const char c : d.text) left.multiply_add(10, static_cast<uint32_t>(c - '0'));
  const int ten = d.point - static_cast<int>(d.text.size());
  left.times_power(10, ten);
  right.times_power(10, -ten);
  if (e >= 0)
    right.times_two_to(e);
  else
    left.times_two_to(-e);
  return compare(left, right);
}

// The nearest, half to even; infinite if it is too large.
template <class T>
T nearest(const Digits& d) {
  if (d.text.empty()) return 0;
  double guess = 0;
  for (int i = 0; i < 17; ++i) guess = guess * 10 + (digit(d, i) - '0');
  for (int ten = d.point - 17; ten;) {  // in steps that leave no range
    const int step = std::clamp(ten, -22, 22);
    guess = step > 0 ? guess * std::pow(10., step) : guess / std::pow(10., -step);
    ten -= step;
  }
  using Limits = std::numeric_limits<T>;
  T x = static_cast<T>(std::clamp(guess, 0., static_cast<double>(Limits::max())));
  for (;;) {
    uint64_t m = 0;
    int e = 0;
    if (x > 0)
      split(x, m, e);
    else
      e = Limits::min_exponent - Limits::digits;
    const bool odd = m % 2 == 1;
    const int above = compare(d, 2 * m + 1, e - 1);
    if (above > 0 || (above == 0 && odd)) {
      if (x == Limits::max()) return Limits::infinity();
      x = std::nextafter(x, Limits::infinity());
      continue;
    }
    if (m == 0) return x;
    const T lower = std::nextafter(x, T{0});
    uint64_t lower_m = 0;
    int lower_e = e;
    if (lower > 0) split(lower, lower_m, lower_e);
    const int below = compare(d, 2 * lower_m + 1, lower_e - 1);
    if (below < 0 || (below == 0 && odd)) {
      x = lower;
      continue;
    }
    return x;
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// [-]digits[.digits][e[+-]digits]; returns how many bytes it takes.
size_t scan(std::string_view text, bool& negative, Digits& d) {
  size_t at = negative = !text.empty() && text[0] == '-';
  bool any = false, point = false;
  for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !point)); ++at) {
    if (text[at] == '.') {
      point = true;
      continue;
    }
    any = true;
    if (d.text.empty() && text[at] == '0')
      d.point -= point;
    else {
      d.text += text[at];
      d.point += !point;
    }
  }
  if (!any) return 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    size_t e = at + 1;
    const bool down = e < text.size() && text[e] == '-';
    if (e < text.size() && (text[e] == '-' || text[e] == '+')) ++e;
    int exponent = 0;
    for (; e < text.size() && is_digit(text[e]); ++e, at = e)
      exponent = std::min(exponent * 10 + (text[e] - '0'), 100000);
    d.point += down ? -exponent : exponent;
  }
  drop_zeros(d);
  return at;
}

template <class T>
size_t read_as(std::string_view text, T& value) {
  Digits d;
  bool negative = false;
  const size_t taken = scan(text, negative, d);
  if (!taken) return 0;
  if (!d.text.empty() && (d.point > 400 || d.point < -400)) return 0;
  const T x = nearest<T>(d);
  if (std::isinf(x) || (x == 0 && !d.text.empty())) return 0;
  value = negative ? -x : x;
  return taken;
}

}  // namespace

std::string general(double value, int digits) {
  if (!std::isfinite(value)) return no_number(value);
  const int most = std::max(digits, 1);
  Digits d = rounded(all_digits(std::abs(value)), most);
  drop_zeros(d);
  if (d.text.empty()) return signed_text(std::signbit(value), "0");
  const int exponent = d.point - 1;
  if (exponent < -4 || exponent >= most) return signed_text(value < 0, as_scientific(d));
  return signed_text(value < 0, as_fixed(d, std::max(0, static_cast<int>(d.text.size()) - d.point)));
}

std::string fixed(double value, int digits) {
  if (!std::isfinite(value)) return no_number(value);
  Digits d = all_digits(std::abs(value));
  d = rounded(d, d.point + digits);
  return signed_text(std::signbit(value), as_fixed(d, digits));
}

std::string shortest(float value) {
  if (!std::isfinite(value)) return no_number(static_cast<double>(value));
  const float size = std::abs(value);
  const Digits all = all_digits(static_cast<double>(size));
  if (all.text.empty()) return signed_text(std::signbit(value), "0");
  Digits d;
  for (int n = 1; n <= std::numeric_limits<float>::max_digits10; ++n) {
    d = rounded(all, n);
    drop_zeros(d);
    if (nearest<float>(d) == size) break;
  }
  const int decimals = static_cast<int>(d.text.size()) - d.point;
  // a large whole number is written whole
  const std::string plain = decimals > 0 ? as_fixed(d, decimals) : as_fixed(all, 0);
  const std::string scientific = as_scientific(d);
  return signed_text(value < 0, plain.size() <= scientific.size() ? plain : scientific);
}

size_t read(std::string_view text, float& value) { return read_as(text, value); }
size_t read(std::string_view text, double& value) { return read_as(text, value); }

}  // namespace partials::decimal
