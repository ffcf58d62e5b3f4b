// SPDX-License-Identifier: MIT
// Helps to read a box's file: each function returns false after the first mistake, which error() tells in one
// sentence that names file, field, value and what was expected.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "box/box_config.h"
#include "box/config_fields.h"

namespace partials::box {

class ConfigReader {
 public:
  explicit ConfigReader(std::string file) : file_(std::move(file)) {}

  // The text as an object of a version that this program reads; comments are allowed.
  Result<nlohmann::json> parse(std::string_view text, size_t max_bytes, int version);
  bool refuse(const std::string& field, const std::string& value, const std::string& expected);
  bool no_field(const std::string& field, const std::string& all);
  bool wrong(const std::string& clause);  // what JsonReader says, or another end of the sentence
  const Error& error() const { return error_; }

  // A field that may be missing.
  template <class T>
  bool optional(const nlohmann::json& j, const char* name, T& to) {
    JsonReader reader;
    return reader.field(j, name, to, Field::optional) || wrong(reader.wrong());
  }
  // An object with exactly the fields of T, and `more`.
  template <class T>
  bool object_at(const nlohmann::json& j, const std::string& name, T& to,
                 const std::vector<std::string>& more = {}) {
    JsonReader reader;
    if (!reader.read(j, to, name)) return wrong(reader.wrong());
    std::string all;
    const std::string unknown = unknown_field<T>(j, more, all);
    return unknown.empty() || no_field(name + "." + unknown, all);
  }
  template <class T>
  bool object(const nlohmann::json& j, const char* name, T& to) {
    return !j.contains(name) || object_at(j[name], name, to);
  }
  template <class T>
  bool list(const nlohmann::json& j, const char* name, size_t most, std::vector<T>& to) {
    if (!j.contains(name)) return true;
    const nlohmann::json& all = j[name];
    if (!all.is_array() || all.size() > most)
      return refuse(name, all.is_array() ? std::to_string(all.size()) + " long" : "no list",
                    "a list of up to " + std::to_string(most));
    for (size_t i = 0; i < all.size(); ++i)
      if (!object_at(all[i], std::string(name) + "[" + std::to_string(i) + "]", to.emplace_back()))
        return false;
    return true;
  }
  // Values of parameters by id: numbers in their unit, true and false, or text such as "-6 dB".
  bool values(const nlohmann::json& j, const std::string& name, Corner& to);
  bool values_at(const nlohmann::json& j, const std::string& name, Corner& to);
  const std::string& file() const { return file_; }

 private:
  std::string file_;
  Error error_;
};

bool read_pads(const nlohmann::json& j, BoxConfig& c, ConfigReader& r);

}  // namespace partials::box
