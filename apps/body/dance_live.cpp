// SPDX-License-Identifier: MIT
#include "body/dance_live.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

#include "base/clocks.h"

namespace partials::body {
namespace {

constexpr double kLateS = 0.25;       // beyond it the frames that were missed are left out
constexpr double kHoldLoudnessS = 1;  // a loudness that is not sent again for so long is over

}  // namespace

Result<std::unique_ptr<DanceLive>> DanceLive::start(std::shared_ptr<const Model> model,
                                                    const Options& options) {
  const std::vector<float> opening = dance::opening_of(*model);
  auto dancer = dance::Dancer::create(model, options.settings);
  if (!dancer) return dancer.error();
  std::unique_ptr<DanceLive> live(new DanceLive(std::move(dancer).value()));
  const dance::DancePart& part = live->dancer_.part();
  for (size_t n = 0; (n + 1) * part.scale.size() <= opening.size(); ++n)
    live->dancer_.prime(opening.data() + n * part.scale.size(), nullptr, dance::opening_sound(*model, n));
  if (part.leader.size() || part.sound.size()) {
    live->hearing_ = std::make_unique<Hearing>();
    if (const auto hears = live->hearing_->start(options.hear); !hears) return hears.error();
    live->hearing_->on_command = [own = live.get()](const osc::Message& m) {
      if (m.address != "/partials/state/loudness" || m.n == 0 || !m.arguments[0].is_number()) return;
      own->state_db_ = m.arguments[0].number;
      own->state_s_ = now_s();
    };
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

void DanceLive::hear_sound(const motion::Body& body, double now_s) noexcept {
  const dance::HeardSound before = sound_;
  sound_ = {};
  double heard_s = -1;
  if (const int at = body.find("loudness"); at >= 0) {
    sound_.loudness_db = body[static_cast<size_t>(at)].value;
    heard_s = body[static_cast<size_t>(at)].stamp_s;
  }
  if (state_s_ > heard_s) {
    sound_.loudness_db = static_cast<float>(state_db_);
    heard_s = state_s_;
  }
  if (heard_s < 0 || now_s - heard_s > kHoldLoudnessS) sound_.loudness_db = dance::kQuiet_db;
  sound_ = dance::within_hearing(sound_);
  if (const int at = body.find("onset"); at >= 0) {
    const motion::Body::Channel& onset = body[static_cast<size_t>(at)];
    if (onset.stamp_s > frame_s_) sound_.onset_db = onset.value;
  } else {
    sound_.onset_db = std::max(0.f, sound_.loudness_db - before.loudness_db);
  }
  sound_ = dance::within_hearing(sound_);
  frame_s_ = now_s;
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
  if (follows()) hear(hearing_->receiver().body());
  if (hears_sounds()) hear_sound(hearing_->receiver().body(), from_s);
  const dance::BodyPose& pose = dancer_.step(heard_ ? leader_.data() : nullptr, sound_);
  dance::place_joints(dancer_.part().rig, pose, world_);
  if (out_) socket_.send(to_, out_->packet(world_));
  worst_s_ = std::max(worst_s_, now_s() - from_s);
  ++frames_;
  return {};
}

}  // namespace partials::body
