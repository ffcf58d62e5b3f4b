// SPDX-License-Identifier: MIT
#include "pd/player_class.h"

namespace partials::pd {
namespace {

void on_anything(PlayerBox* box, t_symbol* selector, int argc, t_atom* argv) {
  box->player->message(selector->s_name, argc, argv);
}
void on_list(PlayerBox* box, t_symbol*, int argc, t_atom* argv) {
  if (argc == 0) return box->player->message("bang", 0, nullptr);
  if (argv[0].a_type == A_SYMBOL)
    return box->player->message(argv[0].a_w.w_symbol->s_name, argc - 1, argv + 1);
  box->player->message("list", argc, argv);
}
void on_tick(PlayerBox* box) { box->player->poll(); }
void on_free(PlayerBox* box) { delete box->player; }

t_int* perform(t_int* w) {
  reinterpret_cast<PlayerInPd*>(w[1])->perform();
  return w + 2;
}

template <bool kHasInput>
void on_dsp(PlayerBox* box, t_signal** s) {
  t_signal** out = kHasInput ? s + 1 : s;
  box->player->dsp(kHasInput ? s[0]->s_vec : nullptr, out[0]->s_vec, out[1]->s_vec, out[0]->s_n,
                   static_cast<double>(out[0]->s_sr));
  dsp_add(perform, 1, box->player);
}

}  // namespace

PlayerInPd::PlayerInPd(t_object* owner, const char* class_name, PlayerKind kind, const std::string& model,
                       t_method tick)
    : patch_(owner, class_name, tick), object_(kind, model, patch_) {
  outlet_new(owner, &s_signal);
  outlet_new(owner, &s_signal);
  patch_.make_info_outlet();
}

void PlayerInPd::message(const char* selector, int argc, const t_atom* argv) noexcept {
  patch_.guarded([&] { object_.message(selector, words_of(argc, argv)); });
}

void PlayerInPd::poll() noexcept {
  patch_.guarded([this] { object_.poll(); });
}

void PlayerInPd::dsp(const t_sample* in, t_sample* left, t_sample* right, int n, double rate_hz) noexcept {
  in_ = in;
  left_ = left;
  right_ = right;
  n_ = 0;
  patch_.guarded([&] {
    for (auto& buffer : buffers_) buffer.assign(static_cast<size_t>(n), 0.f);
    object_.prepare(rate_hz, n, tick_ms());
    n_ = n;
  });
}

void PlayerInPd::perform() noexcept PARTIALS_NONBLOCKING {
  const auto n = static_cast<size_t>(n_);
  if (in_)
    for (size_t i = 0; i < n; ++i) buffers_[0][i] = static_cast<float>(in_[i]);
  object_.perform(patch_.now_ms(), in_ ? buffers_[0].data() : nullptr, buffers_[1].data(), buffers_[2].data(),
                  n_);
  for (size_t i = 0; i < n; ++i) {
    left_[i] = static_cast<t_sample>(buffers_[1][i]);
    right_[i] = static_cast<t_sample>(buffers_[2][i]);
  }
}

t_class* make_player_class(const char* name, t_newmethod make, bool has_input) {
  t_class* c = class_new(gensym(name), make, reinterpret_cast<t_method>(on_free), sizeof(PlayerBox), 0,
                         A_GIMME, A_NULL);
  if (has_input) CLASS_MAINSIGNALIN(c, PlayerBox, scalar);
  class_addanything(c, reinterpret_cast<t_method>(on_anything));
  class_addlist(c, reinterpret_cast<t_method>(on_list));
  class_addmethod(c, reinterpret_cast<t_method>(has_input ? on_dsp<true> : on_dsp<false>), gensym("dsp"),
                  A_CANT, A_NULL);
  return c;
}

void* make_player_box(t_class* kind_class, const char* name, PlayerKind kind, int argc, const t_atom* argv) {
  auto* box = reinterpret_cast<PlayerBox*>(pd_new(kind_class));
  box->scalar = 0;
  try {
    box->player = new PlayerInPd(&box->head, name, kind, patch::as_written(words_of(argc, argv)),
                                 reinterpret_cast<t_method>(on_tick));
    return box;
  } catch (const std::exception&) {
    box->player = nullptr;
    pd_error(nullptr, "%s: There is not enough memory for another player; close other programs.", name);
    pd_free(&box->head.ob_pd);
    return nullptr;
  }
}

}  // namespace partials::pd
