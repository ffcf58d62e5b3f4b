// SPDX-License-Identifier: MIT
#include "families/motion/mapping_json.h"

#include <array>
#include <utility>

#include "families/motion/motion_model.h"

namespace partials::motion {

using nlohmann::json;
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(MappingInput, name, unit, low, high, rest)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(MappingOutput, name, unit, low, high, rest, per_s)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(MappingCue, name, fade_s, values)

namespace {

constexpr std::array kKinds = {"regression", "classes", "follower"};

// What is empty is left out.
json json_of(const PoseExample& p) {
  json j = {{"id", p.id}, {"inputs", p.inputs}};
  if (!p.outputs.empty()) j["outputs"] = p.outputs;
  if (!p.label.empty()) j["label"] = p.label;
  if (!p.recording.empty()) j["recording"] = p.recording;
  if (p.muted) j["muted"] = true;
  return j;
}
json json_of(const GestureExample& g) {
  json j = {{"id", g.id}, {"name", g.name}, {"frames", g.frames}};
  if (g.muted) j["muted"] = true;
  return j;
}

PoseExample pose_from(const json& j) {
  return {j.at("id").get<int64_t>(),
          j.at("inputs").get<std::vector<float>>(),
          j.value("outputs", std::vector<float>()),
          j.value("label", std::string()),
          j.value("recording", std::string()),
          j.value("muted", false)};
}
GestureExample gesture_from(const json& j) {
  return {j.at("id").get<int64_t>(), j.at("name").get<std::string>(),
          j.at("frames").get<std::vector<float>>(), j.value("muted", false)};
}

Error no_mapping(const std::string& file, const std::string& why) {
  return {"The model file '" + file + "' has no valid entry 'mapping': " + why +
              " Get it again from where it came.",
          ErrorCode::damaged};
}

// Throws json::exception.
Result<Mapping> read(const json& j, const std::string& file) {
  Mapping m;
  const std::string kind = j.at("kind").get<std::string>();
  const auto known = std::find(kKinds.begin(), kKinds.end(), kind);
  if (known == kKinds.end())
    return no_mapping(file, "its kind is '" + kind + "', not regression, classes or follower.");
  m.kind = static_cast<MappingKind>(known - kKinds.begin());
  m.inputs = j.at("inputs").get<std::vector<MappingInput>>();
  m.outputs = j.at("outputs").get<std::vector<MappingOutput>>();
  m.names = j.at("names").get<std::vector<std::string>>();
  if (j.contains("cues")) m.cues = j["cues"].get<std::vector<MappingCue>>();
  m.demonstrations =
      Demonstrations(static_cast<int>(m.inputs.size()), static_cast<int>(demonstrated_outputs(m)));
  for (const json& pose : j.at("poses"))
    if (auto r = m.demonstrations.add(pose_from(pose)); !r) return no_mapping(file, r.error().text);
  for (const json& gesture : j.at("gestures"))
    if (auto r = m.demonstrations.add(gesture_from(gesture)); !r) return no_mapping(file, r.error().text);
  return m;
}

}  // namespace

json json_from_mapping(const Mapping& m) {
  json poses = json::array(), gestures = json::array();
  for (const PoseExample& p : m.demonstrations.poses()) poses.push_back(json_of(p));
  for (const GestureExample& g : m.demonstrations.gestures()) gestures.push_back(json_of(g));
  json j = {{"kind", kKinds[static_cast<size_t>(m.kind)]},
            {"inputs", m.inputs},
            {"outputs", m.outputs},
            {"names", m.names},
            {"poses", std::move(poses)},
            {"gestures", std::move(gestures)}};
  if (!m.cues.empty()) j["cues"] = m.cues;
  return j;
}

Result<Mapping> mapping_from_json(const json& j, const std::string& file) {
  try {
    auto m = read(j, file);
    if (!m) return m.error();
    if (auto r = check_mapping(m.value(), file); !r) return r.error();
    return m;
  } catch (const json::exception&) {
    return no_mapping(file, "a field is missing or of another kind.");
  }
}

}  // namespace partials::motion
