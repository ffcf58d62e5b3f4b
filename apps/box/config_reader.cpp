// SPDX-License-Identifier: MIT
#include "box/config_reader.h"

#include <algorithm>
#include <cmath>

#include "base/plain_number.h"

namespace partials::box {
namespace {

using nlohmann::json;

constexpr int kDeepest = 8;  // levels of brackets; messages show a value by a function that calls itself
constexpr const char* kRemedy = "; correct it in the file (docs/box.md).";

}  // namespace

bool ConfigReader::wrong(const std::string& clause) {
  error_ = Error{"'" + file_ + "': " + clause + kRemedy};
  return false;
}

bool ConfigReader::refuse(const std::string& field, const std::string& value, const std::string& expected) {
  return wrong("'" + field + "' is " + value + ", expected " + expected);
}

bool ConfigReader::no_field(const std::string& field, const std::string& all) {
  return wrong("'" + field + "' is no field of a box; the fields there are " + all);
}

Result<json> ConfigReader::parse(std::string_view text, size_t max_bytes, int version) {
  if (text.size() > max_bytes) {
    wrong("it has " + std::to_string(text.size()) + " bytes, expected " + std::to_string(max_bytes) +
          " at most");
    return error_;
  }
  json j;
  try {
    bool too_deep = false;
    const auto shallow = [&too_deep](int depth, json::parse_event_t, json&) {
      too_deep = too_deep || depth > kDeepest;
      return depth <= kDeepest;
    };
    j = json::parse(text, shallow, true, true);
    if (too_deep) {
      wrong("brackets are nested more than " + std::to_string(kDeepest) + " levels deep");
      return error_;
    }
  } catch (const json::parse_error& e) {
    const size_t at = std::min(e.byte, text.size());
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    error_ = Error{"'" + file_ + "': line " + std::to_string(line) +
                       " is no JSON; check quotes, commas and brackets there and in the line before "
                       "(docs/box.md).",
                   ErrorCode::damaged};
    return error_;
  } catch (const json::exception&) {  // out_of_range
    wrong("one of its numbers is too large");
    return error_;
  }
  int written = 0;
  JsonReader reader;
  if (!reader.field(j, "box", written)) {
    wrong(reader.wrong() + " such as 1");
    return error_;
  }
  if (written > version) {
    error_ = Error{"'" + file_ + "': 'box' is " + std::to_string(written) +
                       ", a newer version than this Partials reads, which is " + std::to_string(version) +
                       "; update Partials.",
                   ErrorCode::too_new};
    return error_;
  }
  if (written < 1) {
    refuse("box", std::to_string(written), "1");
    return error_;
  }
  return j;
}

bool ConfigReader::values(const json& j, const std::string& name, Corner& to) {
  return !j.contains(name) || values_at(j[name], name, to);
}

bool ConfigReader::values_at(const json& j, const std::string& name, Corner& to) {
  if (!j.is_object()) return refuse(name, "something else", "values of parameters by id, in braces");
  for (auto it = j.begin(); it != j.end(); ++it) {
    const std::string at = name + "." + it.key();
    const int index = parameter_index(it.key());
    const json& v = it.value();
    if (index < 0) return refuse(at, "no parameter", "an id of the list in docs/osc.md");
    const Parameter& p = kParameters[static_cast<size_t>(index)];
    std::optional<float> value;
    if (v.is_number()) value = v.get<float>();
    if (v.is_boolean()) value = v.get<bool>() ? 1.f : 0.f;
    if (v.is_string()) value = value_of(index, v.get<std::string>());
    if (!value || !(*value >= p.min && *value <= p.max)) {
      std::string shown = v.dump(-1, ' ', true, json::error_handler_t::replace);
      if (shown.size() > 40) shown = shown.substr(0, 40) + "...";
      return refuse(at, shown, text_of(index, p.min) + " to " + text_of(index, p.max));
    }
    to[index] = *value;
  }
  return true;
}

}  // namespace partials::box
