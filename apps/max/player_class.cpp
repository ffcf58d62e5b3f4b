// SPDX-License-Identifier: MIT
#include "max/player_class.h"

#include <algorithm>
#include <cstdio>

namespace partials::max {
namespace {

struct PlayerBox {  // begins as every object of Max with signals does
  t_pxobject head;
  PlayerInMax* player;
};
t_class* made = nullptr;  // an external is a file of its own, so there is one
PlayerKind made_kind = PlayerKind::instrument;

void on_deferred(PlayerBox* box, t_symbol* selector, short argc, t_atom* argv) {
  box->player->message(selector->s_name, MaxWords(argc, argv));
}

void on_message(PlayerBox* box, t_symbol* selector, long argc, t_atom* argv) {
  const MaxWords words(argc, argv);
  if (!words.fit()) return box->player->patch().complain("The message has too many words.");
  if (patch::PlayerObject::acts_in_time(selector->s_name, words))
    box->player->message(selector->s_name, words);
  else
    defer(box, method_of(on_deferred), selector, static_cast<short>(argc), argv);
}
void on_int(PlayerBox* box, t_atom_long number) {
  t_atom atom;
  atom.a_type = A_LONG;
  atom.a_w.w_long = number;
  on_message(box, gensym("list"), 1, &atom);
}
void on_float(PlayerBox* box, double number) {
  t_atom atom;
  atom.a_type = A_FLOAT;
  atom.a_w.w_float = number;
  on_message(box, gensym("list"), 1, &atom);
}
void on_bang(PlayerBox* box) { on_message(box, gensym("bang"), 0, nullptr); }
void on_tick(PlayerBox* box) { box->player->wake(); }
void on_poll(PlayerBox* box) { box->player->poll(); }

void perform(t_object* box, t_object*, double** in, long, double** out, long, long n, long, void*) {
  reinterpret_cast<PlayerBox*>(box)->player->perform(in, out, n);
}

void on_dsp64(PlayerBox* box, t_object* dsp, short*, double rate_hz, long most_samples, long) {
  box->player->prepare(rate_hz, most_samples);
  object_method(dsp, gensym("dsp_add64"), box, method_of(perform), 0l, nullptr);
}

void on_assist(PlayerBox*, void*, long side, long index, char* text) {
  constexpr const char* kOutlets[] = {"left", "right", "what the object tells"};
  const char* what = side == ASSIST_OUTLET ? kOutlets[std::clamp(index, 0l, 2l)]
                     : made_kind == PlayerKind::effect ? "signal to play, messages"
                                                       : "notes (key, velocity), messages";
  std::snprintf(text, 128, "%s", what);
}

void on_free(PlayerBox* box) {
  dsp_free(&box->head);  // from here on audio does not call it
  delete box->player;
}

void* make(t_symbol*, long argc, t_atom* argv) {
  auto* box = static_cast<PlayerBox*>(object_alloc(made));
  if (!box) return nullptr;
  box->player = nullptr;
  dsp_setup(&box->head, made_kind == PlayerKind::effect ? 1 : 0);
  try {
    box->player = new PlayerInMax(box, made_kind, patch::as_written(MaxWords(argc, argv)));
    box->player->begin(method_of(on_tick), method_of(on_poll));
    return box;
  } catch (const std::exception&) {
    object_error(&box->head.z_ob, "There is not enough memory for another player; close other programs.");
    object_free(box);
    return nullptr;
  }
}

}  // namespace

PlayerInMax::PlayerInMax(void* owner, PlayerKind kind, const std::string& model)
    : patch_(owner), object_(kind, model, patch_), has_input_(kind == PlayerKind::effect) {
  patch_.make_info_outlet();
  outlet_new(owner, "signal");
  outlet_new(owner, "signal");
}

void PlayerInMax::message(const char* selector, patch::Words words) noexcept {
  patch_.guarded([&] { object_.message(selector, words); });
}

void PlayerInMax::poll() noexcept {
  patch_.guarded([this] { object_.poll(); });
}

void PlayerInMax::prepare(double rate_hz, long most_samples) noexcept {
  gate_.close();
  rate_hz_ = 0;
  patch_.guarded([&] {
    for (auto& buffer : buffers_) buffer.assign(static_cast<size_t>(most_samples), 0.f);
    object_.prepare(rate_hz, static_cast<int>(most_samples), 0);
    rate_hz_ = rate_hz;
  });
  gate_.open();
}

void PlayerInMax::play(double** in, double** out, long n) noexcept {
  const auto samples = static_cast<size_t>(n);
  if (has_input_)
    for (size_t i = 0; i < samples; ++i) buffers_[0][i] = static_cast<float>(in[0][i]);
  const double end_ms = time_.block_end_ms(patch_.now_ms(), 1000.0 * static_cast<double>(n) / rate_hz_);
  object_.perform(end_ms, has_input_ ? buffers_[0].data() : nullptr, buffers_[1].data(), buffers_[2].data(),
                  static_cast<int>(n));
  for (size_t c = 0; c < 2; ++c)
    for (size_t i = 0; i < samples; ++i) out[c][i] = static_cast<double>(buffers_[c + 1][i]);
}

void PlayerInMax::perform(double** in, double** out, long n) noexcept PARTIALS_NONBLOCKING {
  const bool open = gate_.enter();
  if (open && rate_hz_ > 0 && static_cast<size_t>(n) <= buffers_[0].size())
    play(in, out, n);
  else
    for (size_t c = 0; c < 2; ++c) std::fill_n(out[c], n, 0.0);
  if (open) gate_.leave();
}

void make_player_class(const char* name, PlayerKind kind) {
  if (made) return;
  made_kind = kind;
  made = class_new(name, method_of(make), method_of(on_free), static_cast<long>(sizeof(PlayerBox)), nullptr,
                   A_GIMME, 0);
  class_addmethod(made, method_of(on_message), "anything", A_GIMME, 0);
  class_addmethod(made, method_of(on_message), "list", A_GIMME, 0);
  class_addmethod(made, method_of(on_int), "int", A_LONG, 0);
  class_addmethod(made, method_of(on_float), "float", A_FLOAT, 0);
  class_addmethod(made, method_of(on_bang), "bang", 0);
  class_addmethod(made, method_of(on_dsp64), "dsp64", A_CANT, 0);
  class_addmethod(made, method_of(on_assist), "assist", A_CANT, 0);
  class_dspinit(made);
  class_register(CLASS_BOX, made);
}

}  // namespace partials::max
