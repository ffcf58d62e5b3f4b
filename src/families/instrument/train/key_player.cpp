// SPDX-License-Identifier: MIT
#include "families/instrument/train/key_player.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "families/instrument/instrument.h"
#include "judge/mel.h"

namespace partials {
namespace {

constexpr int kBlock = 512;
constexpr double kLongestTailS = 6.0;

void render(Instrument& instrument, size_t samples, std::vector<float>* out) {
  const size_t from = out->size();
  out->resize(from + samples, 0.f);
  for (size_t at = 0; at < samples; at += kBlock) {
    const auto n = static_cast<int>(std::min<size_t>(kBlock, samples - at));
    instrument.render(out->data() + from + at, n);
  }
}

}  // namespace

KeyPlayer key_player(const Model& model) {
  return [&model](int key, int velocity, double held_s) {
    Instrument instrument;
    InstrumentSettings settings;
    settings.voices = 1;
    const auto ready = instrument.prepare(model, static_cast<int>(kJudgeRateHz), kBlock, settings);
    if (!ready) throw std::runtime_error(ready.error().text);
    std::vector<float> out;
    instrument.midi(0x90, static_cast<uint8_t>(key), static_cast<uint8_t>(velocity));
    render(instrument, static_cast<size_t>(std::lround(held_s * kJudgeRateHz)), &out);
    instrument.midi(0x80, static_cast<uint8_t>(key), 64);
    const size_t most = out.size() + static_cast<size_t>(kLongestTailS * kJudgeRateHz);
    while (instrument.sounding() > 0 && out.size() < most) render(instrument, kBlock, &out);
    return out;
  };
}

}  // namespace partials
