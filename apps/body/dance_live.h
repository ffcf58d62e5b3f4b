// SPDX-License-Identifier: MIT
// A dancer in real time: at every frame it hears where the leader's joints are, where it follows one, and how
// loud a sound is, where it hears one, draws its next pose and sends it as OSC. [one thread]
//   /loudness DB  holds until the next one, for a second;  /onset DB  counts for the frame in which it
//   arrives /partials/state/loudness DB, which `partials play --osc` sends (docs/osc.md), counts as
//   /loudness; a rise counts as an onset where no /onset has arrived.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "body/hearing.h"
#include "families/dance/body_osc.h"
#include "families/dance/dancer.h"

namespace partials::body {

class DanceLive {
 public:
  struct Options {
    dance::DanceSettings settings;
    HearOptions hear;  // of leader and sound
    std::string osc;   // HOST:PORT; empty: sends nothing
  };
  static Result<std::unique_ptr<DanceLive>> start(std::shared_ptr<const Model> model, const Options& options);

  // Waits for the next frame, hears what arrives until then, and dances it.
  Result<void> step();
  bool follows() const noexcept { return !leader_.empty(); }
  bool hears_sounds() const noexcept { return dancer_.part().sound.size() > 0; }
  int port() const noexcept {
    return hearing_ ? hearing_->port() : 0;
  }  // on which they are heard; 0: nothing is
  const dance::HeardSound& heard() const noexcept { return sound_; }  // in the newest frame
  bool hears_leader() const noexcept { return heard_; }
  int64_t frames() const noexcept { return frames_; }
  double worst_s() const noexcept { return worst_s_; }  // longest time that a frame took to be computed

 private:
  explicit DanceLive(dance::Dancer dancer) : dancer_(std::move(dancer)) {}
  void hear(const motion::Body& body) noexcept;
  void hear_sound(const motion::Body& body, double now_s) noexcept;

  dance::Dancer dancer_;
  std::unique_ptr<Hearing> hearing_;
  std::unique_ptr<dance::BodyOsc> out_;
  UdpSocket socket_;
  Endpoint to_;
  motion::Pose world_;
  std::vector<dance::Vec3> leader_;                // the last that was heard of each joint
  std::vector<std::array<std::string, 3>> names_;  // of its channels
  bool heard_ = false;
  dance::HeardSound sound_;
  double state_db_ = dance::kQuiet_db, state_s_ = -1;  // the newest /partials/state/loudness, and when
  double frame_s_ = 0;                                 // when the frame before was danced
  int64_t frames_ = 0;
  double begin_s_ = 0, worst_s_ = 0;
};

}  // namespace partials::body
