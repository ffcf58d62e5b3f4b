// SPDX-License-Identifier: MIT
#include "box/knob_map.h"

#include <algorithm>
#include <cmath>

#include "host/preset.h"

namespace partials::box {
namespace {

double unit_of(double value, double from, double to) {
  return std::clamp((value - from) / (to - from), 0.0, 1.0);
}

// Of four corners, from left to right and from the bottom to the top. At a corner the weights are 0 and 1, so
// that its value is returned unchanged.
float between(const std::array<float, 4>& corners, float x, float y) {
  const float weights[] = {(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y};
  float sum = 0;
  for (size_t i = 0; i < 4; ++i) sum += weights[i] * corners[i];
  return sum;
}
float nearest(const std::array<float, 4>& corners, float x, float y) {
  return corners[(x >= 0.5f ? 1u : 0u) + (y >= 0.5f ? 2u : 0u)];
}

template <class Of>
std::array<float, 4> each(Of&& of) {
  return {of(0), of(1), of(2), of(3)};
}
bool differ(const std::array<float, 4>& v) { return v[0] != v[1] || v[0] != v[2] || v[0] != v[3]; }

}  // namespace

KnobMap::KnobMap(const BoxConfig& config, std::vector<std::string> programs, Player& player,
                 std::function<void()> panic)
    : config_(config),
      programs_(std::move(programs)),
      player_(player),
      panic_(std::move(panic)),
      places_(config.pads.size()),
      program_(programs_.size()) {}

bool KnobMap::turn(std::string_view name, double value) {
  if (!std::isfinite(value)) return false;
  const std::lock_guard one(one_);
  bool found = false;
  if (const auto knob = config_.knobs.find(name); knob != config_.knobs.end()) {
    found = true;
    turn(knob->second, unit_of(value, knob->second.from, knob->second.to));
  }
  for (size_t i = 0; i < places_.size(); ++i) {
    const Pad& pad = config_.pads[i];
    const auto unit = static_cast<float>(unit_of(value, pad.from, pad.to));
    if (name == pad.x) places_[i].x = unit;
    if (name == pad.y) places_[i].y = unit;
    if (name != pad.x && name != pad.y) continue;
    found = true;
    move(pad, places_[i]);
  }
  return found;
}

void KnobMap::turn(const Knob& knob, double unit) {
  if (knob.use == KnobUse::panic) {
    const bool pressed = unit > 0.5;
    if (pressed && !pressed_) panic_();
    pressed_ = pressed;
  } else if (knob.use == KnobUse::program) {
    const auto program = static_cast<size_t>(std::lround(unit * static_cast<double>(programs_.size() - 1)));
    if (program != program_) player_.load_soon(programs_[program]);
    program_ = program;
  } else {
    const auto u = static_cast<float>(unit);
    player_.engine().set_value(knob.parameter, clamped(knob.parameter, (1 - u) * knob.low + u * knob.high));
  }
}

void KnobMap::move(const Pad& pad, const Place& at) {
  const auto set = [&](int index, const std::array<float, 4>& corners) {
    const bool stepped = kParameters[static_cast<size_t>(index)].stepped;
    player_.engine().set_value(
        index, clamped(index, stepped ? nearest(corners, at.x, at.y) : between(corners, at.x, at.y)));
  };
  for (const auto& [index, value] : pad.corners[0])
    set(index, each([&, p = index](size_t i) { return pad.corners[i].at(p); }));
  if (!pad.presets[0]) return;
  const auto preset = [&](size_t i) -> const PlayerSettings& { return *pad.presets[i]; };
  for (int index = 0; index < kParameterCount; ++index)
    if (const auto v = each([&](size_t i) { return preset(i).values[static_cast<size_t>(index)]; });
        in_presets(index) && differ(v))
      set(index, v);
  for (int k = 0; k < kMaxEdited; ++k) {
    const auto place = static_cast<size_t>(k);
    const auto partials = each([&](size_t i) { return preset(i).partials_db[place]; });
    const auto noise = each([&](size_t i) { return preset(i).noise_db[place]; });
    SpectralEdit& shape = player_.engine().spectral_edit();
    if (differ(partials)) shape.set_db(EditedPart::partials, k, between(partials, at.x, at.y));
    if (differ(noise)) shape.set_db(EditedPart::noise, k, between(noise, at.x, at.y));
  }
}

}  // namespace partials::box
