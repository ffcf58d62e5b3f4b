// SPDX-License-Identifier: MIT
// Performs one note in the manner of the recorded player: turns key and velocity into contours of pitch and
// loudness, frame by frame, from the learned articulations (families/instrument/articulations.h). Controllers
// and an envelope modify them.
//   [main-thread] prepare;  [audio-thread] all else: noexcept, nothing allocated.
#pragma once
#include <cstdint>

#include "families/instrument/articulations.h"
#include "families/instrument/manner.h"
#include "families/instrument/onset.h"
#include "families/instrument/struck_note.h"
#include "families/instrument/tempo.h"
#include "families/instrument/voice_player.h"

namespace partials {

// The current controller values of one note.
struct Expression {
  float bend_semitones = 0;
  float level_db = 0;                         // channel volume and expression
  float vibrato = 0;                          // modulation, 0..1: adds up to the depth of a strong vibrato
  float vibrato_scale = 1, wander_scale = 1;  // factors on the learned amounts
};

// Replaces the learned envelope; zeros keep it.
struct Envelope {
  float attack_s = 0;    // rise from silence, linear in amplitude
  float decay_s = 0;     // time from there to sustain_db
  float sustain_db = 0;  // -60..0
  float release_s = 0;   // fall by 60 dB after the key is released; 0: as learned
};

class Performer {
 public:
  // Book and manner must outlive it.
  void prepare(const NoteBook& book, const Manner& manner, const TrainedRange& known, double hop_s,
               const Envelope& envelope) noexcept;
  void set(const Envelope& envelope, float glide_s) noexcept {  // glide 0: as learned
    envelope_ = envelope;
    glide_s_ = glide_s;
  }
  // velocity 0..1; attack_scale: a factor on the attack time.
  void start(float pitch_midi, float velocity, uint64_t seed, const Pace& pace = {},
             float attack_scale = 1) noexcept;
  // portamento: the note that starts glides from there
  void come_from(float pitch_midi) noexcept;
  // legato: the note continues at another pitch
  void slur_to(float pitch_midi, float velocity, const Pace& pace = {}) noexcept;
  void release(const Pace& pace = {}) noexcept;
  // a new note has begun: one already released falls faster
  void hurry(const Pace& pace) noexcept;
  FrameControls next(const Expression& e) noexcept;  // controls of the next frame
  bool released() const noexcept { return release_frame_ >= 0; }
  bool ended() const noexcept { return ended_; }               // silent for good
  float loudness_db() const noexcept { return loudness_db_; }  // of the newest frame
  // of a note held at this velocity, before controllers
  float held_db(float pitch_midi, float velocity) const noexcept;
  // a hard stroke is brighter, dB per octave of partial number
  float tilt_db() const noexcept { return tilt_db_; }
  // the current pitch of a slur or portamento
  float pitch_midi() const noexcept;

 private:
  const NoteView* choose(float pitch_midi, float velocity, uint64_t seed) const noexcept;
  double attack_s(float pitch_midi, float velocity, const Pace& pace, float scale) const noexcept;
  double release_s(const Pace& pace) const noexcept;
  bool struck() const noexcept { return manner_->struck(); }
  bool rings() const noexcept { return book_->struck(); }  // from the learned articulations
  float level_db(double t, const Expression& e) const noexcept;
  float struck_db(double t, const Expression& e) const noexcept;
  float held_wander_db(double t, double held_s, const Expression& e) const noexcept;
  float release_fall_db(double t) const noexcept;
  float attack_cents(double t) const noexcept;
  float envelope_db(double t) const noexcept;
  float cents(double t, const Expression& e) noexcept;
  double slur_length_s(const Pace& pace) const noexcept;

  const NoteBook* book_ = nullptr;
  const Manner* manner_ = nullptr;
  TrainedRange known_;
  Envelope envelope_;
  float glide_s_ = 0;
  double hop_s_ = 0.004;
  NoteView plain_;  // played if nothing was learned
  const NoteView* shape_ = nullptr;
  StruckNote struck_;  // replaces shape_ for notes that decay by themselves
  uint64_t key_ = 0;
  int64_t frame_ = 0, release_frame_ = -1;
  float pitch_from_ = 0, pitch_to_ = 0, level_from_ = 0, level_to_ = 0;
  double slur_s_ = -1;  // since the slur began; negative: none
  double slur_length_s_ = 0.06;
  float dip_db_ = 0;  // of loudness in its middle
  Onset onset_;
  float stretch_ = 1;  // factor on the attack's time, for struck notes
  float tilt_db_ = 0;
  float wander_db_ = 0, wander_cents_ = 0;
  double vibrato_phase_ = 0;
  double release_s_ = 0.05;  // to 20 dB below
  float release_from_db_ = 0, loudness_db_ = -120;
  bool ended_ = true;
};

}  // namespace partials
