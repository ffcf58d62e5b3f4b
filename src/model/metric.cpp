// SPDX-License-Identifier: MIT
#include "model/metric.h"

#include <nlohmann/json.hpp>

#include "base/plain_text.h"

namespace partials {
namespace {

using nlohmann::json;

std::optional<double> figure(const json& object, const char* key, const char* old_key) {
  if (!object.is_object()) return {};
  if (const auto at = object.find(key); at != object.end())
    return at->is_number() ? std::optional(at->get<double>()) : std::nullopt;
  const auto old = object.find(old_key);
  if (old == object.end() || !old->is_number() || old->get<double>() <= 0) return {};
  return old->get<double>();
}

}  // namespace

std::string Metric::text(std::optional<double> v) const {
  if (!v) return "-";
  char number[40];
  plain_snprintf(number, sizeof number, std::abs(*v) < 0.1 && *v != 0 ? "%.3g" : "%.2f", *v);
  return unit.empty() ? number : number + (" " + unit);
}

json metric_json(const Metric& m) {
  return {{"id", m.id}, {"unit", m.unit}, {"lower_is_better", m.lower_is_better}};
}

Metric metric_in(const json& object) {
  Metric m{"log_mel_db", "dB", true};
  if (!object.is_object()) return m;
  const auto at = object.find("metric");
  if (at == object.end() || !at->is_object()) return m;
  const auto text = [&](const char* key, const std::string& otherwise) {
    const auto t = at->find(key);
    return t != at->end() && t->is_string() ? t->get<std::string>() : otherwise;
  };
  const auto lower = at->find("lower_is_better");
  return {text("id", m.id), text("unit", ""),
          lower == at->end() || !lower->is_boolean() || lower->get<bool>()};
}

std::optional<double> validation_in(const json& object) {
  return figure(object, "validation", "validation_db");
}
std::optional<double> best_in(const json& object) { return figure(object, "best", "best_db"); }
std::optional<double> until_in(const json& object) { return figure(object, "until", "until_db"); }
json json_of(std::optional<double> v) { return v && std::isfinite(*v) ? json(*v) : json(); }

}  // namespace partials
