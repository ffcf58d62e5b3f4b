// SPDX-License-Identifier: MIT
// From a hand's packets to beats: frames at the model's hop, the network, the clock. One formula for live
// playing and for files (follow_take.h): packets go in as they arrive, and frame() is called at the hop. A
// hand that was lost for kSilence_s is heard anew when it is back, wherever that is, and the clock goes on
// from where it waited. Nothing is allocated after create. [one thread]
#pragma once
#include "base/result.h"
#include "families/conductor/beat_clock.h"
#include "families/motion/uneven_frames.h"
#include "model/model.h"
#include "play/frame_player.h"

namespace partials::conductor {

class HandFollower {
 public:
  static constexpr double kSilence_s = 0.5;  // without a measured place, then the hand counts as resting
  static constexpr float kFarthest = 1e6f;   // in any unit; what is farther off was not measured

  // [main-thread] Refuses a model of another family.
  static Result<HandFollower> create(const Model& model);

  double hop_s() const noexcept { return player_.hop_s(); }
  // place: x y z; NaN: not measured. False: the packet was dropped, as its time does not rise.
  bool packet(double time_s, const float* place) noexcept;
  // The frame at time_s, by the clock of the packets; call it every hop.
  void frame(double time_s) noexcept;
  void reset() noexcept;

  const Reading& reading() const noexcept { return reading_; }
  const BeatClock& clock() const noexcept { return clock_; }
  // x y z of the newest frame.
  const float* place() const noexcept { return place_; }

 private:
  explicit HandFollower(FramePlayer player);
  void read() noexcept;
  double age_s(double time_s) const noexcept;  // since any axis was measured; infinite: never

  FramePlayer player_;
  motion::UnevenFrames frames_;
  float* in_ = nullptr;
  const float *phase_, *tempo_, *going_, *of_bar_, *size_;
  float place_[3] = {};
  bool hears_ = false;  // there is a hand, and it was not lost
  Reading reading_;
  BeatClock clock_;
};

}  // namespace partials::conductor
