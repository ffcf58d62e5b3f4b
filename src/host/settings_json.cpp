// SPDX-License-Identifier: MIT
#include "host/settings_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/plain_number.h"

namespace partials {
namespace {

using nlohmann::json;

// 0.1f is written as 0.1 and not as 0.10000000149011612; reading gives the same float.
json written(float x) {
  double plain = static_cast<double>(x);
  read_plain_number(plain_exact(x), plain);
  return static_cast<float>(plain) == x ? json(plain) : json(x);
}

float number(const json& j) { return static_cast<float>(std::clamp(j.get<double>(), -1e9, 1e9)); }

bool read_values(const json& j, Values& values) {
  if (!j.is_object()) return false;
  for (auto& [id, value] : j.items()) {
    if (!value.is_number()) return false;
    if (const int index = parameter_index(id); index >= 0)
      values[static_cast<size_t>(index)] = clamped(index, number(value));
  }
  return true;
}

bool read_learned(const json& j, std::array<int, 128>& learned) {
  if (!j.is_object()) return false;
  for (auto& [id, controller] : j.items()) {
    if (!controller.is_number_integer() || controller < 0 || controller > 127) return false;
    learned[controller.get<size_t>()] = parameter_index(id);
  }
  return true;
}

// Edited gains, without the neutral ones at the end.
json written(const std::array<float, kMaxEdited>& db) {
  json list = json::array();
  for (const float gain : db) list.push_back(written(gain));
  while (!list.empty() && list.back() == 0.0) list.erase(list.size() - 1);
  return list;
}

bool read_gains(const json& j, const char* key, std::array<float, kMaxEdited>& db) {
  const auto list = j.find(key);
  if (list == j.end()) return true;
  if (!list->is_array() || list->size() > db.size()) return false;
  for (size_t i = 0; i < list->size(); ++i) {
    if (!(*list)[i].is_number()) return false;
    db[i] = std::clamp(number((*list)[i]), kMinEditDb, kMaxEditDb);
  }
  return true;
}

}  // namespace

json json_from_settings(const PlayerSettings& s) {
  json values = json::object(), learned = json::object();
  for (size_t i = 0; i < s.values.size(); ++i) values[kParameters[i].id] = written(s.values[i]);
  for (size_t c = 0; c < s.learned.size(); ++c)
    if (const int index = s.learned[c]; index >= 0 && index < kParameterCount)
      learned[kParameters[static_cast<size_t>(index)].id] = c;
  return {{"parameters", values},
          {"shape", {{"partials", written(s.partials_db)}, {"noise", written(s.noise_db)}}},
          {"learned", learned}};
}

std::string read_settings(const json& object, PlayerSettings& s) {
  const auto at = [&](const char* key) { return object.value(key, json::object()); };
  if (!read_values(at("parameters"), s.values) || !read_learned(at("learned"), s.learned))
    return "a parameter has no number";
  const json shape = at("shape");
  if (!shape.is_object() || !read_gains(shape, "partials", s.partials_db) ||
      !read_gains(shape, "noise", s.noise_db))
    return "a gain of a partial or noise band has no number";
  return "";
}

std::string text_at(const json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

}  // namespace partials
