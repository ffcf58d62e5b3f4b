// SPDX-License-Identifier: MIT
// A session for hosts that call from many threads: what a plug-in or the standalone plays. Loading happens on the thread that
// asks or on the housekeeper's, never on the audio thread.
//   [main-thread]              activate, not while process runs
//   [any-thread but audio]     load_soon, restore, state, model_path, status
//   [audio-thread]             process, events
#pragma once
#include <mutex>
#include <string>
#include <string_view>

#include "engine/session.h"
#include "housekeeper.h"
#include "view.h"

namespace partials {

class Player final : public View, private Tended {
 public:
  explicit Player(PlayerKind kind);
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  Engine& engine() { return session_.engine(); }
  void activate(double rate_hz, int max_block);

  // Loads a model a moment later. A restore() that comes in between wins: hosts restore both, the path first, and a project's own
  // model is not to be replaced by what lies at its path today.
  void load_soon(const std::string& path);
  bool load(const std::string& path);          // at once
  // The sound of a fresh instance (first_model.h), where nothing has been asked for. At once, so that a song that is rendered from
  // its first sample on sounds from there; what a restore() brings later takes its place.
  void load_first();
  void restore(std::string_view bytes);
  std::string state();
  std::string model_path();

  // What happens in the next block, in any order: MIDI messages (of more than three bytes are not for us), changes of parameters. Where
  // they are too many, messages are lost, but not a parameter's last value. process() forgets them.
  void midi(uint32_t time, const uint8_t* bytes, size_t size) noexcept;
  void parameter(uint32_t time, int index, float value) noexcept;
  void process(const float* const* in, int in_channels, float* const* out, int out_channels, int frames) noexcept;
  std::span<const Event> out_events() const noexcept { return session_.engine().out_events(); }

  PlayerKind kind() const override { return session_.engine().kind(); }
  int revision() const override { return revision_.load(std::memory_order_relaxed); }
  Status status() override;
  float value(int parameter) const override { return session_.engine().value(parameter); }
  void learn(int parameter) override;
  int learning() const override { return session_.engine().learning(); }
  int controller(int parameter) const override { return session_.engine().controller_of(parameter); }
  Shape& shape() override { return session_.engine().shape(); }
  Seen& seen() override { return session_.engine().seen(); }
  const Meters& meters() const override { return session_.engine().meters(); }
  int latency_samples() const override { return session_.engine().latency_samples(); }

 private:
  static constexpr size_t kMostEvents = 1024, kMostChanges = kMostEvents / 2;  // of parameters

  bool tend() override;
  void load_pending();
  void load_first_locked();
  void insert(const Event& e) noexcept;

  std::mutex mutex_;  // guards session_ against all but the audio thread
  Session session_;
  std::string pending_, notice_;
  double rate_hz_ = 0;
  int max_block_ = 0;
  bool tended_ = false, swapped_ = false;
  std::atomic<int> revision_{1};
  std::array<Event, kMostEvents> events_;
  size_t n_events_ = 0, n_changes_ = 0;
};

}  // namespace partials
