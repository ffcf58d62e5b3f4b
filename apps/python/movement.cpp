// SPDX-License-Identifier: MIT
// conduct and dance.
#include "movement.h"

#include "families/conductor/conduct.h"
#include "families/dance/train/contact_sheet.h"
#include "families/dance/train/dance_page.h"
#include "families/dance/train/performance.h"
#include "families/instrument/offline.h"
#include "families/model_loading.h"
#include "first_model.h"
#include "mapping.h"
#include "model.h"
#include "py/array.h"
#include "py/error.h"
#include "py/text.h"
#include "py/type.h"
#include "system/file.h"
#include "take.h"
#include "verbs/conducted_json.h"
#include "verbs/rendering.h"

namespace partials::py {
namespace {

using dance::Performance;
using nlohmann::json;

// The conductor that is built in, unless Python names one.
Model leader_of(PyObject* object) {
  if (object != Py_None) return *model_of(object).model;
  return must(model_from_bytes(std::string(first_conductor()), "conductor"), Exit::model_invalid);
}

Ref save_dance(PyObject* self, PyObject* arguments) {
  const char *name = nullptr, *kind = nullptr, *title = nullptr;
  parse(arguments, "yss", &name, &kind, &title);
  const Performance& p = Type<Performance>::of(self);
  const std::string path = name, as = kind, said = title;
  {
    const Unlocked unlocked;
    must(atomic_write(path, as == ".bvh"    ? dance::bvh_text(p)
                            : as == ".html" ? dance::dance_page(p, said)
                                            : png_bytes(dance::contact_sheet(p))));
  }
  return Ref::none();
}

Ref dance_facts(PyObject* self, PyObject*) {
  const Performance& p = Type<Performance>::of(self);
  return json_text({{"frames", p.made.poses.size()}, {"rate_hz", p.rate_hz}, {"name", p.made.name}});
}

PyMethodDef dance_methods[] = {
    {"save", entry<save_dance>, METH_VARARGS, "Writes a .bvh, .html or .png file."},
    {"facts", entry<dance_facts>, METH_NOARGS, "Frames and their rate, as JSON."},
    {nullptr, nullptr, 0, nullptr}};

}  // namespace

void add_movement(PyObject* module) {
  add_take(module);
  add_mapping(module);
  Type<Performance>::add(module, "partials._partials.Dance", "What a model of movement danced.",
                         dance_methods);
}

Ref conduct_tune(PyObject*, PyObject* arguments) {
  const char *tune = nullptr, *options = nullptr;
  PyObject *movement, *sound, *conductor;
  parse(arguments, "yOOOs", &tune, &movement, &sound, &conductor, &options);
  const std::string path = tune;
  const json j = json::parse(options);
  const motion::Take& take = take_of(movement);
  const std::shared_ptr<const Model> playing = sound == Py_None ? nullptr : model_of(sound).model;
  const Model leader = leader_of(conductor);
  conductor::ConductOptions how;
  how.hand = j.value("hand", "");
  how.quarters = j.value("quarters", 1.0);
  how.count_in = j.value("count_in", 0);
  how.ahead_s = j.value("ahead_s", 0.0);
  json said;
  std::vector<float> samples;
  {
    const Unlocked unlocked;
    std::vector<std::string> notes;
    const SongInput in = read_song(
        path, {}, [&](const std::string& s) { notes.push_back(s); }, said);
    const auto led = must(conductor::conduct(leader, take, in.song, how), Exit::input_refused);
    said.update(json_of(led));
    said["notes_for_you"] = notes;
    if (playing) {
      OfflineOptions offline;
      offline.rate_hz = j.at("sample_rate");
      InstrumentSettings settings;
      settings.mpe = in.mpe;
      SampleStore out = must(render_song(*playing, led.song, settings, offline));
      keep_below_full_scale(out);
      samples = must(out.take());
    }
  }
  const auto n = static_cast<int64_t>(samples.size());
  return tuple("(OO)", make_array(std::move(samples), {1, n}), json_text(said));
}

Ref dance_on(PyObject*, PyObject* arguments) {
  PyObject* object;
  dance::PerformanceRequest request;
  unsigned long long seed = 1;
  const char *prime = nullptr, *leader = nullptr;
  parse(arguments, "OddKyy", &object, &request.seconds, &request.settings.temperature, &seed, &prime,
        &leader);
  request.settings.seed = seed;
  request.prime = prime;
  request.leader = leader;
  const std::shared_ptr<const Model> model = model_of(object).model;
  auto made = std::make_unique<Performance>();
  {
    const Unlocked unlocked;
    *made = dance::perform(model, request);
  }
  return Type<Performance>::make(std::move(made));
}

}  // namespace partials::py
