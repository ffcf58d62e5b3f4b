// SPDX-License-Identifier: MIT
#include "max/signal_class.h"

#include <algorithm>
#include <cstdio>

#include "max/gate.h"

namespace partials::max {
namespace {

struct Kind {
  t_class* made = nullptr;
  MakeObject make;
};
Kind& kind() {  // an external is a file of its own, so there is one
  static auto* const only = new Kind;
  return *only;
}

// One object: its signals as floats that do not alias, whatever Max's are.
struct SignalInMax {
  explicit SignalInMax(void* owner) : patch(owner) {}

  MaxPatch patch;
  std::unique_ptr<patch::SignalObject> object;
  Gate gate;
  std::vector<float> samples;
  std::vector<float*> in_floats, out_floats;
  long longest = 0;
  bool ready = false;

  void prepare(double rate_hz, long most_samples);
  void perform(double** in, double** out, long outlets, long n) noexcept PARTIALS_NONBLOCKING;
};

struct SignalBox {  // begins as every object of Max with signals does
  t_pxobject head;
  SignalInMax* inside;
};

void SignalInMax::prepare(double rate_hz, long most_samples) {
  const auto inlets = static_cast<size_t>(object->inlets()), outlets = static_cast<size_t>(object->outlets());
  longest = most_samples;
  samples.assign((inlets + outlets) * static_cast<size_t>(most_samples), 0.f);
  in_floats.resize(inlets);
  out_floats.resize(outlets);
  for (size_t i = 0; i < inlets + outlets; ++i)
    (i < inlets ? in_floats[i] : out_floats[i - inlets]) =
        samples.data() + i * static_cast<size_t>(most_samples);
  const auto prepared = object->prepare(rate_hz, static_cast<int>(most_samples));
  ready = prepared.ok();
  if (!ready) patch.complain(prepared.error().text);
}

void SignalInMax::perform(double** in, double** out, long outlets, long n) noexcept PARTIALS_NONBLOCKING {
  const auto length = static_cast<size_t>(n);
  const bool open = gate.enter();
  const bool plays = open && ready && n <= longest && static_cast<size_t>(outlets) == out_floats.size();
  if (plays) {
    for (size_t i = 0; i < in_floats.size(); ++i)
      for (size_t k = 0; k < length; ++k) in_floats[i][k] = static_cast<float>(in[i][k]);
    object->perform(in_floats.data(), out_floats.data(), static_cast<int>(n));
  }
  for (size_t i = 0; i < static_cast<size_t>(outlets); ++i)
    for (size_t k = 0; k < length; ++k) out[i][k] = plays ? static_cast<double>(out_floats[i][k]) : 0;
  if (open) gate.leave();
}

void perform(t_object* box, t_object*, double** in, long, double** out, long outlets, long n, long, void*) {
  reinterpret_cast<SignalBox*>(box)->inside->perform(in, out, outlets, n);
}

void on_dsp64(SignalBox* box, t_object* dsp, short*, double rate_hz, long most_samples, long) {
  SignalInMax& inside = *box->inside;
  inside.gate.close();
  inside.ready = false;
  inside.patch.guarded([&] { inside.prepare(rate_hz, most_samples); });
  inside.gate.open();
  object_method(dsp, gensym("dsp_add64"), box, method_of(perform), 0l, nullptr);
}

void on_deferred(SignalBox* box, t_symbol* selector, short argc, t_atom* argv) {
  SignalInMax& inside = *box->inside;
  inside.patch.guarded([&] {
    const MaxWords words(argc, argv);
    if (!words.fit()) return inside.patch.complain("The message has too many words.");
    const auto taken = inside.object->message(selector->s_name, words);
    if (!taken) inside.patch.complain(taken.error().text);
  });
}
void on_message(SignalBox* box, t_symbol* selector, long argc, t_atom* argv) {
  defer(box, method_of(on_deferred), selector, static_cast<short>(argc), argv);
}

void on_tick(SignalBox* box) { box->inside->patch.wake(); }
void on_poll(SignalBox* box) {
  box->inside->patch.guarded([box] { box->inside->object->poll(); });
}

void on_assist(SignalBox* box, void*, long side, long index, char* text) {
  const bool told = side == ASSIST_OUTLET && index >= box->inside->object->outlets();
  std::snprintf(text, 128, told ? "what the object tells" : "signal %ld%s", index + 1,
                side == ASSIST_INLET ? ", messages" : "");
}

void on_free(SignalBox* box) {
  if (!box->inside) return;  // it could not be made
  dsp_free(&box->head);  // from here on audio does not call it
  delete box->inside;
}

bool fill(SignalBox* box, long argc, const t_atom* argv) {
  auto inside = std::make_unique<SignalInMax>(box);
  auto object = kind().make(MaxWords(argc, argv), inside->patch);
  if (!object) {
    inside->patch.complain(object.error().text);
    return false;
  }
  inside->object = std::move(object).value();
  dsp_setup(&box->head, inside->object->inlets());
  inside->patch.make_info_outlet();
  for (int i = 0; i < inside->object->outlets(); ++i) outlet_new(box, "signal");
  inside->patch.begin(method_of(on_tick), method_of(on_poll));
  box->inside = inside.release();
  return true;
}

void* make(t_symbol*, long argc, t_atom* argv) {
  auto* box = static_cast<SignalBox*>(object_alloc(kind().made));
  if (!box) return nullptr;
  box->inside = nullptr;
  try {
    if (fill(box, argc, argv)) return box;
  } catch (const std::exception&) {
    object_error(&box->head.z_ob, "There is not enough memory for another object; close other programs.");
  }
  object_free(box);
  return nullptr;
}

}  // namespace

void make_signal_class(const char* name, MakeObject make_object) {
  Kind& only = kind();
  if (only.made) return;
  only.make = std::move(make_object);
  only.made = class_new(name, method_of(make), method_of(on_free), static_cast<long>(sizeof(SignalBox)),
                        nullptr, A_GIMME, 0);
  class_addmethod(only.made, method_of(on_message), "anything", A_GIMME, 0);
  class_addmethod(only.made, method_of(on_message), "list", A_GIMME, 0);
  class_addmethod(only.made, method_of(on_dsp64), "dsp64", A_CANT, 0);
  class_addmethod(only.made, method_of(on_assist), "assist", A_CANT, 0);
  class_dspinit(only.made);
  class_register(CLASS_BOX, only.made);
}

}  // namespace partials::max
