// SPDX-License-Identifier: MIT
#include "families/dance/train/performance.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "base/need.h"
#include "base/option_name.h"
#include "families/motion/bvh_writer.h"
#include "soundfile/audio_file.h"

namespace partials::dance {
namespace {

DanceTake take_at(const std::string& path, const Rig& rig, double rate_hz) {
  DanceTakes read = read_dances({path}, rate_hz);
  need(same_body(rig, read.rig));
  return std::move(read.takes.front());
}

// What is left of a take from a frame on, as long as the performance.
Dance rest_of(const DanceTake& take, size_t from, size_t frames) {
  Dance d{take.take.name, {}};
  for (size_t n = from; n < std::min(take.poses.size(), from + frames); ++n) d.poses.push_back(take.poses[n]);
  return d;
}

// A sound from a second on, for so many seconds.
PerformanceSound part_of_file(const std::string& path, double from_s, double seconds) {
  AudioClip clip = need(read_audio(path));
  const auto at = [&](double s) {
    return clip.samples.begin() + static_cast<ptrdiff_t>(std::min(static_cast<double>(clip.samples.size()),
                                                                  std::round(s * clip.rate_hz)));
  };
  return {{at(from_s), at(from_s + seconds)}, clip.rate_hz};
}

// Joints of the leader in a frame, the last one beyond its end; null without one.
const Vec3* led_by(const DanceTake* leader, size_t frame) {
  if (!leader || leader->joints.empty()) return nullptr;
  return leader->joints[std::min(frame, leader->joints.size() - 1)].data();
}

}  // namespace

Performance perform(const std::shared_ptr<const Model>& model, const PerformanceRequest& request) {
  Dancer dancer = need(Dancer::create(model, request.settings));
  const DancePart& part = dancer.part();
  Performance p{part.rig, dancer.rate_hz(), {model->card.name, {}}, {}, {}};
  if (part.leader.size() && request.leader.empty())
    throw std::runtime_error("The model '" + model->card.name +
                             "' follows a leader; name the leader's BVH file with " + option("leader") + ".");
  if (part.sound.size() == 0 && !request.sound.empty())
    throw std::runtime_error("The model '" + model->card.name +
                             "' hears no sound, since its takes had none beside them; leave out " +
                             option("sound") + ".");
  const auto frames = static_cast<size_t>(std::lround(request.seconds * p.rate_hz));
  DanceTake leader;
  if (!request.leader.empty()) leader = take_at(request.leader, part.rig, p.rate_hz);
  const DanceTake* leads = part.leader.size() ? &leader : nullptr;
  std::vector<float> opening = opening_of(*model);
  size_t now = opening.size() / part.scale.size();  // frames of the takes that have gone by
  DanceTake own;
  if (!request.prime.empty()) {
    own = take_at(request.prime, part.rig, p.rate_hz);
    now = std::min(own.poses.size() - 1, static_cast<size_t>(std::lround(request.primed_s * p.rate_hz)));
    opening = standardised(part.scale, numbers_of(part.rig, {own.poses.data(), now + 1}, p.rate_hz));
    dancer.place(own.poses.front().place_m, own.poses.front().heading_rad);
    p.real.push_back(rest_of(own, now, frames));
  } else if (leads) {
    // opposite the leader, an arm's length away
    const BodyPose& first = leader.poses.front();
    const double s = std::sin(first.heading_rad), c = std::cos(first.heading_rad);
    dancer.place({first.place_m[0] + 0.8 * s, first.place_m[1], first.place_m[2] + 0.8 * c},
                 first.heading_rad + 3.14159265358979);
  }
  if (!request.sound.empty())
    p.sound = part_of_file(request.sound, 0, request.seconds);
  else if (part.sound.size() && !own.sound_path.empty())
    p.sound = part_of_file(own.sound_path, static_cast<double>(now) / p.rate_hz, request.seconds);
  const auto before = [&](size_t n) {  // what sounds until pose n of the opening
    return !request.prime.empty() ? (own.sound.empty() ? HeardSound() : own.sound[n + 1])
                                  : opening_sound(*model, n);
  };
  for (size_t n = 0; n < now && (n + 1) * part.scale.size() <= opening.size(); ++n)
    dancer.prime(opening.data() + n * part.scale.size(), led_by(leads, n + 1), before(n));
  p.made.poses.push_back(dancer.pose());
  std::vector<HeardSound> heard;
  if (!request.sound.empty())
    heard = heard_of(p.sound.samples, p.sound.rate_hz, frames, 1 / p.rate_hz);
  else if (part.sound.size() && own.sound.size() > now)
    heard = {own.sound.begin() + static_cast<ptrdiff_t>(now), own.sound.end()};
  heard.resize(frames);
  for (size_t n = 1; n < frames; ++n) p.made.poses.push_back(dancer.step(led_by(leads, now + n), heard[n]));
  if (!request.leader.empty()) p.real.push_back(rest_of(leader, now, frames));
  return p;
}

motion::Bvh bvh_of(const Performance& p) {
  motion::Bvh bvh = bvh_of(p.rig, p.rate_hz);
  for (const BodyPose& pose : p.made.poses) append_to(bvh, p.rig, pose);
  return bvh;
}

std::string bvh_text(const Performance& p) { return motion::text_from_bvh(bvh_of(p)); }

}  // namespace partials::dance
