// SPDX-License-Identifier: MIT
#include "families/dance/train/dance_takes.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "base/need.h"
#include "families/motion/body_names.h"
#include "families/motion/mirror.h"
#include "soundfile/audio_file.h"

namespace partials::dance {
namespace {

constexpr double kShortestS = 1;

std::vector<size_t> heard_in(const motion::BvhFile& file) {
  motion::Skeleton skeleton = file.bvh.skeleton;
  motion::use_canonical_names(skeleton);
  std::vector<size_t> found;
  for (const std::string& name : heard_joints()) {
    const int at = skeleton.find(name);
    if (at >= 0) found.push_back(static_cast<size_t>(at));
  }
  return found.size() == heard_joints().size() ? found : std::vector<size_t>();
}

std::string sound_beside(const std::string& path) {
  for (const char* ending : {".wav", ".flac", ".WAV", ".FLAC"}) {
    const auto file = std::filesystem::path(path).replace_extension(ending);
    std::error_code none;
    if (std::filesystem::is_regular_file(file, none)) return file.string();
  }
  return "";
}

// The sound of whom a take was recorded together with, where it has none itself.
void share_sounds(std::vector<DanceTake>& takes) {
  for (DanceTake& take : takes)
    for (const DanceTake& other : takes) {
      if (!take.sound.empty() || other.sound.empty() || take.take.together.empty() ||
          take.take.together != other.take.together)
        continue;
      take.sound_path = other.sound_path;
      take.sound = other.sound;
      take.sound.resize(take.poses.size());
    }
}

DanceTake taken(const motion::BvhFile& file, double rate_hz) {
  DanceTake out{file.take, file.path, file.sha256, {}, {}, sound_beside(file.path), {}};
  const double seconds = static_cast<double>(file.bvh.frames() - 1) * file.bvh.frame_s;
  if (seconds < kShortestS)
    throw std::runtime_error("'" + file.path + "' is shorter than a second; leave it out.");
  // A file whose rate is the model's but for rounding is taken frame by frame.
  const double own_hz = 1 / file.bvh.frame_s, times = std::round(own_hz / rate_hz);
  const bool whole = times >= 1 && std::abs(own_hz / rate_hz / times - 1) < 1e-3;
  const double hop_s = whole ? times * file.bvh.frame_s : 1 / rate_hz;
  const auto frames = static_cast<size_t>(seconds / hop_s + 1e-6) + 1;
  const Rig own = rig_from(file.bvh);
  const std::vector<size_t> heard = heard_in(file);
  BvhBody body(file.bvh);
  motion::Pose world;
  out.poses.resize(frames);
  out.joints.resize(heard.empty() ? 0 : frames);
  for (size_t n = 0; n < frames; ++n) {
    body.at(static_cast<double>(n) * hop_s, out.poses[n]);
    if (heard.empty()) continue;
    place_joints(own, out.poses[n], world);
    for (const size_t j : heard) out.joints[n].push_back(world.places_m[j]);
  }
  if (out.sound_path.empty()) return out;
  const AudioClip sound = need(read_audio(out.sound_path));
  out.sound = heard_of(sound.samples, sound.rate_hz, frames, hop_s);
  return out;
}

}  // namespace

const std::vector<std::string>& heard_joints() {
  static const std::vector<std::string> joints = {"hips", "chest", "left_wrist", "right_wrist"};
  return joints;
}

DanceTakes read_dances(const std::vector<std::string>& paths, double rate_hz) {
  const std::vector<motion::BvhFile> files = motion::read_bvh_files(paths);
  DanceTakes out;
  out.rate_hz = rate_hz;
  out.rig = rig_from(files.front().bvh);
  for (const motion::BvhFile& file : files) {
    if (const auto same = same_body(out.rig, rig_from(file.bvh)); !same)
      throw std::runtime_error("'" + file.path + "' has other joints than '" + files.front().path +
                               "'; train a dance on files of one skeleton.");
    add_turning(out.rig, file.bvh);
    out.takes.push_back(taken(file, rate_hz));
  }
  share_sounds(out.takes);
  return out;
}

DanceTake mirrored(const Rig& rig, const DanceTake& take) {
  motion::Skeleton named = rig.skeleton;
  motion::use_canonical_names(named);
  const auto other = [](const auto& find, const std::string& name, size_t own) {
    const int at = find(motion::mirrored_name(name));
    return at < 0 ? own : static_cast<size_t>(at);
  };
  std::vector<size_t> joint_of, heard_of;
  for (size_t j = 0; j < named.joints.size(); ++j)
    joint_of.push_back(other([&](const auto& n) { return named.find(n); }, named.joints[j].name, j));
  const auto& heard = heard_joints();
  for (size_t j = 0; j < heard.size(); ++j)
    heard_of.push_back(other(
        [&](const auto& n) {
          return static_cast<int>(std::find(heard.begin(), heard.end(), n) - heard.begin());
        },
        heard[j], j));
  DanceTake out = take;
  for (size_t n = 0; n < take.poses.size(); ++n) {
    BodyPose& pose = out.poses[n];
    pose.place_m[0] = -pose.place_m[0];
    pose.heading_rad = -pose.heading_rad;
    for (size_t j = 0; j < pose.turns.size(); ++j)
      for (size_t i = 0; i < 9; ++i)  // the plane's reflection on both sides changes the sign of xy and xz
        pose.turns[j][i] = ((i / 3 == 0) != (i % 3 == 0) ? -1 : 1) * take.poses[n].turns[joint_of[j]][i];
  }
  for (size_t n = 0; n < take.joints.size(); ++n)
    for (size_t j = 0; j < heard_of.size(); ++j) {
      out.joints[n][j] = take.joints[n][heard_of[j]];
      out.joints[n][j][0] = -out.joints[n][j][0];
    }
  return out;
}

std::vector<Pair> pairs_of(const DanceTakes& dances) {
  std::map<std::string, std::vector<size_t>> together;
  for (size_t i = 0; i < dances.takes.size(); ++i)
    if (const std::string& name = dances.takes[i].take.together; !name.empty()) together[name].push_back(i);
  std::vector<Pair> pairs;
  for (auto& [name, list] : together) {
    if (list.size() != 2)
      throw std::runtime_error("The performance '" + name + "' has " + std::to_string(list.size()) +
                               " takes; a pair has two, who leads and who follows.");
    std::sort(list.begin(), list.end(),
              [&](size_t a, size_t b) { return dances.takes[a].take.name < dances.takes[b].take.name; });
    for (const size_t i : list)
      if (dances.takes[i].joints.empty())
        throw std::runtime_error("'" + dances.takes[i].path +
                                 "' lacks joints of a leader: hips, chest and both wrists.");
    pairs.push_back({list[0], list[1]});
  }
  if (pairs.empty())
    throw std::runtime_error(
        "No two takes were recorded together; say in takes.json which ones were ('together', "
        "docs/takes.md).");
  return pairs;
}

Example example_of(const DancePart& part, const DanceTakes& dances, size_t take, const DanceTake* leader) {
  const DanceTake& own = dances.takes[take];
  const size_t n = part.scale.size();
  const std::vector<float> x = standardised(part.scale, numbers_of(part.rig, own.poses, dances.rate_hz));
  const std::vector<float> residual = residuals(part.ar, x);
  const size_t frames = residual.size() / n;  // frame f of them hears row f + 1, which is pose f + 2
  Example e{own.take.name, {}};
  e.tracks["pose"] = {
      Rate::frame,
      static_cast<int>(n),
      {x.begin() + static_cast<ptrdiff_t>(n), x.begin() + static_cast<ptrdiff_t>((frames + 1) * n)}};
  e.tracks["residual"] = {Rate::frame, static_cast<int>(n), residual};
  if (part.sound.size()) {
    Track& heard = e.tracks["sound"];
    heard = {Rate::frame, static_cast<int>(kHeardOfSound), std::vector<float>(frames * kHeardOfSound)};
    for (size_t f = 0; f < frames; ++f)
      hear_sound(part.sound, own.sound.empty() ? HeardSound() : own.sound[f + 3],
                 heard.values.data() + f * kHeardOfSound);
  }
  if (!leader) return e;
  Track& heard = e.tracks["leader"];
  heard.channels = static_cast<int>(part.leader.size());
  heard.rate = Rate::frame;
  heard.values.resize(frames * part.leader.size());
  for (size_t f = 0; f < frames; ++f) {
    const size_t now = std::min(f + 2, leader->joints.size() - 1);
    hear_leader(part.leader, own.poses[f + 2], dances.rate_hz, leader->joints[now].data(),
                leader->joints[now ? now - 1 : 0].data(), heard.values.data() + f * part.leader.size());
  }
  return e;
}

}  // namespace partials::dance
