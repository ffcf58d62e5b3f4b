// SPDX-License-Identifier: MIT
#include "learn/train_settings.h"

#include <algorithm>
#include <cmath>

#include "base/nearest.h"
#include "base/plain_number.h"
#include "graph/registry.h"

namespace partials {
namespace {

using nlohmann::json;

constexpr double kLongest_s = 600;
constexpr const char* kFalls[] = {"inverse_root", "exponential", "cosine"};
constexpr int kWidths[] = {1, 8, 16};
constexpr size_t kMostScales = 16;

std::string range(double low, double high) { return plain_general(low, 6) + " to " + plain_general(high, 6); }

bool within(const json& j, double low, double high) {
  return j.is_number() && j.get<double>() >= low && j.get<double>() <= high;  // false for nan
}

bool is_whole(const json& j) { return j.is_number() && std::floor(j.get<double>()) == j.get<double>(); }

TrainSetting scales_setting(std::vector<double>* at) {
  return {"trainer.loss.scales_s",
          "s",
          "windows of the spectral loss; none: leave the spectral terms out",
          "a list of at most " + std::to_string(kMostScales) + " numbers from 0.0005 to 2",
          [at] { return json(*at); },
          [at](const json& j) {
            if (!j.is_array() || j.size() > kMostScales) return false;
            std::vector<double> scales;
            for (const json& s : j) {
              if (!within(s, 0.0005, 2)) return false;
              scales.push_back(s.get<double>());
            }
            *at = std::move(scales);
            return true;
          }};
}

TrainSetting width_setting(int* at) {
  return {"trainer.width",
          "lanes",
          "segments that are played side by side; the batch is width x groups",
          "1, 8 or 16",
          [at] { return json(*at); },
          [at](const json& j) {
            if (!is_whole(j) || !within(j, 1, 16) ||
                std::find(std::begin(kWidths), std::end(kWidths), j.get<int>()) == std::end(kWidths))
              return false;
            *at = j.get<int>();
            return true;
          }};
}

void add_adam(TrainSettings& s, AdamConfig& a) {
  const std::string at = "trainer.adam.";
  s.push_back(
      number_setting(at + "learning_rate", &a.learning_rate, 0, 10, "", "the highest; Adam's step size"));
  s.push_back(number_setting(at + "beta1", &a.beta1, 0, 0.999999, "", "decay of the gradient's mean"));
  s.push_back(number_setting(at + "beta2", &a.beta2, 0, 0.999999, "", "decay of its mean square"));
  s.push_back(
      number_setting(at + "epsilon", &a.epsilon, 1e-20, 1, "", "added to the root of the mean square"));
  s.push_back(number_setting(at + "weight_decay", &a.weight_decay, 0, 1000, "",
                             "of matrices, per step, times the learning rate"));
  s.push_back(
      number_setting(at + "clip_norm", &a.clip_norm, 0, 1e9, "", "largest norm of a gradient; 0: any"));
  s.push_back(whole_setting(at + "warm_up_steps", &a.warm_up_steps, 0, 1000000, "steps",
                            "in which the learning rate rises from 0"));
  s.push_back(choice_setting(
      at + "fall", {std::begin(kFalls), std::end(kFalls)}, [&a] { return static_cast<size_t>(a.fall); },
      [&a](size_t i) { a.fall = static_cast<Fall>(i); }, "how the learning rate falls (src/learn/adam.h)"));
  s.push_back(whole_setting(at + "decay_steps", &a.decay_steps, 0, 100000000, "steps",
                            "time scale of the fall; 0: it does not fall"));
  s.push_back(
      number_setting(at + "floor", &a.floor, 0, 1, "", "share below which the learning rate does not fall"));
  s.push_back(
      number_setting(at + "average", &a.average, 0, 0.999999, "", "of the moving average that is played"));
}

TrainSetting of_node(Node& node, const Control& c) {
  const auto value = [&node, &c] {
    const auto given = node.settings.find(c.id);
    return json(given == node.settings.end() ? c.initial : given->second);
  };
  const auto take = [&node, &c](const json& j) {
    if (!within(j, c.min, c.max)) return false;
    node.settings[c.id] = j.get<double>();
    return true;
  };
  return {"graph." + node.id + "." + c.id,        name_of(c.unit), "of " + node.processor,
          "a number from " + range(c.min, c.max), value,           take};
}

}  // namespace

TrainSetting number_setting(std::string name, double* at, double low, double high, std::string unit,
                            std::string what) {
  return {std::move(name),
          std::move(unit),
          std::move(what),
          "a number from " + range(low, high),
          [at] { return json(*at); },
          [at, low, high](const json& j) {
            if (!within(j, low, high)) return false;
            *at = j.get<double>();
            return true;
          }};
}

TrainSetting whole_setting(std::string name, int* at, int low, int high, std::string unit, std::string what) {
  return {std::move(name),
          std::move(unit),
          std::move(what),
          "a whole number from " + range(low, high),
          [at] { return json(*at); },
          [at, low, high](const json& j) {
            if (!is_whole(j) || !within(j, low, high)) return false;
            *at = j.get<int>();
            return true;
          }};
}

TrainSetting choice_setting(std::string name, std::vector<std::string> words, std::function<size_t()> read,
                            std::function<void(size_t)> write, std::string what) {
  std::string expected;
  for (size_t i = 0; i < words.size(); ++i)
    expected += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  const auto value = [words, read = std::move(read)] { return json(words.at(read())); };
  const auto take = [words, write = std::move(write)](const json& j) {
    const auto at = j.is_string() ? std::find(words.begin(), words.end(), j.get<std::string>()) : words.end();
    if (at == words.end()) return false;
    write(static_cast<size_t>(at - words.begin()));
    return true;
  };
  return {std::move(name), "", std::move(what), std::move(expected), value, take};
}

TrainSettings settings_of(TrainerConfig& c) {
  TrainSettings s;
  s.push_back(width_setting(&c.width));
  s.push_back(
      whole_setting("trainer.groups", &c.groups, 1, 4096, "", "of lanes in a batch; each is one task"));
  s.push_back(number_setting("trainer.segment_s", &c.segment_s, 0.01, kLongest_s, "s",
                             "of sound that the loss sees"));
  s.push_back(number_setting("trainer.warm_up_s", &c.warm_up_s, 0, kLongest_s, "s",
                             "played before it, not in the loss"));
  s.push_back(whole_setting("trainer.pieces", &c.pieces, 1, 1024, "",
                            "of a segment, of which one at a time is in memory"));
  add_adam(s, c.adam);
  return s;
}

TrainSettings settings_of(LossConfig& c) {
  const auto weight = [](const char* name, double* at, const char* what) {
    return number_setting(std::string("trainer.loss.") + name, at, 0, 1e6, "", what);
  };
  const auto number = [](const char* name, double* at, double low, double high, const char* unit,
                         const char* what) {
    return number_setting(std::string("trainer.loss.") + name, at, low, high, unit, what);
  };
  return {scales_setting(&c.scales_s),
          weight("linear", &c.linear, "weight of the difference of magnitudes"),
          weight("log", &c.log, "weight of the difference of their logarithms"),
          number("log_eps", &c.log_eps, 1e-12, 1e6, "", "smallest magnitude under the logarithm"),
          number("max_hz", &c.max_hz, 0, 1e6, "Hz", "bins above do not count; 0: all count"),
          weight("mel", &c.mel, "weight of the log-mel distance"),
          number("mel_window_s", &c.mel_window_s, 0.001, 2, "s", "its window"),
          number("mel_hop_s", &c.mel_hop_s, 0.0005, 2, "s", "its hop"),
          number("mel_min_hz", &c.mel_min_hz, 0, 1e6, "Hz", "its lowest band"),
          number("mel_max_hz", &c.mel_max_hz, 1, 1e6, "Hz", "its highest band"),
          whole_setting("trainer.loss.mel_bands", &c.mel_bands, 1, 1024, "bands", "number of its bands"),
          weight("loudness", &c.loudness, "weight of the difference of A-weighted levels"),
          weight("amplitude", &c.amplitude, "weight of the difference of levels"),
          number("level_window_s", &c.level_window_s, 0.001, 2, "s", "window of both levels"),
          number("level_hop_s", &c.level_hop_s, 0.0005, 2, "s", "hop of both levels"),
          number("floor_db", &c.floor_db, -300, 100, "dB", "levels below count less; 0 dB: mean square one"),
          number("range_db", &c.range_db, 1, 300, "dB", "levels this far below the loudest band count less")};
}

TrainSettings settings_of(Graph& graph) {
  TrainSettings s;
  for (Node& node : graph.nodes)
    if (const KernelSet* set = find_processor(node.processor, best_isa()))
      for (int i = 0; i < set->info.n_settings; ++i) s.push_back(of_node(node, set->info.settings[i]));
  return s;
}

TrainSettings keep_alive(TrainSettings settings, std::shared_ptr<void> owner) {
  for (TrainSetting& s : settings) {
    s.value = [value = std::move(s.value), owner] { return value(); };
    s.take = [take = std::move(s.take), owner](const json& j) { return take(j); };
  }
  return settings;
}

Result<void> take_settings(const TrainSettings& settings, const SettingValues& values) {
  for (const TrainSetting& s : settings) {
    const auto given = values.find(s.name);
    if (given == values.end() || s.take(json::parse(given->second, nullptr, false))) continue;
    return Error{"'" + s.name + "' is " + given->second + ", expected " + s.expected +
                 (s.unit.empty() ? "" : " (" + s.unit + ")") + "; set another value."};
  }
  return {};
}

Error unknown_setting(const std::string& name, const std::vector<std::string>& known) {
  const std::string nearest = nearest_name(name, known);
  return Error{"There is no setting '" + name + "'; " +
               (nearest.empty() ? "" : "the nearest is '" + nearest + "', and ") +
               "partials train --print-config shows all."};
}

json json_of(const TrainSettings& settings) {
  json all = json::object();
  for (const TrainSetting& s : settings) {
    json* at = &all;
    size_t from = 0;
    for (size_t dot; (dot = s.name.find('.', from)) != std::string::npos; from = dot + 1)
      at = &(*at)[s.name.substr(from, dot - from)];
    (*at)[s.name.substr(from)] = s.value();
  }
  return all;
}

SettingValues flat_settings(const json& object, const std::string& before) {
  SettingValues values;
  if (object.is_object())
    for (const auto& [key, value] : object.items()) {
      if (value.is_object())
        values.merge(flat_settings(value, before + key + "."));
      else
        values[before + key] = value.dump(-1, ' ', false, json::error_handler_t::replace);
    }
  return values;
}

}  // namespace partials
