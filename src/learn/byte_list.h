// SPDX-License-Identifier: MIT
// Several texts as one block of bytes and back, and plain values as bytes: what ranks send each other
// (learn/ranks.h). All ranks are the same program on machines of the same byte order.
#pragma once
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace partials {

// Each text after its length, 8 bytes.
inline std::string joined_bytes(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) {
    const uint64_t n = text.size();
    out.append(reinterpret_cast<const char*>(&n), sizeof n).append(text);
  }
  return out;
}

// Throws std::runtime_error if the bytes are cut off.
inline std::vector<std::string> bytes_apart(const std::string& bytes) {
  std::vector<std::string> out;
  for (size_t at = 0; at < bytes.size();) {
    uint64_t n = 0;
    if (bytes.size() - at < sizeof n) throw std::runtime_error("A message of another rank is cut off.");
    std::memcpy(&n, bytes.data() + at, sizeof n);
    at += sizeof n;
    if (bytes.size() - at < n) throw std::runtime_error("A message of another rank is cut off.");
    out.push_back(bytes.substr(at, n));
    at += n;
  }
  return out;
}

template <class T>
std::string bytes_of_values(const std::vector<T>& values) {
  static_assert(std::is_trivially_copyable_v<T>);
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

template <class T>
std::vector<T> values_of_bytes(const std::string& bytes) {
  static_assert(std::is_trivially_copyable_v<T>);
  std::vector<T> values(bytes.size() / sizeof(T));
  if (!values.empty()) std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
  return values;
}

}  // namespace partials
