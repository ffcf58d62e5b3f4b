// SPDX-License-Identifier: MIT
// [partials.learn NAME]: trains a model from files or arrays; its left outlet tells a player to load it.
#include "patch/learn_object.h"
#include "pd/pd_patch.h"

namespace {

using namespace partials;

constexpr char kName[] = "partials.learn";
t_class* learn_class = nullptr;

struct Inside {
  Inside(t_object* owner, int argc, const t_atom* argv, t_method tick)
      : patch(owner, kName, tick),
        object(pd::words_of(argc, argv), patch),
        models(outlet_new(owner, nullptr)) {
    patch.make_info_outlet();
    object.play = [this](const std::string& path) {
      t_atom atom;
      SETSYMBOL(&atom, gensym(path.c_str()));
      outlet_anything(models, gensym("load"), 1, &atom);
    };
  }
  pd::PdPatch patch;
  patch::LearnObject object;
  t_outlet* models;
};

struct Box {  // begins as every object of Pd does
  t_object head;
  Inside* inside;
};

std::string add_array(Inside& inside, int argc, t_atom* argv) {
  if (argc != 1 || argv[0].a_type != A_SYMBOL)
    return "The message 'array' needs the name of an array, as in: array take.";
  const std::string name = argv[0].a_w.w_symbol->s_name;
  auto* array = reinterpret_cast<t_garray*>(pd_findbyclass(argv[0].a_w.w_symbol, garray_class));
  int n = 0;
  t_word* words = nullptr;
  if (!array || !garray_getfloatwords(array, &n, &words))
    return "There is no array '" + name + "'; make one with this name, or name another one.";
  std::vector<float> samples(static_cast<size_t>(n));
  for (int i = 0; i < n; ++i) samples[static_cast<size_t>(i)] = static_cast<float>(words[i].w_float);
  return inside.object.add_samples(std::move(samples), static_cast<double>(sys_getsr()));
}

void on_anything(Box* box, t_symbol* selector, int argc, t_atom* argv) {
  Inside& inside = *box->inside;
  inside.patch.guarded([&] {
    const std::string refused = std::string_view(selector->s_name) == "array"
                                    ? add_array(inside, argc, argv)
                                    : inside.object.message(selector->s_name, pd::words_of(argc, argv));
    if (!refused.empty()) inside.patch.complain(refused);
  });
}
void on_tick(Box* box) {
  box->inside->patch.guarded([box] { box->inside->object.poll(); });
}
void on_free(Box* box) { delete box->inside; }

void* make(t_symbol*, int argc, t_atom* argv) {
  auto* box = reinterpret_cast<Box*>(pd_new(learn_class));
  box->inside = nullptr;
  try {
    box->inside = new Inside(&box->head, argc, argv, reinterpret_cast<t_method>(on_tick));
    return box;
  } catch (const std::exception&) {
    pd_error(nullptr, "%s: There is not enough memory for another object; close other programs.", kName);
    pd_free(&box->head.ob_pd);
    return nullptr;
  }
}

}  // namespace

PARTIALS_PD_SETUP partials_pd_partials_learn() {
  if (learn_class) return;
  learn_class = class_new(gensym(kName), reinterpret_cast<t_newmethod>(make),
                          reinterpret_cast<t_method>(on_free), sizeof(Box), 0, A_GIMME, A_NULL);
  class_addanything(learn_class, reinterpret_cast<t_method>(on_anything));
}
