// SPDX-License-Identifier: MIT
// A clock of beats that the network's readings steer: a phase-locked loop. Between frames it runs on at its
// tempo; each frame pulls it towards the phase that was read,
//   speed = going ? max(0, tempo + trust * wrap(phase - clock) / kPull_s) : 0    in beats per s
// so it never runs backwards, waits while the hand waits, and catches up within a beat. wrap() takes the
// nearest way round, so that a beat is neither skipped nor counted twice. Beat 0 is the first one that the
// hand gives after it has begun to move; before it the clock is negative. Nothing is allocated. [one thread]
#pragma once

namespace partials::conductor {

// What the network says of one frame.
struct Reading {
  double phase = 0;  // of a beat, 0..1
  double trust = 0;  // 0..1
  double tempo = 0;  // beats per s
  bool going = false;
  int of_bar = 0;   // the likeliest beat of the bar, from 1; 0: none is likelier than not
  double size = 0;  // octaves against the usual
};

class BeatClock {
 public:
  static constexpr double kPull_s = 0.04;  // in which a difference of phase falls to 1 / e
  static constexpr double kFastest = 3;    // times the tempo, while it catches up

  void reset() noexcept { *this = BeatClock(); }
  // The reading of the frame at time_s, which rises from call to call.
  void frame(double time_s, const Reading& reading) noexcept;

  bool begun() const noexcept { return begun_; }
  double beat() const noexcept { return beat_; }    // at the newest frame
  double tempo() const noexcept { return tempo_; }  // beats per s, also while it waits
  bool waits() const noexcept { return !going_; }
  // At time_s, after the newest frame or before it: as the clock would run on.
  double beat_at(double time_s) const noexcept;
  // When it expects beat `number`, as things go on. 0 tempo: never (infinity).
  double time_of(double number) const noexcept;

 private:
  void begin(const Reading& reading) noexcept;

  bool begun_ = false, going_ = false;
  double time_s_ = 0, beat_ = -1, tempo_ = 0, speed_ = 0;
  double going_s_ = 0;  // for how long the hand has gone on without rest
};

}  // namespace partials::conductor
