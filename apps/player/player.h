// SPDX-License-Identifier: MIT
// A session for hosts that call from many threads: what every plug-in and the standalone play. A model that
// is asked for while it plays loads and warms on the housekeeper's thread, fades in, and the one before is
// freed there.
//   [main-thread]              activate, not while process runs
//   [any-thread but audio]     load_soon, status, take_loads: at once; all other loading, state, model_path:
//                              when it is done, after what the housekeeper is loading
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
#include "view.h"

namespace partials {

class Player final : public View, private Tended {
 public:
  // `changed` is called after the revision has become another one, by whichever thread did that, never the
  // audio thread; a lock is held, so it may only take a note of it.
  explicit Player(PlayerKind kind, std::function<void()> changed = {});
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  Engine& engine() { return session_.engine(); }
  const Engine& engine() const { return session_.engine(); }
  bool activate(double rate_hz, int max_block);  // status() says why not
  // Has the housekeeper come round, as it does from activate on. Not from the start: instances that hosts
  // make only to ask for names need no thread.
  void begin_housekeeping();

  // Loads a model or preset a moment later, at the latest when it is activated or saved. A restore() that
  // comes in between wins: hosts restore both, the path first, and a project's own model is not to be
  // replaced by what lies at its path today.
  void load_soon(const std::string& path);
  bool load(const std::string& path);  // at once
  // The sound of a fresh instance (first_model.h), where nothing has been asked for. At once, so that a song
  // that is rendered from its first sample on sounds from there; what a restore() brings later takes its
  // place.
  void load_first();
  void unload();  // silence, whatever has been asked for before
  // also where its model is missing, silent; false: it is no state, nothing was changed
  bool restore(std::string_view bytes);
  std::string state();
  std::string model_path();
  struct Load {
    std::string path, trouble;  // "": it is played now
  };
  // files that were loaded a moment later since the last call, the newest few
  std::vector<Load> take_loads();
  // Whether a preset has set parameters since the last call, of which the host is to be told. [audio-thread]
  bool take_preset_values() noexcept {
    return preset_values_.load(std::memory_order_relaxed) &&
           preset_values_.exchange(false, std::memory_order_acquire);
  }

  // What happens in the next block, in any order: MIDI messages (of more than three bytes are not for us),
  // changes of parameters, other events. Where they are too many, messages are lost, but not a parameter's
  // last value. process() forgets them.
  void midi(uint32_t time, const uint8_t* bytes, size_t size) noexcept;
  void parameter(uint32_t time, int index, float value) noexcept;
  void event(const Event& e) noexcept;
  void process(const float* const* in, int in_channels, float* const* out, int out_channels,
               int frames) noexcept;
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
  static constexpr size_t kMaxEvents = 1024, kMaxChanges = kMaxEvents / 2;  // of parameters

  static constexpr size_t kMaxLoads = 64;

  bool tend() override;
  // with mutex_ held, as the next three
  Result<void> load_locked(const std::string& path, bool later = false);
  void load_pending();
  void load_first_locked();
  void publish();
  std::string take_pending();
  void insert(const Event& e) noexcept;
  void take_keys(int frames) noexcept;

  std::mutex mutex_;  // guards session_ against all but the audio thread; held while a model loads
  Session session_;
  std::string notice_;
  double rate_hz_ = 0;
  int max_block_ = 0;
  bool swapped_ = false;
  const std::function<void()> changed_;

  std::mutex short_;  // guards what follows; never held for long, and the inner one
  std::string pending_;
  Status status_;
  std::vector<Load> loads_;

  std::atomic<bool> tended_{false};
  std::atomic<int> revision_{1};
  std::atomic<bool> preset_values_{false};
  std::array<Event, kMaxEvents> events_;
  size_t n_events_ = 0, n_changes_ = 0;
  Ring<Event, 256> keys_;               // of a drawn keyboard: from the window's thread to the audio thread
  std::atomic<bool> keys_lost_{false};  // the ring was full, and a key may not have been released
  Phrase phrase_;
};

}  // namespace partials
