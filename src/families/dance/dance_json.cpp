// SPDX-License-Identifier: MIT
#include "families/dance/dance_json.h"

#include <algorithm>
#include <cmath>

#include "model/json_fields.h"

namespace partials::dance {

using nlohmann::json;

template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, NumberScale>
void json_fields(Self& self, Take&& take) {
  take("all", self.all, Field::needed);
  take("kept", self.kept, Field::needed);
  take("mean", self.mean, Field::needed);
  take("deviation", self.deviation, Field::needed);
  take("low", self.low, Field::needed);
  take("high", self.high, Field::needed);
}
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, Autoregression>
void json_fields(Self& self, Take&& take) {
  take("now", self.now, Field::needed);
  take("before", self.before, Field::needed);
  take("offset", self.offset, Field::needed);
  take("spread", self.spread, Field::needed);
}
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, LeaderInput>
void json_fields(Self& self, Take&& take) {
  take("joints", self.joints, Field::needed);
  take("mean", self.mean, Field::needed);
  take("deviation", self.deviation, Field::needed);
}

namespace {

constexpr size_t kMostLeaderJoints = 64;

// The entry as it stands in the file.
struct JointEntry {
  std::string name;
  int parent = -1;
  Vec3 offset_m{};
  bool is_end = false;
  Mat3 rest{};
};
struct BodyEntry {
  std::vector<JointEntry> joints;
  std::vector<size_t> turning;
};
struct DanceEntry {
  BodyEntry body;
  NumberScale numbers;
  Autoregression ar;
  LeaderInput leader;
  double speed = 0, acceleration = 0;
};
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, JointEntry>
void json_fields(Self& self, Take&& take) {
  take("name", self.name, Field::needed);
  take("parent", self.parent, Field::needed);
  take("offset_m", self.offset_m, Field::needed);
  take("is_end", self.is_end, Field::needed);
  take("rest", self.rest, Field::needed);
}
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, BodyEntry>
void json_fields(Self& self, Take&& take) {
  take("joints", self.joints, Field::needed);
  take("turning", self.turning, Field::needed);
}
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, DanceEntry>
void json_fields(Self& self, Take&& take) {
  take("body", self.body, Field::needed);
  take("numbers", self.numbers, Field::needed);
  take("ar", self.ar, Field::needed);
  take("leader", self.leader, Field::needed);
  take("speed", self.speed, Field::needed);
  take("acceleration", self.acceleration, Field::needed);
}

BodyEntry entry_of(const Rig& rig) {
  BodyEntry entry{{}, rig.turning};
  for (size_t j = 0; j < rig.rest.size(); ++j) {
    const motion::Joint& joint = rig.skeleton.joints[j];
    entry.joints.push_back({joint.name, joint.parent, joint.offset, joint.is_end, rig.rest[j]});
  }
  return entry;
}

Rig rig_of(const BodyEntry& entry) {
  Rig rig;
  for (const JointEntry& joint : entry.joints) {
    rig.skeleton.joints.push_back({joint.name, joint.parent, joint.offset_m, joint.is_end});
    rig.rest.push_back(joint.rest);
  }
  rig.turning = entry.turning;
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
const char* wrong_with(const DancePart& p) {
  if (const char* what = wrong_with(p.rig)) return what;
  if (const char* what = wrong_with(p.scale, number_count(p.rig))) return what;
  if (const char* what = wrong_with(p.ar, p.scale.size())) return what;
  if (const char* what = wrong_with(p.leader)) return what;
  return std::isfinite(p.speed) && std::isfinite(p.acceleration) ? nullptr : "its speed is not a number.";
}

}  // namespace

std::string json_from_part(const DancePart& part) {
  const DanceEntry entry{entry_of(part.rig), part.scale, part.ar, part.leader, part.speed, part.acceleration};
  return json(entry).dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<DancePart> part_from_json(const std::string& text, const std::string& file) {
  const auto damaged = [&](const std::string& why) {
    return Error{"The model file '" + file + "' has no valid entry 'dance': " + why +
                     " Get it again from where it came.",
                 ErrorCode::damaged};
  };
  const json j = json_from_text(text);
  if (!j.is_object()) return damaged("it is missing or is not JSON.");
  DanceEntry entry;
  JsonReader reader;
  if (!reader.read(j, entry)) return damaged(reader.wrong() + ".");
  DancePart part;
  part.rig = rig_of(entry.body);
  part.scale = std::move(entry.numbers);
  part.ar = std::move(entry.ar);
  part.leader = std::move(entry.leader);
  part.speed = entry.speed;
  part.acceleration = entry.acceleration;
  if (const char* what = wrong_with(part)) return damaged(what);
  return part;
}

}  // namespace partials::dance
