// SPDX-License-Identifier: MIT
#include "families/instrument/voice.h"

#include <algorithm>

#include "families/instrument/source_nodes.h"

namespace partials {

Result<VoiceWires> voice_wires(const Graph& graph, const Plan<float>& plan) {
  VoiceWires w;
  w.f0_hz = plan.input("f0_hz");
  w.loudness_db = plan.input("loudness_db");
  w.audio = plan.output("audio");
  if (!w.f0_hz || !w.loudness_db || !w.audio)
    return Error{
        "The model's graph must have the inputs 'f0_hz' and 'loudness_db' and the output 'audio' to be "
        "played as an instrument."};
  w.conditioning_f0_hz = plan.input("conditioning_f0_hz");
  w.conditioning_loudness_db = plan.input("conditioning_loudness_db");
  w.tilt_db = plan.input("tilt_db");
  w.balance_db = plan.input("balance_db");
  w.partials_gain_db = plan.input("partials_gain_db");
  w.noise_gain_db = plan.input("noise_gain_db");
  w.room_gain_db = plan.input("room_gain_db");
  w.deviation_hz = plan.input("deviation_hz");
  w.age_s = plan.input("age_s");
  w.struck_db = plan.input("struck_db");
  w.partials_shape = plan.input("partials_shape");
  w.noise_shape = plan.input("noise_shape");
  const std::string partials = partials_source(graph).wire, noise = noise_source(graph).wire;
  w.partials = plan.wire(partials);
  w.n_partials = plan.channels(partials);
  w.noise = plan.wire(noise);
  w.n_bands = plan.channels(noise);
  return w;
}

Result<void> Voice::prepare(const Graph& graph, const float* weights, int rate_hz, int max_block,
                            std::shared_ptr<const PackedWeights> packed) {
  auto plan = Plan<float>::compile(graph, {.rate_hz = rate_hz, .width = 1, .max_samples = max_block});
  if (!plan) return plan.error();
  plan_.emplace(std::move(plan).value());
  const auto wires = voice_wires(graph, *plan_);
  if (!wires) return wires.error();
  set_weights(weights, std::move(packed));
  attach(plan_->running(), wires.value(), graph.band_hz, max_block);
  return {};
}

void Voice::set_weights(const float* weights, std::shared_ptr<const PackedWeights> packed) {
  plan_->set_weights(weights, packed ? std::move(packed) : plan_->pack(weights));
}

}  // namespace partials
