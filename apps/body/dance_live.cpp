// SPDX-License-Identifier: MIT
#include "body/dance_live.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

#include "base/clocks.h"

namespace partials::body {
namespace {

constexpr double kLateS = 0.25;  // beyond it the frames that were missed are left out

}  // namespace

Result<std::unique_ptr<DanceLive>> DanceLive::start(std::shared_ptr<const Model> model,
                                                    const Options& options) {
  const std::vector<float> opening = dance::opening_of(*model);
  auto dancer = dance::Dancer::create(std::move(model), options.settings);
  if (!dancer) return dancer.error();
  std::unique_ptr<DanceLive> live(new DanceLive(std::move(dancer).value()));
  const dance::DancePart& part = live->dancer_.part();
  for (size_t at = 0; at + part.scale.size() <= opening.size(); at += part.scale.size())
    live->dancer_.prime(opening.data() + at);
  if (part.leader.size()) {
    live->hearing_ = std::make_unique<Hearing>();
    if (const auto hears = live->hearing_->start(options.hear); !hears) return hears.error();
    live->leader_.resize(part.leader.joints.size());
    for (const std::string& joint : part.leader.joints)
      live->names_.push_back({joint + ".x", joint + ".y", joint + ".z"});
  }
  if (!options.osc.empty()) {
    auto to = endpoint_of(options.osc);
    if (!to) return to.error();
    if (const auto open = live->socket_.open_to_send(); !open) return open.error();
    live->to_ = to.value();
    live->out_ = std::make_unique<dance::BodyOsc>(part.rig.skeleton, 1);
  }
  dance::place_joints(part.rig, live->dancer_.pose(), live->world_);
  live->begin_s_ = now_s();
  return live;
}

void DanceLive::hear(const motion::Body& body) noexcept {
  bool all = true;
  for (size_t j = 0; j < names_.size(); ++j)
    for (size_t axis = 0; axis < 3; ++axis) {
      const int at = body.find(names_[j][axis]);
      if (at < 0 || body[static_cast<size_t>(at)].tracking == motion::Tracking::lost)
        all = all && heard_;
      else
        leader_[j][axis] = body[static_cast<size_t>(at)].value;
    }
  heard_ = all;
}

Result<void> DanceLive::step() {
  const double hop_s = 1 / dancer_.rate_hz();
  const double due_s = begin_s_ + static_cast<double>(frames_) * hop_s;
  if (now_s() - due_s > kLateS) begin_s_ = now_s() - static_cast<double>(frames_) * hop_s;
  do {
    const int wait_ms = std::max(0, static_cast<int>(std::floor(1000 * (due_s - now_s()))));
    if (hearing_) {
      const auto taken = hearing_->take(wait_ms, [](const motion::Packet&) { return Result<void>(); });
      if (!taken) return taken;
    } else if (wait_ms > 0) {
      std::this_thread::sleep_for(std::chrono::duration<double>(due_s - now_s()));
    }
  } while (now_s() + 5e-4 < due_s);
  const double from_s = now_s();
  if (hearing_) hear(hearing_->receiver().body());
  const dance::BodyPose& pose = dancer_.step(hearing_ && heard_ ? leader_.data() : nullptr);
  dance::place_joints(dancer_.part().rig, pose, world_);
  if (out_) socket_.send(to_, out_->packet(world_));
  worst_s_ = std::max(worst_s_, now_s() - from_s);
  ++frames_;
  return {};
}

}  // namespace partials::body
