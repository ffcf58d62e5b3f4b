// SPDX-License-Identifier: MIT
// The object that plays a model in a patch: an instrument, played from messages, or an effect on its input.
// Messages act at their logical time, sample-accurately; `at MS` before a message delays it. A message that
// it cannot take leads to one sentence in the console and changes nothing. docs/pd.md lists the messages.
//   [any-thread]   messages of which acts_in_time is true: notes, MIDI, parameters; they wait for nobody
//   [patch-thread] everything else but perform; prepare: not while perform runs
//   [audio-thread] perform: noexcept; allocates, locks and waits never
#pragma once
#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "base/nonblocking.h"
#include "patch/inbox.h"
#include "patch/loader.h"
#include "patch/patch.h"
#include "patch/timeline.h"

namespace partials::patch {

class PlayerObject {
 public:
  // `model`: a name or path; "": the model of a new instance
  PlayerObject(PlayerKind kind, std::string model, Patch& patch);

  static bool acts_in_time(std::string_view selector, Words words);
  void message(std::string_view selector, Words words);
  void poll();  // told by Patch::poll_in

  // Before the first perform, and when rate or block change. tick_ms: how often the environment runs
  // messages.
  void prepare(double rate_hz, int block, double tick_ms);
  // n up to the block of prepare; `in` is null for an instrument. Outputs are overwritten.
  void perform(double now_ms, const float* in, float* left, float* right,
               int n) noexcept PARTIALS_NONBLOCKING;

 private:
  friend struct PlayerMessages;  // the vocabulary

  Player& player() const { return loaded_.player(); }
  void begin_loading();
  void load(const std::string& name);
  void tell_end(const LoadEnd& end);
  enum class Order : uint8_t { play, panic, reset };
  void send(const Event& e, double due_ms) { post({Order::play, due_ms, e}); }
  void set(int index, float value, double due_ms);
  float value(int index) const;
  int parameter_of(std::string_view name) const;  // by id, or by the name of a macro; -1: none
  void remember_macros(const Status& status);
  struct Posted {
    Order order;
    double due_ms;
    Event event;
  };
  void post(const Posted& posted);
  void take_posted() noexcept;
  void choke() noexcept;
  void silence(float* left, float* right, int n) noexcept;

  Patch& patch_;
  LoadedPlayer loaded_;
  std::string model_;  // as requested
  bool begun_ = false;
  int revision_ = 0;
  std::string message_, title_;  // as last told

  // From messages to audio.
  Inbox<Posted, Timeline::kMost> posted_;
  std::atomic<bool> enabled_{true};
  std::atomic<bool> lost_{false}, drops_{false};  // more was posted than there is room for: to be told, and done
  std::atomic<double> rate_hz_{0};                 // 0: not prepared
  // Of parameters: values that messages of this moment have set, which audio has not taken yet.
  std::array<std::atomic<float>, kParameterCount> newest_{};
  std::array<std::atomic<double>, kParameterCount> newest_ms_{};
  // Names of the model's macros, folded; "": none. Any thread reads the newest; those of earlier models
  // stay, because somebody may still be reading them.
  using MacroWords = std::array<std::string, kMacros>;
  std::vector<std::unique_ptr<const MacroWords>> all_macros_;
  std::atomic<const MacroWords*> macros_{nullptr};

  // Audio's.
  Timeline timeline_;
  BlockStart start_;
  int block_ = 0;
  float gain_ = 1;  // 0 while disabled
};

}  // namespace partials::patch
