// SPDX-License-Identifier: MIT
// One player for every host: a model, an instrument played from notes or an effect played by sound, with parameters, hot swap,
// limiter and bypass. Plug-ins, the standalone, the terminal and the C interface (partials.h) are thin layers over it.
//
// Life: construct, prepare, [load], then process as often as wanted; prepare again whenever rate, block size or lowest note
// change. Threads, in CLAP's words:
//   [main-thread]   prepare, unload, collect, latency, state; not while process runs: prepare
//   [any-thread but audio] load: builds and warms the model there, one call at a time; it is heard a crossfade later
//   [audio-thread]  reset, process, out_events, swapping: noexcept; allocate, lock and wait never
//   [thread-safe]   value, set_value, shape, seen, meters, program, steps
// Rates 8 to 192 kHz, any block size, one or two channels in and out. Units are those of parameters.h.
#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <span>

#include "engine/event.h"
#include "engine/limiter.h"
#include "engine/note_tracker.h"
#include "engine/parameters.h"
#include "engine/shape.h"
#include "engine/sound.h"

namespace partials {

struct Block {
  const float* const* in = nullptr;  // may be null; where given, in[c] may be out[c]
  int in_channels = 0;
  float* const* out = nullptr;
  int out_channels = 0;              // 1 or 2
  int frames = 0;
  std::span<const Event> events;     // by time
};

// For a window to look at; written once a block.
struct Meters {
  std::atomic<float> f0_hz{0}, loudness_db{-120}, peak{0}, limiter_gain{1};
  std::atomic<int> voices{0};
};

class Engine {
 public:
  explicit Engine(PlayerKind kind);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  Result<void> prepare(double rate_hz, int max_block);
  Result<void> load(std::shared_ptr<const Model> model);
  void unload();
  void collect();                    // frees models that have been replaced; call now and then
  Result<void> refresh();            // rebuilds the model where a parameter asks for it (quality)
  bool needs_refresh() const;
  bool needs_restart() const;        // the latency would change: prepare again when the host allows
  std::shared_ptr<const Model> model() const;
  std::array<std::string, kMacros> macros() const;  // names of the slots; "" where the model has none
  PlayerKind kind() const { return kind_; }
  int latency_samples() const { return latency_.load(std::memory_order_relaxed); }
  double tail_s() const;
  size_t memory_bytes() const;

  float value(int index) const noexcept { return values_[static_cast<size_t>(index)].load(std::memory_order_relaxed); }
  void set_value(int index, float value) noexcept;
  void set_tuning(const KeyPitches& pitches);
  void learn(int index) noexcept { learning_.store(index, std::memory_order_relaxed); }  // the next controller moves it; -1: none
  int learning() const noexcept { return learning_.load(std::memory_order_relaxed); }
  int controller_of(int index) const noexcept;  // that was learned for it; -1: none
  int learned(int controller) const noexcept { return learned_[static_cast<size_t>(controller & 127)].load(std::memory_order_relaxed); }
  void set_learned(int controller, int index) noexcept { learned_[static_cast<size_t>(controller & 127)].store(index, std::memory_order_relaxed); }
  int take_program() noexcept { return program_.exchange(-1, std::memory_order_relaxed); }  // a program change since; -1: none
  int take_steps() noexcept { return steps_.exchange(0, std::memory_order_relaxed); }  // models forward (back: negative) asked for since
  bool wants_model() const noexcept { return program_.load(std::memory_order_relaxed) >= 0 || steps_.load(std::memory_order_relaxed) != 0; }
  Shape& shape() noexcept { return shape_; }
  const Shape& shape() const noexcept { return shape_; }
  Seen& seen() noexcept { return seen_; }
  const Meters& meters() const noexcept { return meters_; }

  void reset() noexcept;
  void process(const Block& block) noexcept;
  // Of the last block: ended notes, notes heard (MIDI out), parameters moved by learned controllers.
  std::span<const Event> out_events() const noexcept { return {out_events_.data(), static_cast<size_t>(n_out_events_)}; }
  bool swapping() const noexcept { return next_ || incoming_.load(std::memory_order_relaxed); }  // a new model fades in, or is about to

 private:
  static constexpr int kRetired = 8;

  std::unique_ptr<Sound> build(const std::shared_ptr<const Model>& model, Result<void>& result) const;
  Result<void> change_to(std::shared_ptr<const Model> model);  // under loading_
  void tell_of(const Sound& sound);
  void post(std::unique_ptr<Sound> sound);
  void pick_up() noexcept;
  bool retire(Sound* sound) noexcept;
  void take_values() noexcept;
  void settle() noexcept;                       // gives the sounds their settings
  void happen(const Event& e) noexcept;
  void controller(const Event& e) noexcept;
  void store(int index, float value) noexcept;  // of values_; a model asked for is noticed
  void take_shape() noexcept;
  void set_live(int index, float value) noexcept;
  void emit(const Event& e) noexcept;
  void play(const Block& block, int from, int n) noexcept;
  void wet(const float* heard, int n) noexcept;
  void dry(const Block& block, int from, int n) noexcept;
  void finish(const Block& block, int from, int n) noexcept;

  const PlayerKind kind_;
  double rate_hz_ = 48000;
  int max_block_ = 0;
  std::atomic<int> latency_{0};  // changes in prepare alone; windows ask at any time

  // Of the newest model, whether it is heard yet or not.
  std::atomic<int> model_latency_{0};
  std::atomic<double> model_tail_s_{0};
  std::atomic<size_t> model_bytes_{0};

  // Main side.
  mutable std::mutex loading_;
  std::shared_ptr<const Model> model_;
  std::atomic<float> built_quality_{1};
  float built_lowest_ = 0;

  // Across.
  std::array<std::atomic<float>, kParameterCount> values_;
  std::atomic<uint32_t> changes_{1};
  std::atomic<Sound*> incoming_{nullptr};
  std::array<std::atomic<Sound*>, kRetired> retired_{};
  std::atomic<const KeyPitches*> new_tuning_{nullptr}, old_tuning_{nullptr};
  std::array<std::atomic<int>, 128> learned_;
  std::atomic<int> learning_{-1}, program_{-1}, steps_{0};
  Shape shape_;
  Seen seen_;
  Meters meters_;

  // Audio side.
  Values live_ = initial_values();
  std::array<float, kMacros> modulation_{};  // of an effect's macros; an instrument keeps its own
  uint32_t seen_changes_ = 0, seen_shape_ = 0;
  ShapeGains gains_;
  Sound *current_ = nullptr, *next_ = nullptr;
  int fade_at_ = 0, fade_ = 1, time_ = 0;
  KeyPitches tuning_ = equal_temperament();
  NoteTracker tracker_;
  Limiter limiter_;
  float gain_ = 1, mix_ = 1, bypass_ = 0, smooth_ = 0.01f;
  std::vector<float> heard_, wet_[2], fading_[2], dry_[2], delay_[2];
  size_t delay_at_ = 0;
  std::array<Event, 512> out_events_;
  int n_out_events_ = 0;
};

}  // namespace partials
