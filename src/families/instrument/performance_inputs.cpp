// SPDX-License-Identifier: MIT
#include "families/instrument/performance_inputs.h"

#include <algorithm>
#include <span>

#include "families/instrument/conditioning_inputs.h"
#include "families/instrument/source_nodes.h"
#include "play/spectral_edit.h"

namespace partials {
namespace {

bool is_match(const Node& node) { return node.processor == "loudness_match"; }

struct Insertion {
  bool (*before)(const Node&);  // the nodes whose port the new one is put before
  const char* port;
  const char* knob;   // port of the new node
  const char* input;  // of the graph
  const char* knob2 = nullptr;
  const char* input2 = nullptr;
};
constexpr Insertion kInsertions[] = {
    {is_match, "amplitudes", "tilt_db", "tilt_db", "gain_db", "balance_db"},
    {is_partials, "amplitudes", "gain_db", "partials_gain_db"},
    {is_noise, "magnitudes", "gain_db", "noise_gain_db"},
};

// The spectral edit of every partial and band (play/spectral_edit.h): before loudness is matched, or without
// loudness matching, before the bank and the noise.
constexpr Insertion kMatched[] = {
    {is_match, "amplitudes", "gains", "partials_shape"},
    {is_match, "noise", "gains", "noise_shape"},
};
constexpr Insertion kUnmatched[] = {
    {is_partials, "amplitudes", "gains", "partials_shape"},
    {is_noise, "magnitudes", "gains", "noise_shape"},
};

void add_input(Graph& graph, const std::string& id, int channels, Rate rate = Rate::frame) {
  const bool known = std::any_of(graph.inputs.begin(), graph.inputs.end(),
                                 [&](const GraphInput& in) { return in.id == id; });
  if (!known) graph.inputs.push_back({id, rate, channels});
}

void insert(Graph& graph, std::span<const Insertion> insertions, const char* processor,
            const std::string& prefix, int channels) {
  std::vector<Node> added;
  for (Node& node : graph.nodes)
    for (const Insertion& i : insertions) {
      const auto wire = node.in.find(i.port);
      if (!i.before(node) || wire == node.in.end()) continue;
      Node knob{prefix + node.id + "_" + i.port,
                processor,
                {},
                {{"in", wire->second}, {i.knob, std::string("in.") + i.input}}};
      add_input(graph, i.input, channels);
      if (i.knob2) {
        knob.in[i.knob2] = std::string("in.") + i.input2;
        add_input(graph, i.input2, channels);
      }
      wire->second = knob.id + ".out";
      added.push_back(std::move(knob));
    }
  graph.nodes.insert(graph.nodes.end(), added.begin(), added.end());
}

// Reverbs already have a port for it; a port that the model itself drives is left unchanged.
void wire_rooms(Graph& graph) {
  for (Node& node : graph.nodes) {
    if (!is_room(node) || node.in.count("wet_gain_db")) continue;
    node.in["wet_gain_db"] = "in.room_gain_db";
    add_input(graph, "room_gain_db", 1);
  }
}

// Pitch deviation at sample rate for banks that play the requested pitch.
void let_pitch_step(Graph& graph) {
  for (Node& node : graph.nodes) {
    const auto pitch = node.in.find("f0_hz");
    if (node.processor != "harmonic_bank" || pitch == node.in.end() || pitch->second != "in.f0_hz") continue;
    if (node.in.try_emplace("deviation_hz", "in.deviation_hz").second)
      add_input(graph, "deviation_hz", 1, Rate::sample);
  }
}

}  // namespace

Graph with_performance_inputs(Graph graph, bool spectral_edit) {
  graph = with_conditioning_inputs(std::move(graph));
  insert(graph, kInsertions, "tilt", "player_", 1);
  const bool matched = std::any_of(graph.nodes.begin(), graph.nodes.end(), is_match);
  if (spectral_edit)
    insert(graph, matched ? std::span<const Insertion>(kMatched) : kUnmatched, "channel_gains", "shape_",
           kMaxEdited);
  wire_rooms(graph);
  let_pitch_step(graph);
  return graph;
}

}  // namespace partials
