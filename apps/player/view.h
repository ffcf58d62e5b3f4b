// SPDX-License-Identifier: MIT
// The interface through which a window sees a player. It is pure, because the LV2 window is a separate
// library and reaches the player only through this table. Changes that the host must know of go through the
// host instead (apps/window/scene/shell.h). [main-thread]
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
  // of the file; if the model is missing, of the one that is needed
  std::string path, sha256;
  std::shared_ptr<const PresetInUse> preset;  // null: none
  std::string built_in_sha256;                // of the embedded model, which needs no file
  bool playable = false;                      // a model is loaded
  TrainedRange known;
  int partials = 0;                           // maximum number; the spectral edit reaches kMaxEdited of them
  std::vector<float> band_hz, band_width_hz;  // of the noise bands
  // energy decay of the model's room, from time 0 (room_decay.h); empty: no room
  std::vector<float> room_db;
  float room_s = 0;                         // time to -60 dB
  std::array<std::string, kMacros> macros;  // "" if the model does not support the slot
};

// "Violin" or "Violin – Soft evening"; "" without a model.
inline std::string title_of(const Status& s) { return s.preset ? s.model + " – " + s.preset->name : s.model; }

class View {
 public:
  virtual PlayerKind kind() const = 0;
  virtual int revision() const = 0;  // changes whenever the status may have changed
  virtual Status status() = 0;
  virtual float value(int parameter) const = 0;
  // assigns the next MIDI controller to it; if one is assigned already, removes the assignment
  virtual void learn(int parameter) = 0;
  virtual int learning() const = 0;                 // the parameter that waits for a controller, -1: none
  virtual int controller(int parameter) const = 0;  // assigned controller, -1: none
  virtual const Meters& meters() const = 0;
  virtual SpectralEdit& spectral_edit() = 0;
  virtual DisplayFeed& display_feed() = 0;  // set its `watched` while the window is visible
  virtual int latency_samples() const = 0;
  // A key of a drawn keyboard: MIDI note 0 to 127; velocity 0 to 1, where 0 releases it. Takes effect with
  // the next block.
  virtual void play_key(int note, float velocity_unit) = 0;
  // starts the demo phrase of an instrument (phrase.h); false: ends it
  virtual void play_phrase(bool on) = 0;
  virtual bool phrase_plays() const = 0;  // playing, or about to start

 protected:
  ~View() = default;
};

}  // namespace partials
