// SPDX-License-Identifier: MIT
// A model played from keys (families/instrument/instrument_player.h), with the voices and the memory for it.
//   [main-thread] prepare;  [audio-thread] all else: noexcept, nothing allocated. The model must outlive it.
#pragma once
#include <memory>
#include <vector>

#include "families/instrument/bus.h"
#include "families/instrument/instrument_player.h"
#include "families/instrument/played_notes.h"
#include "families/instrument/recorded_range.h"
#include "families/instrument/voice.h"
#include "model/model.h"

namespace partials {

class Instrument : public InstrumentPlayer {
 public:
  // `spare`: voices beyond settings.voices, in which stolen ones fade out.
  Result<void> prepare(const Model& model, int rate_hz, int max_block, const InstrumentSettings& settings,
                       int spare = kSpare);

  void count_in(NoteCounter* counter) noexcept { recorded_range_.count_in(counter); }
  size_t memory_bytes() const;
  int latency_samples() const { return room_ ? room_->latency_samples() : voices_[0].latency_samples(); }
  double tail_s() const { return voices_[0].plan().tail_s() + (room_ ? room_->tail_s() : 0); }

 private:
  Result<void> prepare_voices(const Graph& graph, const float* weights, const Model& model, int rate_hz,
                              int max_block, const Envelope& envelope);
  Result<void> prepare_bus(const Graph& graph, const Model& model, int rate_hz, int max_block,
                           const Envelope& envelope);

  std::vector<Voice> voices_;
  std::vector<Slot> own_slots_;
  std::unique_ptr<const PlayedNotes> played_notes_;
  RecordedRange recorded_range_;
  std::unique_ptr<Bus> room_;         // null if all of the model runs in the voices
  std::vector<float> voice_weights_;  // of the voices alone, if there is a bus
  std::vector<float> own_scratch_;
};

}  // namespace partials
