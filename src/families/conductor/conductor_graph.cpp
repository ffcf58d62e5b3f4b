// SPDX-License-Identifier: MIT
#include "families/conductor/conductor_graph.h"

namespace partials::conductor {

Graph conductor_graph(int units) {
  Graph g;
  g.hop_num = 1;
  g.hop_den = kRateHz;
  g.reference_rate_hz = 0;
  g.inputs.push_back({"hand", Rate::frame, 3});
  const auto add = [&](const char* id, const char* processor, std::map<std::string, double> settings,
                       std::map<std::string, std::string> in) {
    g.nodes.push_back({id, processor, std::move(settings), std::move(in)});
  };
  add("gesture", "gesture_frame", {}, {{"in", "in.hand"}});
  // A hand moves at some 10 sizes a second; the scales bring all features to about one.
  add("moving", "motion_derivative", {{"window_s", 0.1}, {"lead", 0.5}}, {{"in", "gesture.place"}});
  add("velocity", "affine", {{"scale", 0.1}}, {{"in", "moving.velocity"}});
  add("acceleration", "affine", {{"scale", 0.01}}, {{"in", "moving.acceleration"}});
  add("features", "concat", {},
      {{"in0", "gesture.place"},
       {"in1", "velocity.out"},
       {"in2", "acceleration.out"},
       {"in3", "gesture.growth"}});
  add("hidden", "dense", {{"units", 24}}, {{"in", "features.out"}});
  add("hidden_act", "leaky_relu", {}, {{"in", "hidden.out"}});
  add("memory", "gru", {{"units", static_cast<double>(units)}}, {{"in", "hidden_act.out"}});
  add("joined", "concat", {}, {{"in0", "memory.out"}, {"in1", "hidden_act.out"}});
  const auto head = [&](const char* id, int channels) {
    add(id, "dense", {{"units", static_cast<double>(channels)}}, {{"in", "joined.out"}});
    g.outputs[id] = std::string(id) + ".out";
  };
  head("phase", 2);
  head("tempo", 1);
  head("going", 2);
  head("of_bar", kMostBeats);
  head("size", 1);
  return g;
}

}  // namespace partials::conductor
