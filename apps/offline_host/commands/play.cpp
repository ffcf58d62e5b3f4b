// SPDX-License-Identifier: MIT
// One note of a model in the instrument, and a tone through the effect: the peak. Silence is an error.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "commands.h"

namespace partials::hosting {
namespace {

constexpr double kRate = 48000, kToneHz = 440;
constexpr int kKey = 69, kLength = 96000;
constexpr float kSilent = 1e-4f;

Script script_for(PlayerKind kind) {
  Script script{kLength, {}, {}, {256}};
  if (kind == PlayerKind::instrument)
    script.events = {note_on(0, kKey, 0.8f), note_off(kLength / 2, kKey)};
  else
    for (int i = 0; i < kLength; ++i) {
      double x = 0;
      for (int k = 1; k <= 8; ++k) x += std::sin(2 * 3.14159265358979 * k * kToneHz * i / kRate) / k;
      script.in.push_back(static_cast<float>(0.1 * x));
    }
  return script;
}

}  // namespace

Result<void> play_model(const std::string& plugin, const std::string& model) {
  auto file = ModelOnDisk::find(model);
  if (!file) return file.error();
  const auto kinds = kinds_of(plugin);
  if (kinds.empty()) return open_plugin(plugin, PlayerKind::instrument).error();
  for (const PlayerKind kind : kinds) {
    auto opened = ready(plugin, kind, file.value()->path(), kRate, 256);
    if (!opened) return opened.error();
    const StereoSound sound = play(*opened.value(), script_for(kind));
    float peak = 0;
    for (const float x : sound.left) peak = std::max(peak, std::isfinite(x) ? std::fabs(x) : 0.f);
    const char* name = kind == PlayerKind::effect ? "effect" : "instrument";
    std::printf("%s: peak %.1f dB of full scale\n", name, 20 * std::log10(std::max(peak, 1e-9f)));
    if (peak < kSilent)
      return Error{"The " + std::string(name) + " in '" + plugin + "' is silent with the model '" + model +
                   "'."};
  }
  return {};
}

}  // namespace partials::hosting
