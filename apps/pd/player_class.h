// SPDX-License-Identifier: MIT
// What partials~ and partials.fx~ share: a class of Pd around a PlayerObject.
#pragma once
#include <memory>

#include "patch/player_object.h"
#include "pd/pd_patch.h"

namespace partials::pd {

class PlayerInPd {
 public:
  PlayerInPd(t_object* owner, const char* class_name, PlayerKind kind, const std::string& model,
             t_method tick);
  void message(const char* selector, int argc, const t_atom* argv) noexcept;
  void poll() noexcept;
  void dsp(const t_sample* in, t_sample* left, t_sample* right, int n, double rate_hz) noexcept;
  void perform() noexcept PARTIALS_NONBLOCKING;

 private:
  PdPatch patch_;
  patch::PlayerObject object_;
  const t_sample* in_ = nullptr;
  t_sample *left_ = nullptr, *right_ = nullptr;
  int n_ = 0;
  std::vector<float> buffers_[3];  // Pd's signals may share memory, and may be of doubles
};

struct PlayerBox {  // begins as every object of Pd does
  t_object head;
  t_float scalar;  // what a signal inlet without a wire has
  PlayerInPd* player;
};

t_class* make_player_class(const char* name, t_newmethod make, bool has_input);
void* make_player_box(t_class* kind_class, const char* name, PlayerKind kind, int argc, const t_atom* argv);

}  // namespace partials::pd
