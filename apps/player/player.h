// SPDX-License-Identifier: MIT
// A session for hosts that call from many threads; every plug-in and the standalone play one. A model
// requested during playing is loaded and warmed up on the housekeeper's thread and fades in; the previous
// model is freed there.
//   [main-thread]              activate, not while process runs
//   [any-thread but audio]     load_soon, status, take_loads: return at once; all other loading, state,
//   model_path:
//                              return when done, after a load by the housekeeper
//   [audio-thread]             process, events
#pragma once
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/ring.h"
#include "host/session.h"
#include "housekeeper.h"
#include "phrase.h"
#include "played.h"
#include "view.h"

namespace partials {

class Player final : public View, private Housekept {
 public:
  // `changed` is called after the revision has changed, by the thread that changed it, never the audio
  // thread. A lock is held, so it may only record the fact.
  explicit Player(PlayerKind kind, std::function<void()> changed = {});
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  Engine& engine() { return session_.engine(); }
  const Engine& engine() const { return session_.engine(); }
  bool activate(double rate_hz, int max_block);  // false: status() has the reason
  // Starts housekeeping, which activate also does. It does not start at construction, because instances
  // that a host creates only to query names need no thread.
  void begin_housekeeping();

  // Loads a model or preset shortly afterwards, at the latest when the player is activated or saved. A
  // restore() in between takes precedence: hosts restore both, the path first, and a project's own model
  // must not be replaced by the file now at its path.
  void load_soon(const std::string& path);
  bool load(const std::string& path);  // at once
  // Loads the model of a new instance (first_model.h), if no model has been requested. It loads at once, so
  // that an offline render has sound from its first sample; a later restore() replaces it.
  void load_first();
  void unload();                                      // silence; cancels any pending load
  void set_programs(std::vector<std::string> paths);  // see Session
  // true also if its model is missing (then silent); false: invalid state, nothing was changed
  bool restore(std::string_view bytes);
  std::string state();
  std::string model_path();
  struct Load {
    std::string path, trouble;  // trouble "": it plays now
  };
  // results of load_soon() since the last call, the newest kMaxLoads
  std::vector<Load> take_loads();
  // Whether a preset has set parameters since the last call, which must be reported to the host.
  // [audio-thread]
  bool take_preset_values() noexcept {
    return preset_values_.load(std::memory_order_relaxed) &&
           preset_values_.exchange(false, std::memory_order_acquire);
  }

  // Events of the next block, in any order: MIDI messages (those of more than three bytes are ignored),
  // parameter changes, other events. On overflow messages are lost, but never a parameter's last value.
  // process() clears them.
  void midi(uint32_t time, const uint8_t* bytes, size_t size) noexcept;
  void parameter(uint32_t time, int index, float value) noexcept;
  void event(const Event& e) noexcept;
  void process(const float* const* in, int in_channels, float* const* out, int out_channels,
               int frames) noexcept;
  // The newest value of a MIDI controller, of any channel, if one has come since the last call; -1: none.
  // [any-thread but audio, one at a time]
  int take_controller(int number) {
    auto& heard = heard_controllers_[static_cast<size_t>(number & 127)];
    return heard.load(std::memory_order_relaxed) == 0 ? -1 : heard.exchange(0, std::memory_order_relaxed) - 1;
  }
  std::span<const Event> out_events() const noexcept { return session_.engine().out_events(); }

  PlayerKind kind() const override { return session_.engine().kind(); }
  int revision() const override { return revision_.load(std::memory_order_relaxed); }
  Status status() override;
  float value(int parameter) const override { return session_.engine().value(parameter); }
  void learn(int parameter) override;
  int learning() const override { return session_.engine().learning(); }
  int controller(int parameter) const override { return session_.engine().controller_of(parameter); }
  SpectralEdit& spectral_edit() override { return session_.engine().spectral_edit(); }
  DisplayFeed& display_feed() override { return session_.engine().display_feed(); }
  const Meters& meters() const override { return session_.engine().meters(); }
  int latency_samples() const override { return session_.engine().latency_samples(); }
  void play_key(int note, float velocity_unit) override;
  void play_phrase(bool on) override;
  bool phrase_plays() const override { return phrase_.plays(); }

 private:
  static constexpr size_t kMaxEvents = 1024, kMaxChanges = kMaxEvents / 2;  // kMaxChanges: of parameters

  static constexpr size_t kMaxLoads = 64;

  bool housekeep() override;
  bool load_what_is_due();
  // call with mutex_ held, like the next three
  Result<void> load_locked(const std::string& path, bool later = false);
  void load_pending();
  void load_first_locked();
  void publish();
  std::string take_pending();
  void insert(const Event& e) noexcept;
  void take_keys(int frames) noexcept;

  std::mutex mutex_;  // guards session_, except from the audio thread; held while a model loads
  Session session_;
  Played played_;  // of the housekeeper's thread; guarded by nothing but that
  std::string notice_;
  double rate_hz_ = 0;
  int max_block_ = 0;
  bool swapped_ = false;
  const std::function<void()> changed_;

  std::mutex short_;  // guards the next three; held briefly; locked after mutex_
  std::string pending_;
  Status status_;
  std::vector<Load> loads_;

  std::atomic<bool> housekept_{false};
  std::atomic<int> revision_{1};
  std::atomic<bool> preset_values_{false};
  std::array<std::atomic<uint8_t>, 128> heard_controllers_{};  // value + 1; 0: none since
  std::array<Event, kMaxEvents> events_;
  size_t n_events_ = 0, n_changes_ = 0;
  Ring<Event, 256> keys_;               // drawn keyboard: from the window's thread to the audio thread
  std::atomic<bool> keys_lost_{false};  // the ring was full, so a note-off may be lost
  Phrase phrase_;
};

}  // namespace partials
