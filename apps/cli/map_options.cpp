// SPDX-License-Identifier: MIT
#include "map_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "arguments.h"
#include "base/listed.h"
#include "base/plain_text.h"
#include "base/printable.h"
#include "families/model_loading.h"
#include "families/motion/motion_model.h"
#include "verbs/exits.h"

namespace partials {
namespace {

constexpr const char* kKinds[] = {"regression", "classes", "follower"};

Stop bad_output(const std::string& text) {
  return Stop(Exit::usage,
              "--output has the value '" + text +
                  "'; it takes NAME=LOW..HIGH or NAME=LOW..HIGH@SPEED, where SPEED is the most it "
                  "may move in a second, for instance: --output macro1=0..1@2");
}

double number_in(const std::string& text, const std::string& all) {
  char* end = nullptr;
  const double v = std::strtod(text.c_str(), &end);
  if (text.empty() || *end || !std::isfinite(v)) throw bad_output(all);
  return v;
}

std::vector<std::string> names_of(const std::vector<motion::MappingInput>& inputs) {
  std::vector<std::string> names;
  for (const motion::MappingInput& input : inputs) names.push_back(input.name);
  return names;
}

std::string outputs_text(const std::vector<motion::MappingOutput>& outputs) {
  std::vector<std::string> texts;
  for (const motion::MappingOutput& o : outputs)
    texts.push_back(fmt::format("{}={:g}..{:g}@{:g}", o.name, o.low, o.high, o.per_s));
  return listed(texts);
}

}  // namespace

Model load_mapping(const std::string& file) {
  Model model = load_model_file(file);
  if (model.family != motion::kMotionFamily)
    throw Stop(Exit::input_refused,
               "'" + file + "' is a model that sounds, not a mapping; make one with: partials map record");
  return model;
}

motion::MappingOutput output_from(const std::string& text) {
  const size_t equals = text.find('='), dots = text.find("..", equals), at = text.find('@', equals);
  if (equals == std::string::npos || equals == 0 || dots == std::string::npos) throw bad_output(text);
  motion::MappingOutput o;
  o.name = text.substr(0, equals);
  o.low = static_cast<float>(number_in(text.substr(equals + 1, dots - equals - 1), text));
  const size_t high_end = at == std::string::npos ? text.size() : at;
  o.high = static_cast<float>(number_in(text.substr(dots + 2, high_end - dots - 2), text));
  o.per_s = 10 * (o.high - o.low);
  if (at != std::string::npos) o.per_s = static_cast<float>(number_in(text.substr(at + 1), text));
  if (!(o.high > o.low) || !(o.per_s > 0)) throw bad_output(text);
  o.rest = o.low <= 0 && o.high >= 0 ? 0.f : o.low;
  return o;
}

motion::MappingKind kind_from(const std::string& name) {
  if (name.empty()) return motion::MappingKind::regression;
  for (int i = 0; i < 3; ++i)
    if (name == kKinds[i]) return static_cast<motion::MappingKind>(i);
  throw Stop(Exit::usage, "--kind has the value '" + name + "'; it takes regression, classes or follower.");
}

Result<body::Inputs> inputs_from(const MapOptions& o) {
  if (!o.channels.empty() && !o.features.empty())
    throw Stop(Exit::usage,
               "--input and --feature exclude each other: channels as they arrive, or features of "
               "a body.");
  if (o.channels.empty() && o.features.empty()) return body::body_inputs({"joints"}, o.rate());
  return o.channels.empty() ? body::body_inputs(o.features, o.rate())
                            : body::channel_inputs(o.channels, o.rate());
}

void refuse_other(const MapOptions& o, const Model& model, const std::string& file) {
  const motion::Mapping& m = motion::mapping_of(model);
  const auto refuse = [&](const char* option, const std::string& what) {
    throw Stop(Exit::usage, "'" + printable(file) + "' exists and " + what + "; leave " + option +
                                " out, or give a new mapping another name.");
  };
  if (!o.kind.empty() && kind_from(o.kind) != m.kind)
    refuse("--kind", std::string("is of the kind ") + kKinds[static_cast<int>(m.kind)]);
  if (!o.channels.empty() || !o.features.empty()) {
    const body::Inputs wanted = must(inputs_from(o), Exit::usage);
    const auto same = [](const motion::MappingInput& a, const motion::MappingInput& b) {
      return a.name == b.name;
    };
    if (!std::equal(wanted.names.begin(), wanted.names.end(), m.inputs.begin(), m.inputs.end(), same))
      refuse(o.channels.empty() ? "--feature" : "--input",
             "learns from " + printable(listed(names_of(m.inputs))));
  }
  for (const std::string& text : o.outputs) {
    const motion::MappingOutput wanted = output_from(text);
    const auto same = [&](const motion::MappingOutput& has) {
      return has.name == wanted.name && has.low == wanted.low && has.high == wanted.high &&
             has.per_s == wanted.per_s;
    };
    if (std::none_of(m.outputs.begin(), m.outputs.end(), same))
      refuse("--output", m.outputs.empty() ? "has no outputs" : "has " + printable(outputs_text(m.outputs)));
  }
  const double rate_hz = static_cast<double>(model.graph.hop_den) / static_cast<double>(model.graph.hop_num);
  if (o.rate_hz && std::abs(rate_hz - o.rate_hz) > 0.5)
    refuse("--rate", fmt::format("has {:g} frames a second", rate_hz));
}

void add_map_options(CLI::App& verb, MapOptions& o) {
  verb.add_option("--kind", o.kind,
                  "of a new mapping: regression (poses set values), classes (poses have names) or follower "
                  "(gestures are followed)")
      ->check(CLI::IsMember({"regression", "classes", "follower"}))
      ->default_str("regression");
  verb.add_option(
          "--input", o.channels,
          "of a new mapping: a channel that it learns from, as 'partials body watch' names them; may be "
          "repeated")
      ->allow_extra_args(false);
  verb.add_option("--feature", o.features,
                  "of a new mapping, in place of channels: joints (all joints of a body, without place and "
                  "size; the default), energy, contraction ...; may be repeated")
      ->allow_extra_args(false);
  verb.add_option("--output", o.outputs,
                  "of a new regression: NAME=LOW..HIGH or NAME=LOW..HIGH@SPEED; may be repeated")
      ->allow_extra_args(false);
  verb.add_option("--rate", o.rate_hz, "of a new mapping: frames a second")
      ->check(CLI::Range(10, 500))
      ->default_str(std::to_string(MapOptions::kUsualRate_hz));
}

}  // namespace partials
