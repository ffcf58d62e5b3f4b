// SPDX-License-Identifier: MIT
// Reads values from untrusted JSON: a key that is missing or of another type gives `otherwise`, never an
// exception. File names need not be UTF-8, but JSON must be: other bytes are written as {"bytes": hexadecimal
// digits, "text": readable}.
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace partials {

std::string text_in(const nlohmann::json& j, const char* key, const std::string& otherwise = "");
double number_in(const nlohmann::json& j, const char* key, double otherwise = 0);
int64_t whole_in(const nlohmann::json& j, const char* key, int64_t otherwise = 0);
bool flag_in(const nlohmann::json& j, const char* key, bool otherwise = false);
nlohmann::json object_in(const nlohmann::json& j, const char* key);  // {} otherwise

nlohmann::json json_of_bytes(const std::string& bytes);
nlohmann::json json_of_bytes(const std::vector<std::string>& all);
bool is_bytes(const nlohmann::json& value);
std::string bytes_of(const nlohmann::json& value);  // "" if it is neither text nor bytes
std::string bytes_in(const nlohmann::json& j, const char* key);
std::vector<std::string> all_bytes_in(const nlohmann::json& j, const char* key);

}  // namespace partials
