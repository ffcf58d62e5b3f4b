// SPDX-License-Identifier: MIT
// A model made ready to be played one way at one rate: what the engine swaps. Without a model it is silence.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "engine/instrument.h"
#include "engine/parameters.h"
#include "engine/timbre_transfer.h"

namespace partials {

struct Sound {
  std::shared_ptr<const Model> model;
  std::optional<Instrument> instrument;
  std::optional<TimbreTransfer> transfer;
  float match_gain = 1;   // brings the model to the level at which all models play (kMatchLevel)
  float gain = 1;         // as it is now, on its way to match_gain or 1
  bool matching = false;

  // [main-thread] Allocates and plays a little, so that nothing is cold when it is first heard.
  Result<void> prepare(PlayerKind kind, std::shared_ptr<const Model> model, const Values& values, int rate_hz, int max_block);

  // [audio-thread]
  void set(const Values& values) noexcept;
  void set_shape(const ShapeGains& gains) noexcept;
  void show(Seen& seen) const noexcept;
  void reset() noexcept;
  void render(const float* heard, float* left, float* right, int n) noexcept;
  int latency_samples() const { return transfer ? transfer->worst_latency_samples() : 0; }
  double tail_s() const;
  size_t memory_bytes() const;  // with the model
};

// What the parameters mean to a player of notes, and to one that follows a sound.
InstrumentSettings instrument_settings(const Values& values) noexcept;
TransferSettings transfer_settings(const Values& values, const KnownRange& known) noexcept;

double hz_of_note(float note) noexcept;
int default_latency_samples(const Values& values, double rate_hz);  // of an effect that has no model yet

}  // namespace partials
