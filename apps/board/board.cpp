// SPDX-License-Identifier: MIT
// The C interface of the library for boards (partials/partials_board.h).
#include "board.h"

#include <algorithm>
#include <cmath>

#include "board_layout.h"
#include "play/parameter_ranges.h"

namespace {

using namespace partials;

constexpr uintptr_t kAlign = 64;  // of what lies in the memory, which itself needs only 16

void follow(partials_board& b) noexcept {
  b.settings.tune_cents = b.tune_cents + 100 * b.bend_semitones;
  b.player.set(b.settings);
}

float within(const ParameterRange& range, float x) noexcept { return std::clamp(x, range.min, range.max); }

Event note(EventKind kind, int key, float value) noexcept {
  Event e;
  e.kind = kind;
  e.channel = 0;
  e.key = static_cast<int16_t>(std::clamp(key, 0, 127));
  e.value = value;
  return e;
}

}  // namespace

size_t partials_board_memory(const partials_board_model* model) {
  return lay_out(*model, kSizesHere, nullptr, nullptr) + kAlign - 16;
}

partials_board* partials_board_init(const partials_board_model* model, void* memory, size_t bytes) {
  const auto at = reinterpret_cast<uintptr_t>(memory);
  if (!model || !memory || at % 16 || model->version != PARTIALS_BOARD_VERSION ||
      bytes < partials_board_memory(model))
    return nullptr;
  partials_board* board = nullptr;
  lay_out(*model, kSizesHere, reinterpret_cast<std::byte*>((at + kAlign - 1) / kAlign * kAlign), &board);
  return board;
}

void partials_board_note_on(partials_board* b, int key, float velocity) {
  if (!(velocity > 0)) return partials_board_note_off(b, key);
  b->player.event(note(EventKind::note_on, key, std::min(velocity, 1.f)));
}
void partials_board_note_off(partials_board* b, int key) {
  b->player.event(note(EventKind::note_off, key, 0));
}
void partials_board_midi(partials_board* b, uint8_t status, uint8_t data1, uint8_t data2) {
  b->player.midi(status, data1, data2);
}
void partials_board_bend(partials_board* b, float semitones) {
  if (!std::isfinite(semitones)) return;
  b->bend_semitones = std::clamp(semitones, -48.f, 48.f);
  follow(*b);
}
void partials_board_pressure(partials_board* b, float amount) {
  Event e;
  e.kind = EventKind::pressure;
  e.value = amount;
  b->player.event(e);
}
void partials_board_panic(partials_board* b) { b->player.panic(); }

void partials_board_set(partials_board* b, partials_board_parameter parameter, float x) {
  if (!std::isfinite(x)) return;
  const int index = parameter;
  if (index >= 0 && index < kMacroCount) {
    b->macros[static_cast<size_t>(index)] = std::clamp(x, 0.f, 1.f);
    return b->player.set_macros(b->macros);
  }
  InstrumentSettings& s = b->settings;
  switch (parameter) {
    case PARTIALS_BOARD_MONO:
      s.mono = x > 0.5f;
      break;
    case PARTIALS_BOARD_TRANSPOSE:
      s.transpose_semitones = std::round(within(kTransposeRange, x));
      break;
    case PARTIALS_BOARD_TUNE:
      b->tune_cents = within(kTuneRange, x);
      break;
    case PARTIALS_BOARD_GLIDE:
      s.glide_s = within(kGlideRange, x);
      break;
    case PARTIALS_BOARD_ATTACK:
      s.envelope.attack_s = within(kAttackRange, x);
      break;
    case PARTIALS_BOARD_RELEASE:
      s.envelope.release_s = within(kReleaseRange, x);
      break;
    case PARTIALS_BOARD_VELOCITY_CURVE:
      s.velocity_curve = within(kVelocityCurveRange, x);
      break;
    case PARTIALS_BOARD_SENSITIVITY:
      s.sensitivity = within(kSensitivityRange, 100 * x) / 100;
      break;
    case PARTIALS_BOARD_BEND_RANGE:
      s.bend_range_semitones = std::round(within(kBendRangeRange, x));
      break;
    case PARTIALS_BOARD_MPE:
      s.mpe = x > 0.5f;
      break;
    default:
      return;
  }
  follow(*b);
}

void partials_board_process(partials_board* b, float* left, float* right, int frames) {
  b->player.render(left, right, frames);
}
int partials_board_sounding(const partials_board* b) { return b->player.sounding(); }
