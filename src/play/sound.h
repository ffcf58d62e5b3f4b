// SPDX-License-Identifier: MIT
// A model prepared for playing in one way at one rate; the engine swaps sounds. Each family of models has its
// own kind of sound; the engine uses only this interface, once per block or per event.
//   [audio-thread] whatever is noexcept: allocates, locks and waits never. The rest: [any-thread but audio].
#pragma once
#include <memory>
#include <span>

#include "base/result.h"
#include "model/model.h"
#include "play/controls.h"
#include "play/event.h"
#include "play/note_counter.h"
#include "play/parameters.h"
#include "play/spectral_edit.h"
#include "play/tuning.h"

namespace partials {

// The analysis of a sound's input, for meters and MIDI out.
struct HeardPitch {
  bool listens = false;  // false: it does not analyse its input, and the rest is meaningless
  float f0_hz = 0, loudness_db = -120, confidence = 0;
};

class Sound {
 public:
  virtual ~Sound() = default;

  // How many channels render() takes: 1, to which the engine mixes its input down, or 2.
  virtual int in_channels() const noexcept { return 1; }
  virtual void set(const Values& values) noexcept = 0;  // called when any parameter changes
  virtual void set_spectral_edit(const SpectralEditGains&) noexcept {}
  virtual void set_modulation(const MacroValues&) noexcept {}  // added to the macros, for all notes
  virtual void set_tuning(const KeyPitches&) noexcept {}
  // notes, expressions, MIDI; modulation's index is a macro's slot
  virtual void event(const Event&) noexcept {}
  // held keys of the previous sound continue in this one, if it is of the same class: has the same sort(), an
  // address of the class
  virtual const void* sort() const noexcept { return nullptr; }
  virtual void take_over(const Sound&) noexcept {}
  // count_in: counts the notes that it plays, from its first one on [any-thread but audio, before it plays];
  // stop_counting: another sound counts now
  virtual void count_in(std::shared_ptr<NoteCounter>) {}
  virtual void stop_counting() noexcept {}
  virtual void reset() noexcept = 0;
  // in[in_channels()], out[2]; out is overwritten, in and out do not alias. Any n up to the longest block.
  virtual void render(const float* const* in, float* const* out, int n) noexcept = 0;

  virtual void publish(DisplayFeed&) const noexcept {}
  virtual HeardPitch heard() const noexcept { return {}; }
  virtual int voices() const noexcept { return 0; }  // that are active
  // notes whose voice has become free since forget_ended()
  virtual std::span<const Event> ended() const noexcept { return {}; }
  virtual void forget_ended() noexcept {}

  virtual int latency_samples() const { return 0; }  // of the output relative to the input
  virtual double tail_s() const { return 0; }
  virtual size_t memory_bytes() const = 0;  // with the model
};

// Makes the engine's sounds: one table for all families (families/families.h), so that the engine does not
// depend on any of them.
struct SoundMaker {
  Result<std::unique_ptr<Sound>> (*make)(PlayerKind kind, std::shared_ptr<const Model> model,
                                         const Values& values, int rate_hz, int max_block);
  ModelControls (*controls)(const Model& model);
  // of a player that has no model yet
  int (*usual_latency_samples)(PlayerKind kind, const Values& values, double rate_hz);
};

}  // namespace partials
