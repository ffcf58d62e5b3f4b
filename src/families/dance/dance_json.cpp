// SPDX-License-Identifier: MIT
#include "families/dance/dance_json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace partials::dance {

using nlohmann::json;
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(NumberScale, all, kept, mean, deviation, low, high)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Autoregression, now, before, offset, spread)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LeaderInput, joints, mean, deviation)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SoundInput, mean, deviation)

namespace {

constexpr size_t kMostLeaderJoints = 64;

json json_of(const Rig& rig) {
  json joints = json::array();
  for (size_t j = 0; j < rig.rest.size(); ++j) {
    const motion::Joint& joint = rig.skeleton.joints[j];
    joints.push_back({{"name", joint.name},
                      {"parent", joint.parent},
                      {"offset_m", joint.offset},
                      {"is_end", joint.is_end},
                      {"rest", rig.rest[j]}});
  }
  return {{"joints", joints}, {"turning", rig.turning}};
}

Rig rig_of(const json& j) {
  Rig rig;
  for (const json& joint : j.at("joints")) {
    rig.skeleton.joints.push_back({joint.at("name").get<std::string>(), joint.at("parent").get<int>(),
                                   joint.at("offset_m").get<Vec3>(), joint.at("is_end").get<bool>()});
    rig.rest.push_back(joint.at("rest").get<Mat3>());
  }
  rig.turning = j.at("turning").get<std::vector<size_t>>();
  return rig;
}

template <class T>
bool are_finite(const T& values) {
  return std::all_of(values.begin(), values.end(), [](const auto x) { return std::isfinite(x); });
}
bool are_spreads(const std::vector<float>& values) {
  return are_finite(values) && std::all_of(values.begin(), values.end(), [](float x) { return x > 0; });
}
bool rise_below(const std::vector<size_t>& indices, size_t end) {
  for (size_t i = 0; i < indices.size(); ++i)
    if (indices[i] >= end || (i && indices[i] <= indices[i - 1])) return false;
  return true;
}

// Each sentence says what is wrong; null: nothing is.
const char* wrong_with(const Rig& rig) {
  const auto& joints = rig.skeleton.joints;
  if (joints.empty() || joints.size() > motion::kMaxJoints) return "it has no joints, or more than 512.";
  for (size_t j = 0; j < joints.size(); ++j) {
    if (j == 0 ? joints[j].parent != -1 : joints[j].parent < 0 || joints[j].parent >= static_cast<int>(j))
      return "a joint stands before its parent.";
    if (!are_finite(joints[j].offset) || !are_finite(rig.rest[j])) return "a joint's rest is not a number.";
  }
  return rise_below(rig.turning, joints.size()) ? nullptr : "its list of turning joints is wrong.";
}
const char* wrong_with(const NumberScale& s, size_t all) {
  if (s.all != all || s.mean.size() != all || s.kept.empty() || !rise_below(s.kept, all))
    return "its numbers do not fit its joints.";
  const size_t n = s.kept.size();
  if (s.deviation.size() != n || s.low.size() != n || s.high.size() != n)
    return "its scale has lists of different lengths.";
  if (!are_finite(s.mean) || !are_spreads(s.deviation) || !are_finite(s.low) || !are_finite(s.high))
    return "its scale has a deviation that is not above 0, or what is not a number.";
  for (size_t i = 0; i < n; ++i)
    if (s.low[i] > s.high[i]) return "a range of its numbers is no range.";
  return nullptr;
}
const char* wrong_with(const Autoregression& ar, size_t n) {
  if (ar.now.size() != n || ar.before.size() != n || ar.offset.size() != n || ar.spread.size() != n)
    return "its AR(2) model has lists of the wrong length.";
  if (!are_finite(ar.now) || !are_finite(ar.before) || !are_finite(ar.offset) || !are_spreads(ar.spread))
    return "its AR(2) model has a spread that is not above 0, or what is not a number.";
  return nullptr;
}
const char* wrong_with(const LeaderInput& l) {
  if (l.joints.size() > kMostLeaderJoints || l.mean.size() != kHeardOfJoint * l.joints.size() ||
      l.deviation.size() != l.mean.size() || !are_finite(l.mean) || !are_spreads(l.deviation))
    return "what it hears of a leader is wrong.";
  return nullptr;
}
const char* wrong_with(const SoundInput& s) {
  if ((s.size() != 0 && s.size() != kHeardOfSound) || s.deviation.size() != s.size() || !are_finite(s.mean) ||
      !are_spreads(s.deviation))
    return "what it hears of a sound is wrong.";
  return nullptr;
}
const char* wrong_with(const DancePart& p) {
  if (const char* what = wrong_with(p.rig)) return what;
  if (const char* what = wrong_with(p.scale, number_count(p.rig))) return what;
  if (const char* what = wrong_with(p.ar, p.scale.size())) return what;
  if (const char* what = wrong_with(p.leader)) return what;
  if (const char* what = wrong_with(p.sound)) return what;
  return std::isfinite(p.speed) && std::isfinite(p.acceleration) ? nullptr : "its speed is not a number.";
}

}  // namespace

std::string json_from_part(const DancePart& part) {
  json j{{"body", json_of(part.rig)}, {"numbers", part.scale}, {"ar", part.ar},
         {"leader", part.leader},     {"speed", part.speed},   {"acceleration", part.acceleration}};
  if (part.sound.size()) j["sound"] = part.sound;  // absent in files of models without it
  return j.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<DancePart> part_from_json(const std::string& text, const std::string& file) {
  const auto damaged = [&](const std::string& why) {
    return Error{"The model file '" + file + "' has no valid entry 'dance': " + why +
                     " Get it again from where it came.",
                 ErrorCode::damaged};
  };
  const json j = json::parse(text, nullptr, false);
  if (!j.is_object()) return damaged("it is missing or is not JSON.");
  try {
    DancePart part;
    part.rig = rig_of(j.at("body"));
    part.scale = j.at("numbers").get<NumberScale>();
    part.ar = j.at("ar").get<Autoregression>();
    part.leader = j.at("leader").get<LeaderInput>();
    if (j.contains("sound")) part.sound = j.at("sound").get<SoundInput>();
    part.speed = j.at("speed").get<double>();
    part.acceleration = j.at("acceleration").get<double>();
    if (const char* what = wrong_with(part)) return damaged(what);
    return part;
  } catch (const json::exception&) {
    return damaged("a value is missing or of the wrong kind.");
  }
}

}  // namespace partials::dance
