// SPDX-License-Identifier: MIT
// A clock of beats that the network's readings steer: a phase-locked loop. Each frame reads how far the clock
// is from the hand's phase, off = wrap(phase - clock); dt later, up to the next frame and beyond, it is at
//   beat + max(0, tempo dt + off (1 - exp(-trust dt / kPull_s)))    while the hand goes, else at beat
// so it never runs backwards, waits while the hand waits, and catches up within a beat; beat_at() foretells
// by the formula by which the clock goes on. wrap() takes the nearest way round, so that a beat is neither
// skipped nor counted twice. Beat 0 is the first one that the hand gives after it has begun to move; before
// it the clock is negative. Nothing is allocated. [one thread]
#pragma once
#include <array>
#include <cstddef>
#include <limits>

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
  static constexpr double kPull_s = 0.012;  // in which a difference of phase falls to 1 / e
  static constexpr double kFastest = 3;     // times the tempo, while it catches up
  static constexpr size_t kPast = 64;       // frames that are remembered

  void reset() noexcept { *this = BeatClock(); }
  // The reading of the frame at time_s. A time that does not rise counts as no time passed.
  void frame(double time_s, const Reading& reading) noexcept;

  bool begun() const noexcept { return begun_; }
  double beat() const noexcept { return beat_; }    // at the newest frame
  double tempo() const noexcept { return tempo_; }  // beats per s, also while it waits
  bool waits() const noexcept { return !going_; }
  // At time_s: after the newest frame as the clock would run on, before it as it ran, by lines between
  // frames, back to the oldest of the kPast last ones.
  double beat_at(double time_s) const noexcept;
  // When it expects beat `number`, as things go on. 0 tempo: never (infinity).
  double time_of(double number) const noexcept;

 private:
  struct Past {
    double time_s = 0, beat = 0;
  };
  void begin(const Reading& reading) noexcept;
  double way(double passed_s) const noexcept;  // beats from the newest frame on
  void remember() noexcept;
  void listen_for_upbeat(double passed_s, double phase) noexcept;

  bool begun_ = false, going_ = false;
  double time_s_ = -std::numeric_limits<double>::infinity(), beat_ = -1, tempo_ = 0;
  double off_ = 0, trust_ = 0;  // of the newest frame
  double upbeat_s_ = 0, upbeat_way_ = 0, phase_ = 0;
  std::array<Past, kPast> past_{};
  size_t frames_ = 0;  // since it began
};

}  // namespace partials::conductor
