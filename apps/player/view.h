// SPDX-License-Identifier: MIT
// What a window sees of a player. Pure, because the LV2 window is a library of its own and reaches the player
// through this table only. What a host has to know of goes through the host instead
// (apps/window/scene/shell.h). [main-thread]
#pragma once
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "families/instrument/articulations.h"
#include "host/session.h"
#include "play/engine.h"

namespace partials {

struct Status {
  std::string model, message;            // message: one sentence, empty when all is well
  std::string author, licence, credits;  // of the model's card; credits: whose recordings it holds
  // of the file; where the model is missing, of the one that is wanted
  std::string path, sha256;
  std::shared_ptr<const PresetInUse> preset;  // null: none
  std::string built_in_sha256;                // of a model that needs no file
  bool playable = false;                      // there is a model
  TrainedRange known;
  int partials = 0;                           // at most; a player's hand reaches kMaxEdited of them
  std::vector<float> band_hz, band_width_hz;  // of the noise
  // how the model's room dies away, from its beginning on; empty: it has none
  std::vector<float> room_db;
  float room_s = 0;                         // until -60 dB
  std::array<std::string, kMacros> macros;  // "" where the model has nothing for the slot
};

// "Violin", or "Violin – Soft evening"; "" where there is no model.
inline std::string title_of(const Status& s) { return s.preset ? s.model + " – " + s.preset->name : s.model; }

class View {
 public:
  virtual PlayerKind kind() const = 0;
  virtual int revision() const = 0;  // another number whenever the status may have changed
  virtual Status status() = 0;
  virtual float value(int parameter) const = 0;
  // the next MIDI controller moves it; where one does already, that is forgotten
  virtual void learn(int parameter) = 0;
  virtual int learning() const = 0;                 // the parameter that waits for one, -1: none
  virtual int controller(int parameter) const = 0;  // that moves it, -1: none
  virtual const Meters& meters() const = 0;
  virtual SpectralEdit& spectral_edit() = 0;
  virtual DisplayFeed& display_feed() = 0;  // set its `watched` while somebody looks
  virtual int latency_samples() const = 0;
  // A key of a drawn keyboard: note 0 to 127 of MIDI, velocity above 0 to 1, or 0 to release it. Sounds from
  // the next block on.
  virtual void play_key(int note, float velocity_unit) = 0;
  // of an instrument: a few seconds within the trained range (phrase.h); false: end it
  virtual void play_phrase(bool on) = 0;
  virtual bool phrase_plays() const = 0;  // or is about to

 protected:
  ~View() = default;
};

}  // namespace partials
