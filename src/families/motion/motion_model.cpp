// SPDX-License-Identifier: MIT
#include "families/motion/motion_model.h"

#include <cmath>
#include <memory>
#include <utility>

#include "families/family.h"
#include "families/motion/cues.h"
#include "families/motion/mapping_json.h"

namespace partials::motion {
namespace {

constexpr size_t kMostChannels = 4096;

Result<void> check(const Graph& graph) {
  if (graph.reference_rate_hz != 0)
    return Error{"The graph of a movement model has frames only; its reference_rate_hz must be 0, not " +
                 std::to_string(graph.reference_rate_hz) + "."};
  for (const GraphInput& in : graph.inputs)
    if (in.rate != Rate::frame)
      return Error{"The input '" + in.id + "' of a movement model has samples; it must have frames."};
  if (!graph.outputs.count("values") && !graph.outputs.count("likelihood"))
    return Error{"The graph of a movement model must have the output 'values' or 'likelihood'."};
  return {};
}

Result<std::shared_ptr<const ModelPart>> read(const Metadata& metadata, const std::string& file) {
  const auto entry = metadata.find("mapping");
  const auto j =
      entry == metadata.end() ? nlohmann::json() : nlohmann::json::parse(entry->second, nullptr, false);
  auto mapping = mapping_from_json(j.is_discarded() ? nlohmann::json() : j, file);
  if (!mapping) return mapping.error();
  return std::shared_ptr<const ModelPart>(std::make_shared<const Mapping>(std::move(mapping).value()));
}

void write(const Model& model, Metadata& metadata) {
  metadata["mapping"] =
      json_from_mapping(mapping_of(model)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void derive(const Graph&, double, Tracks&) {}

}  // namespace

Result<void> check_mapping(const Mapping& m, const std::string& file) {
  const auto wrong = [&](const std::string& what) {
    return Error{"The model file '" + file + "': " + what, ErrorCode::damaged};
  };
  if (m.inputs.empty() || m.inputs.size() > kMostChannels || m.outputs.size() > kMostChannels)
    return wrong("its mapping has " + std::to_string(m.inputs.size()) + " inputs and " +
                 std::to_string(m.outputs.size()) +
                 " outputs; 1 to 4096 inputs and at most 4096 outputs fit.");
  for (const MappingInput& in : m.inputs)
    if (!std::isfinite(in.low) || !std::isfinite(in.high) || !std::isfinite(in.rest) || in.low > in.high)
      return wrong("the range of the input '" + in.name + "' is no range.");
  for (const MappingOutput& out : m.outputs)
    if (!std::isfinite(out.low) || !std::isfinite(out.high) || !(out.low < out.high) ||
        !(out.rest >= out.low && out.rest <= out.high) || !(out.per_s > 0) || !std::isfinite(out.per_s))
      return wrong("the output '" + out.name + "' has no valid range, rest or speed limit.");
  if (m.kind == MappingKind::regression && m.outputs.empty())
    return wrong("its mapping is a regression without outputs.");
  for (const MappingCue& cue : m.cues)
    if (auto r = check_cue(m, cue); !r) return wrong("a cue is not valid: " + r.error().text);
  return {};
}

const Mapping& mapping_of(const Model& model) {
  static const Mapping none;
  return model.part && model.family == kMotionFamily ? static_cast<const Mapping&>(*model.part) : none;
}

}  // namespace partials::motion

namespace partials {

// The line `motion` of families.txt: files. It has no sound of its own.
extern const Family motion_family;
constinit const Family motion_family{motion::kMotionFamily,
                                     {motion::check, motion::read, motion::write, motion::derive},
                                     {nullptr, nullptr, nullptr},
                                     "partials map run"};

const FamilyFormat& motion::motion_format() { return motion_family.format; }

}  // namespace partials
