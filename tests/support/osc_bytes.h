// SPDX-License-Identifier: MIT
// Builds OSC 1.0 packets byte by byte, independent of the library.
#pragma once
#include <bit>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace partials::osc_bytes {

inline std::string bytes_of(uint64_t number, int count) {
  std::string s;
  for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) s += static_cast<char>(number >> shift);
  return s;
}
inline std::string word(uint32_t w) { return bytes_of(w, 4); }
inline std::string i32(int32_t v) { return word(static_cast<uint32_t>(v)); }
inline std::string i64(int64_t v) { return bytes_of(static_cast<uint64_t>(v), 8); }
inline std::string f32(float v) { return word(std::bit_cast<uint32_t>(v)); }
inline std::string f64(double v) { return bytes_of(std::bit_cast<uint64_t>(v), 8); }
inline std::string f32s(std::initializer_list<double> values) {
  std::string s;
  for (const double v : values) s += f32(static_cast<float>(v));
  return s;
}
inline std::string text(std::string_view t) {
  std::string s(t);
  do s += '\0';
  while (s.size() % 4);
  return s;
}
inline std::string blob(std::string_view b) {
  std::string s = word(static_cast<uint32_t>(b.size())) + std::string(b);
  while (s.size() % 4) s += '\0';
  return s;
}
// types: including the comma
inline std::string message(std::string_view address, std::string_view types, const std::string& data) {
  return text(address) + text(types) + data;
}
inline std::string bundle(uint64_t ntp, std::initializer_list<std::string> parts) {
  std::string s = text("#bundle") + bytes_of(ntp, 8);
  for (const std::string& p : parts) s += word(static_cast<uint32_t>(p.size())) + p;
  return s;
}

}  // namespace partials::osc_bytes
