// SPDX-License-Identifier: MIT
#include "report/json_values.h"

#include <string_view>

#include "base/printable.h"

namespace partials {
namespace {

using nlohmann::json;

// The value of a key, or null.
json at(const json& j, const char* key) {
  if (!j.is_object()) return {};
  const auto found = j.find(key);
  return found == j.end() ? json() : *found;
}

bool is_utf8(std::string_view s) {
  while (!s.empty()) {
    const size_t n = utf8_bytes(s);
    if (n == 0) return false;
    s.remove_prefix(n);
  }
  return true;
}

constexpr std::string_view kDigits = "0123456789abcdef";

std::string hex_of_bytes(const std::string& bytes) {
  std::string hex;
  for (const char c : bytes) {
    const auto b = static_cast<unsigned char>(c);
    hex += kDigits[b >> 4];
    hex += kDigits[b & 15];
  }
  return hex;
}

std::string bytes_of_hex(const std::string& hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    const size_t high = kDigits.find(hex[i]), low = kDigits.find(hex[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return "";
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

}  // namespace

std::string text_in(const json& j, const char* key, const std::string& otherwise) {
  const json v = at(j, key);
  return v.is_string() ? v.get<std::string>() : otherwise;
}
double number_in(const json& j, const char* key, double otherwise) {
  const json v = at(j, key);
  return v.is_number() ? v.get<double>() : otherwise;
}
int64_t whole_in(const json& j, const char* key, int64_t otherwise) {
  const json v = at(j, key);
  return v.is_number_integer() ? v.get<int64_t>() : otherwise;
}
bool flag_in(const json& j, const char* key, bool otherwise) {
  const json v = at(j, key);
  return v.is_boolean() ? v.get<bool>() : otherwise;
}
json object_in(const json& j, const char* key) {
  const json v = at(j, key);
  return v.is_object() ? v : json::object();
}

json json_of_bytes(const std::string& bytes) {
  if (is_utf8(bytes)) return bytes;
  return {{"bytes", hex_of_bytes(bytes)}, {"text", printable(bytes)}};
}
json json_of_bytes(const std::vector<std::string>& all) {
  json list = json::array();
  for (const std::string& one : all) list.push_back(json_of_bytes(one));
  return list;
}
bool is_bytes(const json& value) { return value.is_string() || at(value, "bytes").is_string(); }
std::string bytes_of(const json& value) {
  return value.is_string() ? value.get<std::string>() : bytes_of_hex(text_in(value, "bytes"));
}
std::string bytes_in(const json& j, const char* key) { return bytes_of(at(j, key)); }
std::vector<std::string> all_bytes_in(const json& j, const char* key) {
  std::vector<std::string> all;
  if (const json list = at(j, key); list.is_array())
    for (const json& one : list) all.push_back(bytes_of(one));
  return all;
}

}  // namespace partials
