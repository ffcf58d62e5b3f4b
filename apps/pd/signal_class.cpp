// SPDX-License-Identifier: MIT
#include "pd/signal_class.h"

#include <map>

namespace partials::pd {
namespace {

struct Kind {
  const char* name = nullptr;
  MakeObject make;
  t_class* made = nullptr;
};

std::map<t_symbol*, Kind>& kinds() {
  static auto* const all = new std::map<t_symbol*, Kind>;
  return *all;
}

// One object: its signals as floats that do not alias, whatever Pd's are.
struct SignalInPd {
  SignalInPd(t_object* owner, const char* name, t_method tick) : patch(owner, name, tick) {}

  PdPatch patch;
  std::unique_ptr<patch::SignalObject> object;
  std::vector<const t_sample*> in;
  std::vector<t_sample*> out;
  std::vector<float> samples;
  std::vector<float*> in_floats, out_floats;
  int n = 0;
  bool ready = false;

  void connect(t_signal** signals);
  void perform() noexcept PARTIALS_NONBLOCKING;
};

struct SignalBox {  // begins as every object of Pd does
  t_object head;
  t_float scalar;
  SignalInPd* inside;
};

void SignalInPd::connect(t_signal** signals) {
  const auto inlets = static_cast<size_t>(object->inlets()), outlets = static_cast<size_t>(object->outlets());
  n = signals[0]->s_n;
  ready = false;
  samples.assign((inlets + outlets) * static_cast<size_t>(n), 0.f);
  in.resize(inlets);
  out.resize(outlets);
  in_floats.resize(inlets);
  out_floats.resize(outlets);
  for (size_t i = 0; i < inlets + outlets; ++i) {
    float* floats = samples.data() + i * static_cast<size_t>(n);
    (i < inlets ? in_floats[i] : out_floats[i - inlets]) = floats;
    if (i < inlets)
      in[i] = signals[i]->s_vec;
    else
      out[i - inlets] = signals[i]->s_vec;
  }
  const auto prepared = object->prepare(static_cast<double>(signals[0]->s_sr), n);
  ready = prepared.ok();
  if (!ready) patch.complain(prepared.error().text);
}

void SignalInPd::perform() noexcept PARTIALS_NONBLOCKING {
  const auto length = static_cast<size_t>(n);
  for (size_t i = 0; i < in.size(); ++i)
    for (size_t k = 0; k < length; ++k) in_floats[i][k] = static_cast<float>(in[i][k]);
  if (ready) object->perform(in_floats.data(), out_floats.data(), n);
  for (size_t i = 0; i < out.size(); ++i)
    for (size_t k = 0; k < length; ++k) out[i][k] = ready ? static_cast<t_sample>(out_floats[i][k]) : 0;
}

t_int* perform(t_int* w) {
  reinterpret_cast<SignalInPd*>(w[1])->perform();
  return w + 2;
}

void on_dsp(SignalBox* box, t_signal** signals) {
  box->inside->n = 0;
  box->inside->patch.guarded([&] { box->inside->connect(signals); });
  dsp_add(perform, 1, box->inside);
}

void on_anything(SignalBox* box, t_symbol* selector, int argc, t_atom* argv) {
  SignalInPd& inside = *box->inside;
  inside.patch.guarded([&] {
    const auto taken = inside.object->message(selector->s_name, words_of(argc, argv));
    if (!taken) inside.patch.complain(taken.error().text);
  });
}

void on_tick(SignalBox* box) {
  box->inside->patch.guarded([box] { box->inside->object->poll(); });
}
void on_free(SignalBox* box) { delete box->inside; }

bool fill(SignalBox* box, const Kind& kind, int argc, const t_atom* argv) {
  auto inside = std::make_unique<SignalInPd>(&box->head, kind.name, reinterpret_cast<t_method>(on_tick));
  auto object = kind.make(words_of(argc, argv), inside->patch);
  if (!object) {
    pd_error(nullptr, "%s: %s", kind.name, object.error().text.c_str());
    return false;
  }
  inside->object = std::move(object).value();
  for (int i = 1; i < inside->object->inlets(); ++i)
    inlet_new(&box->head, &box->head.ob_pd, &s_signal, &s_signal);
  for (int i = 0; i < inside->object->outlets(); ++i) outlet_new(&box->head, &s_signal);
  inside->patch.make_info_outlet();
  box->inside = inside.release();
  return true;
}

void* make_box(t_symbol* name, int argc, t_atom* argv) {
  const Kind& kind = kinds().at(name);
  auto* box = reinterpret_cast<SignalBox*>(pd_new(kind.made));
  box->scalar = 0;
  box->inside = nullptr;
  try {
    if (fill(box, kind, argc, argv)) return box;
  } catch (const std::exception&) {
    pd_error(nullptr, "%s: There is not enough memory for another object; close other programs.", kind.name);
  }
  pd_free(&box->head.ob_pd);
  return nullptr;
}

}  // namespace

void make_signal_class(const char* name, MakeObject make) {
  Kind& kind = kinds()[gensym(name)];
  if (kind.made) return;
  kind = {name, std::move(make),
          class_new(gensym(name), reinterpret_cast<t_newmethod>(make_box),
                    reinterpret_cast<t_method>(on_free), sizeof(SignalBox), 0, A_GIMME, A_NULL)};
  CLASS_MAINSIGNALIN(kind.made, SignalBox, scalar);
  class_addanything(kind.made, reinterpret_cast<t_method>(on_anything));
  class_addmethod(kind.made, reinterpret_cast<t_method>(on_dsp), gensym("dsp"), A_CANT, A_NULL);
}

}  // namespace partials::pd
