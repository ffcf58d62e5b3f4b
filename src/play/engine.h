// SPDX-License-Identifier: MIT
// The player that all hosts use: a model (an instrument played from notes, or an effect that processes
// audio), with parameters, hot swap, limiter and bypass. Plug-ins, the standalone, the terminal and the C
// interface (partials.h) are thin layers over it.
//
// ParameterState holds the parameters, SoundSwap the sound and its replacement, OutputStage the processing
// after the sound. The SoundMaker decides which sound a model gets, so the engine does not depend on any
// family of models.
//
// Life: construct, prepare, [load], then process as often as wanted; prepare again whenever rate, block size
// or lowest note change. Threads, in CLAP's words:
//   [main-thread]   prepare, unload, collect, latency, state; not while process runs: prepare
//   [any-thread but audio] load: builds the model and warms it up on that thread, one call at a time; it
//   fades in by a crossfade
//   [audio-thread]  reset, process, out_events, swapping: noexcept; allocate, lock and wait never
//   [thread-safe]   value, set_value, shape, seen, meters, program, steps
// Rates 8 to 192 kHz, any block size, one or two channels in and out. Units are those of parameters.h.
#pragma once
#include <atomic>
#include <memory>
#include <span>

#include "play/event.h"
#include "play/note_tracker.h"
#include "play/output_stage.h"
#include "play/parameter_state.h"
#include "play/sound.h"
#include "play/sound_swap.h"
#include "play/spectral_edit.h"
#include "system/mutex.h"

namespace partials {

struct Block {
  const float* const* in = nullptr;  // may be null; in[c] may equal out[c]
  int in_channels = 0;
  float* const* out = nullptr;
  int out_channels = 0;  // 1 or 2
  int frames = 0;
  std::span<const Event> events;  // by time
};

// For display in a window; written once per block.
struct Meters {
  std::atomic<float> f0_hz{0}, loudness_db{-120}, peak{0}, limiter_gain{1};
  std::atomic<int> voices{0};
};

class Engine {
 public:
  // families/families.h has the maker for all families of this build
  Engine(PlayerKind kind, const SoundMaker& maker);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  Result<void> prepare(double rate_hz, int max_block);
  // counter: counts what is played of this model; null: nothing does
  Result<void> load(std::shared_ptr<const Model> model, std::shared_ptr<NoteCounter> counter = nullptr);
  void unload();
  void collect();          // frees models that have been replaced; call now and then
  Result<void> refresh();  // rebuilds the model if a parameter requires it (quality)
  bool needs_refresh() const;
  bool needs_restart() const;  // the latency would change: prepare again when the host allows
  std::shared_ptr<const Model> model() const;
  // the controls in the macro slots; empty names for slots that the model leaves empty
  ModelControls controls() const;
  MacroNames macros() const { return names_of(controls()); }
  PlayerKind kind() const { return kind_; }
  int latency_samples() const { return latency_.load(std::memory_order_relaxed); }
  double tail_s() const;
  size_t memory_bytes() const;

  float value(int index) const noexcept { return state_.value(index); }
  void set_value(int index, float value) noexcept { state_.set(index, value); }
  void set_tuning(const KeyPitches& pitches);
  void learn(int index) noexcept { state_.learn(index); }  // the next controller moves it; -1: none
  int learning() const noexcept { return state_.learning(); }
  // the learned controller; -1: none
  int controller_of(int index) const noexcept { return state_.controller_of(index); }
  int learned(int controller) const noexcept { return state_.learned(controller); }
  void set_learned(int controller, int index) noexcept { state_.set_learned(controller, index); }
  int take_program() noexcept { return state_.take_program(); }  // a program change since; -1: none
  // requested steps to the next (previous: negative) model since the last call
  int take_steps() noexcept { return state_.take_steps(); }
  bool wants_model() const noexcept { return state_.wants_model(); }
  SpectralEdit& spectral_edit() noexcept { return shape_; }
  const SpectralEdit& spectral_edit() const noexcept { return shape_; }
  DisplayFeed& display_feed() noexcept { return seen_; }
  const Meters& meters() const noexcept { return meters_; }

  void reset() noexcept;
  void process(const Block& block) noexcept;
  // Of the last block: ended notes, detected notes (MIDI out), parameters moved by learned controllers.
  std::span<const Event> out_events() const noexcept {
    return {out_events_.data(), static_cast<size_t>(n_out_events_)};
  }
  // a new model fades in, or is about to
  bool swapping() const noexcept { return swap_.is_fading() || swap_.is_waiting(); }

 private:
  std::unique_ptr<Sound> build(const std::shared_ptr<const Model>& model,
                               const std::shared_ptr<NoteCounter>& counter, Result<void>& result) const;
  Result<void> change_to(std::shared_ptr<const Model> model,  // under loading_
                         std::shared_ptr<NoteCounter> counter);
  void publish(const Sound* sound);  // the newest model's properties, for hosts; null: there is none
  void pick_up() noexcept;
  void take_spectral_edit() noexcept;
  void settle() noexcept;  // passes the settings to the sounds
  void happen(const Event& e) noexcept;
  void modulate(const Event& e) noexcept;
  void set_live(int index, float value) noexcept;
  void emit(const Event& e) noexcept;
  void play(const Block& block, int from, int n) noexcept;
  void read_input(const Block& block, int from, int n) noexcept;
  void finish(const Block& block, int from, int n) noexcept;
  void report_heard() noexcept;

  const PlayerKind kind_;
  const SoundMaker maker_;
  double rate_hz_ = 48000;
  int max_block_ = 0;
  std::atomic<int> latency_{0};  // changes only in prepare; windows read it at any time

  // Of the newest model, whether it has faded in yet or not.
  std::atomic<int> model_latency_{0};
  std::atomic<double> model_tail_s_{0};
  std::atomic<size_t> model_bytes_{0};

  // Main side.
  mutable Mutex loading_;
  std::shared_ptr<const Model> model_;
  std::shared_ptr<NoteCounter> counter_;  // of that model
  std::atomic<float> built_quality_{1};
  float built_lowest_ = 0;

  // Across.
  ParameterState state_;
  SoundSwap swap_;
  std::atomic<const KeyPitches*> new_tuning_{nullptr}, old_tuning_{nullptr};
  SpectralEdit shape_;
  DisplayFeed seen_;
  Meters meters_;

  // Audio side.
  MacroValues modulation_{};  // of all notes
  uint32_t seen_shape_ = 0;
  SpectralEditGains gains_;
  KeyPitches tuning_ = equal_temperament();
  NoteTracker tracker_;
  OutputStage output_;
  std::vector<float> heard_, stereo_[2], wet_[2];
  int time_ = 0;
  std::array<Event, 512> out_events_;
  int n_out_events_ = 0;
};

}  // namespace partials
