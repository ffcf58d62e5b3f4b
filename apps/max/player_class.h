// SPDX-License-Identifier: MIT
// What partials~ and partials.fx~ share: a class of Max around a PlayerObject. Messages that act in time are
// taken on the thread on which they come, everything else on the main thread.
#pragma once
#include "max/audio_time.h"
#include "max/gate.h"
#include "patch/player_object.h"
// after all others: it may include Max's headers
#include "max/max_patch.h"

namespace partials::max {

class PlayerInMax {
 public:
  PlayerInMax(void* owner, PlayerKind kind, const std::string& model);
  void begin(method tick, method poll) { patch_.begin(tick, poll); }

  void message(const char* selector, patch::Words words) noexcept;                // as acts_in_time says
  void wake() noexcept { patch_.wake(); }                                         // [scheduler-thread]
  void poll() noexcept;                                                           // [main-thread]
  void prepare(double rate_hz, long most_samples) noexcept;                       // [main-thread]
  void perform(double** in, double** out, long n) noexcept PARTIALS_NONBLOCKING;  // [audio-thread]
  MaxPatch& patch() { return patch_; }

 private:
  void play(double** in, double** out, long n) noexcept;
  MaxPatch patch_;
  patch::PlayerObject object_;
  const bool has_input_;
  Gate gate_;
  AudioTime time_;
  double rate_hz_ = 0;
  std::vector<float> buffers_[3];
};

// Makes the class of this external.
void make_player_class(const char* name, PlayerKind kind);

}  // namespace partials::max
