// SPDX-License-Identifier: MIT
#include "families/instrument/instrument.h"

#include <algorithm>

#include "families/instrument/instrument_model.h"
#include "families/instrument/performance_inputs.h"

namespace partials {

Result<void> Instrument::prepare(const Model& model, int rate_hz, int max_block,
                                 const InstrumentSettings& settings, int spare) {
  const auto n = static_cast<size_t>(std::clamp(settings.voices, 1, 64) + spare);
  voices_ = std::vector<Voice>(n);
  own_slots_ = std::vector<Slot>(n);
  room_ = nullptr;
  const InstrumentPart& part = instrument_part(model);
  played_notes_ = std::make_unique<const PlayedNotes>(part.notes, part.known);
  const Graph graph = with_performance_inputs(model.graph);
  const bool whole = std::none_of(graph.nodes.begin(), graph.nodes.end(),
                                  [](const Node& node) { return node.scope == Scope::bus; });
  const auto ready =
      whole ? prepare_voices(graph, model.weights.data(), model, rate_hz, max_block, settings.envelope)
            : prepare_bus(graph, model, rate_hz, max_block, settings.envelope);
  if (!ready) return ready;
  own_scratch_.assign(static_cast<size_t>(max_block), 0.f);
  recorded_range_.prepare(part.known, part.notes, played_notes_->manner());
  attach({own_slots_, spare, room_.get(), own_scratch_, voices_[0].plan().tail_s(), &recorded_range_},
         settings);
  return {};
}

Result<void> Instrument::prepare_voices(const Graph& graph, const float* weights, const Model& model,
                                        int rate_hz, int max_block, const Envelope& envelope) {
  const double hop_s = static_cast<double>(graph.hop_num) / static_cast<double>(graph.hop_den);
  std::shared_ptr<const PackedWeights> packed;
  for (size_t i = 0; i < voices_.size(); ++i) {
    Voice& voice = voices_[i];
    if (auto ready = voice.prepare(graph, weights, rate_hz, max_block, packed); !ready) return ready.error();
    packed = voice.plan().packed();
    own_slots_[i].voice = &voice;
    own_slots_[i].performer.prepare(played_notes_->book(), played_notes_->manner(),
                                    instrument_part(model).known, hop_s, envelope);
  }
  return {};
}

// A graph in two parts: voices that output the crossing wires, and the part after their sum.
Result<void> Instrument::prepare_bus(const Graph& graph, const Model& model, int rate_hz, int max_block,
                                     const Envelope& envelope) {
  auto parts = split_scope(graph);
  if (!parts) return parts.error();
  SplitGraph& split = parts.value();
  const auto voice = Plan<float>::compile(split.voice, {.rate_hz = rate_hz, .max_samples = max_block});
  if (!voice) return voice.error();
  if (auto r = fit_bus(split, voice.value()); !r) return r;
  room_ = std::make_unique<Bus>();
  if (auto r = room_->prepare(split, model, rate_hz, max_block); !r) return r;
  voice_weights_ = weights_of_part(voice.value().weights(), model.table, model.weights.data());
  split.voice.outputs["audio"] = split.crossing[0].source;
  return prepare_voices(split.voice, voice_weights_.data(), model, rate_hz, max_block, envelope);
}

size_t Instrument::memory_bytes() const {
  size_t sum = sizeof *this + own_slots_.size() * (sizeof(Slot) + sizeof(Voice)) +
               own_scratch_.size() * sizeof(float) + (room_ ? room_->memory_bytes() : 0) +
               voice_weights_.size() * sizeof(float);
  for (const Voice& v : voices_) sum += v.plan().memory_bytes();
  return sum + (voices_.empty() ? 0 : voices_[0].plan().packed()->bytes());
}

}  // namespace partials
