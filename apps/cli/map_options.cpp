// SPDX-License-Identifier: MIT
#include "map_options.h"

#include <fmt/format.h>

#include <cmath>

#include "arguments.h"
#include "base/plain_text.h"
#include "exits.h"
#include "families/model_loading.h"
#include "families/motion/motion_model.h"

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
  for (int i = 0; i < 3; ++i)
    if (name == kKinds[i]) return static_cast<motion::MappingKind>(i);
  throw Stop(Exit::usage, "--kind has the value '" + name + "'; it takes regression, classes or follower.");
}

Result<body::Inputs> inputs_from(const MapOptions& o) {
  if (!o.channels.empty() && !o.features.empty())
    throw Stop(Exit::usage,
               "--input and --feature exclude each other: channels as they arrive, or features of "
               "a body.");
  if (o.channels.empty() && o.features.empty()) return body::body_inputs({"joints"}, o.rate_hz);
  return o.channels.empty() ? body::body_inputs(o.features, o.rate_hz)
                            : body::channel_inputs(o.channels, o.rate_hz);
}

void add_map_options(CLI::App& verb, MapOptions& o) {
  verb.add_option("--kind", o.kind,
                  "of a new mapping: regression (poses set values), classes (poses have names) or follower "
                  "(gestures are followed)")
      ->check(CLI::IsMember({"regression", "classes", "follower"}))
      ->capture_default_str();
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
      ->capture_default_str();
}

}  // namespace partials
