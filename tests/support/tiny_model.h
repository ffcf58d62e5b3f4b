// SPDX-License-Identifier: MIT
// A model that needs no training: a preset (the small one) with its initial weights, one learned note, a
// range. It produces sound, but no particular instrument.
#pragma once
#include "families/instrument/instrument_model.h"
#include "graph/plan.h"
#include "model/model.h"
#include "model/templates.h"

namespace partials::test {

inline Model tiny_model(uint64_t seed = 1, const std::string& preset = "small") {
  Model m;
  m.graph = graph_template(preset).value();
  m.table = Plan<float>::compile(m.graph, {}).value().weights();
  m.weights = initial_weights(m.table, seed);
  InstrumentPart& part = edit_instrument_part(m);
  part.known = {180, 1800, -45, -12, -20};
  NoteArticulation n;
  n.pitch_midi = 69;
  n.sustain_db = -20;
  for (int i = 0; i < 20; ++i) {
    n.attack_db.push_back(-40.f + 2.f * static_cast<float>(i));
    n.attack_cents.push_back(-20.f + static_cast<float>(i));
  }
  n.wander_db = 0.5f;
  n.wander_cents = 3;
  n.vibrato_hz = 5.5f;
  n.vibrato_cents = 15;
  n.vibrato_onset_s = 0.2f;
  for (int i = 0; i < 50; ++i) n.release_db.push_back(-1.2f * static_cast<float>(i));
  part.notes.notes = {n};
  return m;
}

}  // namespace partials::test
