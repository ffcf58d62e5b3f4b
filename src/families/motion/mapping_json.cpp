// SPDX-License-Identifier: MIT
#include "families/motion/mapping_json.h"

#include <algorithm>
#include <array>
#include <utility>

#include "families/motion/motion_model.h"
#include "model/json_fields.h"

namespace partials::motion {

using nlohmann::json;

template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, MappingInput>
void json_fields(Self& self, Take&& take) {
  take("name", self.name, Field::needed);
  take("unit", self.unit, Field::needed);
  take("low", self.low, Field::needed);
  take("high", self.high, Field::needed);
  take("rest", self.rest, Field::needed);
}
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, MappingOutput>
void json_fields(Self& self, Take&& take) {
  take("name", self.name, Field::needed);
  take("unit", self.unit, Field::needed);
  take("low", self.low, Field::needed);
  take("high", self.high, Field::needed);
  take("rest", self.rest, Field::needed);
  take("per_s", self.per_s, Field::needed);
}
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, MappingCue>
void json_fields(Self& self, Take&& take) {
  take("name", self.name, Field::needed);
  take("fade_s", self.fade_s, Field::needed);
  take("values", self.values, Field::needed);
}
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, PoseExample>
void json_fields(Self& self, Take&& take) {
  take("id", self.id, Field::needed);
  take("inputs", self.inputs, Field::needed);
  take("outputs", self.outputs, Field::unless_empty);
  take("label", self.label, Field::unless_empty);
  take("recording", self.recording, Field::unless_empty);
  take("muted", self.muted, Field::unless_empty);
}
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, GestureExample>
void json_fields(Self& self, Take&& take) {
  take("id", self.id, Field::needed);
  take("name", self.name, Field::needed);
  take("frames", self.frames, Field::needed);
  take("muted", self.muted, Field::unless_empty);
}

namespace {

constexpr std::array kKinds = {"regression", "classes", "follower"};

// The entry as it stands in the file.
struct MappingEntry {
  std::string kind;
  std::vector<MappingInput> inputs;
  std::vector<MappingOutput> outputs;
  std::vector<std::string> names;
  std::vector<PoseExample> poses;
  std::vector<GestureExample> gestures;
  std::vector<MappingCue> cues;
};
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, MappingEntry>
void json_fields(Self& self, Take&& take) {
  take("kind", self.kind, Field::needed);
  take("inputs", self.inputs, Field::needed);
  take("outputs", self.outputs, Field::needed);
  take("names", self.names, Field::needed);
  take("poses", self.poses, Field::needed);
  take("gestures", self.gestures, Field::needed);
  take("cues", self.cues, Field::unless_empty);
}

Error no_mapping(const std::string& file, const std::string& why) {
  return {"The model file '" + file + "' has no valid entry 'mapping': " + why +
              " Get it again from where it came.",
          ErrorCode::damaged};
}

Result<Mapping> mapping_of(MappingEntry entry, const std::string& file) {
  Mapping m;
  const auto known = std::find(kKinds.begin(), kKinds.end(), entry.kind);
  if (known == kKinds.end())
    return no_mapping(file, "its kind is '" + entry.kind + "', not regression, classes or follower.");
  m.kind = static_cast<MappingKind>(known - kKinds.begin());
  m.inputs = std::move(entry.inputs);
  m.outputs = std::move(entry.outputs);
  m.names = std::move(entry.names);
  m.cues = std::move(entry.cues);
  m.demonstrations =
      Demonstrations(static_cast<int>(m.inputs.size()), static_cast<int>(demonstrated_outputs(m)));
  for (PoseExample& pose : entry.poses)
    if (auto r = m.demonstrations.add(std::move(pose)); !r) return no_mapping(file, r.error().text);
  for (GestureExample& gesture : entry.gestures)
    if (auto r = m.demonstrations.add(std::move(gesture)); !r) return no_mapping(file, r.error().text);
  return m;
}

}  // namespace

json json_from_mapping(const Mapping& m) {
  return MappingEntry{
      kKinds[static_cast<size_t>(m.kind)], m.inputs, m.outputs, m.names, m.demonstrations.poses(),
      m.demonstrations.gestures(),         m.cues};
}

Result<Mapping> mapping_from_json(const json& j, const std::string& file) {
  MappingEntry entry;
  JsonReader reader;
  if (!reader.read(j, entry)) return no_mapping(file, reader.wrong() + ".");
  auto m = mapping_of(std::move(entry), file);
  if (!m) return m.error();
  if (auto r = check_mapping(m.value(), file); !r) return r.error();
  return m;
}

}  // namespace partials::motion
