// SPDX-License-Identifier: MIT
// A dancer in real time: at every frame it hears where the leader's joints are, where it follows one, draws
// its next pose and sends it as OSC. [one thread]
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
    HearOptions hear;  // of the leader
    std::string osc;   // HOST:PORT; empty: sends nothing
  };
  static Result<std::unique_ptr<DanceLive>> start(std::shared_ptr<const Model> model, const Options& options);

  // Waits for the next frame, hears what arrives until then, and dances it.
  Result<void> step();
  bool follows() const noexcept { return hearing_ != nullptr; }
  int port() const noexcept { return hearing_ ? hearing_->port() : 0; }  // on which the leader is heard
  bool hears_leader() const noexcept { return heard_; }
  int64_t frames() const noexcept { return frames_; }
  double worst_s() const noexcept { return worst_s_; }  // longest time that a frame took to be computed

 private:
  explicit DanceLive(dance::Dancer dancer) : dancer_(std::move(dancer)) {}
  void hear(const motion::Body& body) noexcept;

  dance::Dancer dancer_;
  std::unique_ptr<Hearing> hearing_;
  std::unique_ptr<dance::BodyOsc> out_;
  UdpSocket socket_;
  Endpoint to_;
  motion::Pose world_;
  std::vector<dance::Vec3> leader_;                // the last that was heard of each joint
  std::vector<std::array<std::string, 3>> names_;  // of its channels
  bool heard_ = false;
  int64_t frames_ = 0;
  double begin_s_ = 0, worst_s_ = 0;
};

}  // namespace partials::body
