// SPDX-License-Identifier: MIT
// What a person conducts: where the beats of a piece are in time, with rubato, steps of the tempo, rests
// (fermatas, and before the first beat), and how large the gesture is. Beats count from 0; the hand starts
// from rest with the upbeat to beat 0, at beat -1.
#pragma once
#include <cstdint>
#include <vector>

namespace partials::conductor {

struct Piece {
  int bar = 4;             // beats, 1 to 4
  double tempo_bpm = 100;  // at its beginning
  double length_s = 40;
  double rubato = 0.05;       // how much the tempo swings, as a share
  double unevenness = 0.015;  // deviation of single beats, as a share
  double jump_every_s = 12;   // mean time between steps of the tempo; 0: none
  double hold_every_s = 18;   // mean time between fermatas; 0: none
  double dynamics = 0.8;      // largest change of size, in octaves
};

class TempoCourse {
 public:
  static constexpr double kStep_s = 0.001;

  TempoCourse(const Piece& piece, uint64_t key);

  double length_s() const { return static_cast<double>(beat_.size() - 1) * kStep_s; }
  double beat_at(double time_s) const;  // rising or level
  bool going_at(double time_s) const;   // false: the hand rests
  double size_at(double time_s) const;  // octaves
  // Mean tempo in beats per s over the coming beat, without the time of rests in it.
  double coming_tempo_at(double time_s) const;
  const std::vector<double>& beats_s() const { return beats_s_; }  // times of beats 0, 1 ...
  // Of the beats from which the tempo has stepped by 15 % or more.
  const std::vector<int>& jumps() const { return jumps_; }

 private:
  std::vector<float> beat_, pace_, size_, moved_s_;  // every kStep_s; pace 0..1: rest to tempo
  std::vector<double> beats_s_, moved_at_beat_s_;    // of beat -1 first
  std::vector<int> jumps_;
};

}  // namespace partials::conductor
