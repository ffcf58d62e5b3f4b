// SPDX-License-Identifier: MIT
#include "tuning_option.h"

#include <fmt/format.h>

#include <cmath>

#include "base/plain_number.h"
#include "system/file.h"
#include "verbs/exits.h"

namespace partials {
namespace {

constexpr uint64_t kMaxScalaBytes = 1 << 20;

}  // namespace

void add_tuning(CLI::App& verb, TuningOption& option) {
  verb.add_option("--scale", option.scale, "a Scala scale (.scl): the pitch of each key")
      ->type_name("FILE")
      ->check(CLI::ExistingFile);
  verb.add_option("--keyboard", option.keyboard, "a Scala keyboard mapping (.kbm)")
      ->type_name("FILE")
      ->check(CLI::ExistingFile);
}

std::optional<KeyPitches> tuning_of(const TuningOption& option) {
  if (option.scale.empty() && !option.keyboard.empty())
    throw Stop(Exit::usage, "--keyboard requires --scale; add it.");
  if (option.scale.empty()) return std::nullopt;
  const Scale scale = must(scale_from_text(must(read_file(option.scale, kMaxScalaBytes)), option.scale));
  KeyboardMap map;
  if (!option.keyboard.empty())
    map = must(keyboard_from_text(must(read_file(option.keyboard, kMaxScalaBytes)), option.keyboard));
  const KeyPitches pitches = must(tuning_of(scale, map));
  if (scale.cents.empty())
    fmt::print(stderr, "Note: the scale {} has no note other than 1/1, so every key sounds at {} Hz.\n",
               option.scale, plain_number(map.reference_hz));
  return pitches;
}

}  // namespace partials
