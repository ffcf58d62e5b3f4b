// SPDX-License-Identifier: MIT
// [partials.learn NAME]: trains a model from files or buffers; its left outlet tells a player to load it. All
// its messages are taken on the main thread.
#include "patch/learn_object.h"
#include "max/max_patch.h"

namespace {

using namespace partials;

t_class* learn_class = nullptr;

struct Inside {
  Inside(void* owner, long argc, const t_atom* argv) : patch(owner), object(max::MaxWords(argc, argv), patch) {
    patch.make_info_outlet();
    models = static_cast<t_outlet*>(outlet_new(owner, nullptr));
    object.play = [this](const std::string& path) {
      const patch::Word word{std::string_view(path)};
      patch.tell(models, "load", {&word, 1});
    };
  }
  max::MaxPatch patch;
  patch::LearnObject object;
  t_outlet* models = nullptr;
};

struct Box {  // begins as every object of Max does
  t_object head;
  Inside* inside;
};

// The first channel.
std::vector<float> samples_of(t_buffer_obj* buffer) {
  const auto frames = static_cast<size_t>(std::max(0l, static_cast<long>(buffer_getframecount(buffer))));
  const auto channels = static_cast<size_t>(std::max(1l, static_cast<long>(buffer_getchannelcount(buffer))));
  std::vector<float> samples(frames);
  const float* from = buffer_locksamples(buffer);
  if (!from) return {};
  for (size_t i = 0; i < frames; ++i) samples[i] = from[i * channels];
  buffer_unlocksamples(buffer);
  return samples;
}

std::string add_buffer(Box* box, patch::Words words) {
  if (words.size() != 1 || words[0].is_number)
    return "The message 'buffer' needs the name of a buffer~, as in: buffer take.";
  const std::string name(words[0].text);
  t_buffer_ref* reference = buffer_ref_new(&box->head, gensym(name.c_str()));
  t_buffer_obj* buffer = reference ? buffer_ref_getobject(reference) : nullptr;
  std::string refused = "There is no buffer~ '" + name + "'; make one with this name, or name another one.";
  if (buffer) refused = box->inside->object.add_samples(samples_of(buffer), buffer_getsamplerate(buffer));
  if (reference) object_free(reference);
  return refused;
}

void on_deferred(Box* box, t_symbol* selector, short argc, t_atom* argv) {
  Inside& inside = *box->inside;
  inside.patch.guarded([&] {
    const max::MaxWords words(argc, argv);
    const std::string_view name = selector->s_name;
    const bool of_buffer = name == "buffer" || name == "array";
    const std::string refused = of_buffer ? add_buffer(box, words) : inside.object.message(name, words);
    if (!refused.empty()) inside.patch.complain(refused);
  });
}
void on_message(Box* box, t_symbol* selector, long argc, t_atom* argv) {
  defer(box, max::method_of(on_deferred), selector, static_cast<short>(argc), argv);
}
void on_bang(Box* box) { on_message(box, gensym("bang"), 0, nullptr); }

void on_tick(Box* box) { box->inside->patch.wake(); }
void on_poll(Box* box) {
  box->inside->patch.guarded([box] { box->inside->object.poll(); });
}
void on_free(Box* box) { delete box->inside; }

void* make(t_symbol*, long argc, t_atom* argv) {
  auto* box = static_cast<Box*>(object_alloc(learn_class));
  if (!box) return nullptr;
  box->inside = nullptr;
  try {
    box->inside = new Inside(box, argc, argv);
    box->inside->patch.begin(max::method_of(on_tick), max::method_of(on_poll));
    return box;
  } catch (const std::exception&) {
    object_error(&box->head, "There is not enough memory for another object; close other programs.");
    object_free(box);
    return nullptr;
  }
}

}  // namespace

PARTIALS_MAX_EXPORT void ext_main(void*) {
  if (learn_class) return;
  learn_class = class_new("partials.learn", max::method_of(make), max::method_of(on_free),
                          static_cast<long>(sizeof(Box)), nullptr, A_GIMME, 0);
  class_addmethod(learn_class, max::method_of(on_message), "anything", A_GIMME, 0);
  class_addmethod(learn_class, max::method_of(on_message), "list", A_GIMME, 0);
  class_addmethod(learn_class, max::method_of(on_bang), "bang", 0);
  class_register(CLASS_BOX, learn_class);
}
