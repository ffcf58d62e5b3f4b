// SPDX-License-Identifier: MIT
#include "families/conductor/conductor_model.h"

#include <memory>

#include "families/conductor/conductor_graph.h"
#include "families/family.h"
#include "graph/plan.h"

namespace partials::conductor {
namespace {

struct Output {
  const char* id;
  int channels;
};
constexpr Output kOutputs[] = {{"phase", 2}, {"tempo", 1}, {"going", 2}, {"of_bar", kMostBeats}, {"size", 1}};

Result<void> check(const Graph& graph) {
  if (graph.reference_rate_hz != 0)
    return Error{"The graph of a conductor has frames only; its reference_rate_hz must be 0, not " +
                 std::to_string(graph.reference_rate_hz) + "."};
  if (graph.inputs.size() != 1 || graph.inputs[0].id != "hand" || graph.inputs[0].channels != 3 ||
      graph.inputs[0].rate != Rate::frame)
    return Error{"The graph of a conductor must have one input, 'hand', with 3 channels of frames."};
  auto plan = Plan<float>::compile(graph, {.rate_hz = 0, .width = 1, .max_samples = 1, .max_frames = 1});
  if (!plan) return plan.error();
  for (const Output& o : kOutputs) {
    const auto wire = graph.outputs.find(o.id);
    if (wire == graph.outputs.end() || plan.value().channels(wire->second) != o.channels)
      return Error{"The graph of a conductor must have the output '" + std::string(o.id) + "' with " +
                   std::to_string(o.channels) + " channels."};
  }
  return {};
}

Result<std::shared_ptr<const ModelPart>> read(const Metadata&, const std::string&) {
  return std::make_shared<const ModelPart>();
}
void write(const Model&, Metadata&) {}
void derive(const Graph&, double, Tracks&) {}

}  // namespace
}  // namespace partials::conductor

namespace partials {

// The line `conductor` of families.txt: files. It has no sound of its own.
extern const Family conductor_family;
constinit const Family conductor_family{
    conductor::kConductorFamily,
    {conductor::check, conductor::read, conductor::write, conductor::derive},
    {nullptr, nullptr, nullptr}};

const FamilyFormat& conductor::conductor_format() { return conductor_family.format; }

}  // namespace partials
