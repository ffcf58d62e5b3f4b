// SPDX-License-Identifier: MIT
// Mappings from movement: demonstrations of takes, training, outputs and sound. Takes go through the same
// session as packets do (apps/body/take_session.h).
#include <memory>
#include <mutex>

#include "body/example_book.h"
#include "body/map_session.h"
#include "body/take_session.h"
#include "body/take_sound.h"
#include "families/motion/cues.h"
#include "families/motion/motion_model.h"
#include "model.h"
#include "movement.h"
#include "py/error.h"
#include "py/text.h"
#include "py/type.h"
#include "take.h"

namespace partials::py {
namespace {

using body::MapSession;
using motion::MappingKind;
using nlohmann::json;

// What a mapping learns from, and its examples so far. Every take is given to a session of its own, as each
// `partials map record` has one: a session knows no way back in time.
struct Demonstrator {
  MapSession::Options options;
  body::Inputs inputs;
  std::mutex working;

  std::unique_ptr<MapSession> session() const { return must(MapSession::open(options, inputs), Exit::usage); }
};

const char* const kKinds[] = {"regression", "classes", "follower"};

MappingKind kind_of(const std::string& name) {
  for (int i = 0; i < 3; ++i)
    if (name == kKinds[i]) return static_cast<MappingKind>(i);
  refuse("there is no kind of mapping '" + name + "'; it is regression, classes or follower.");
}

MapSession::Options deaf() {
  MapSession::Options options;
  options.hear.port = 0;  // takes come by hand
  return options;
}

void take_over(Demonstrator& d, const std::shared_ptr<const Model>& model) {
  if (model->family != motion::kMotionFamily)
    refuse("this is a model that sounds, not a mapping; make one with Mapping(...).", Exit::input_refused);
  d.options = deaf();
  d.options.mapping = motion::mapping_of(*model);
  d.options.model = model;
  d.inputs = must(body::inputs_of(*model));
}

std::unique_ptr<MapSession> session_of(const std::shared_ptr<const Model>& model) {
  Demonstrator d;
  take_over(d, model);
  return d.session();
}

void begin(Demonstrator& d, const json& j) {
  d.options = deaf();
  d.options.rate_hz = j.at("rate_hz");
  d.options.name = j.value("name", "mapping");
  d.options.mapping.kind = kind_of(j.at("kind"));
  for (const auto& [name, range] : j.at("outputs").items()) {
    motion::MappingOutput o;
    o.name = name;
    o.low = range.at(0);
    o.high = range.at(1);
    if (!(o.high > o.low))
      refuse("the output '" + name + "' has no range; its high end is above its low end.");
    o.per_s = range.size() > 2 ? range.at(2).get<float>() : 10 * (o.high - o.low);
    o.rest = o.low <= 0 && o.high >= 0 ? 0.f : o.low;
    d.options.mapping.outputs.push_back(o);
  }
  const auto inputs = j.at("inputs").get<std::vector<std::string>>();
  d.inputs = must(j.at("of_body").get<bool>() ? body::body_inputs(inputs, d.options.rate_hz)
                                              : body::channel_inputs(inputs, d.options.rate_hz),
                  Exit::usage);
  d.options.mapping = d.session()->mapping();  // with its inputs
}

// take, from and to in seconds, and what it is to give: JSON of outputs, or of a label.
Ref demonstrate(PyObject* self, PyObject* arguments) {
  PyObject* object;
  double from_s = 0, to_s = 0;
  const char* goal = nullptr;
  parse(arguments, "Odds", &object, &from_s, &to_s, &goal);
  Demonstrator& d = Type<Demonstrator>::of(self);
  const motion::Take& take = take_of(object);
  const json wanted = json::parse(goal);
  {
    const Unlocked unlocked;
    const std::lock_guard lock(d.working);
    const auto opened = d.session();
    MapSession& session = *opened;
    const motion::Mapping m = session.mapping();
    if (wanted.contains("label")) must(session.set_label(wanted["label"]), Exit::usage);
    for (size_t i = 0; i < m.outputs.size() && wanted.contains("outputs"); ++i)
      if (wanted["outputs"].contains(m.outputs[i].name))
        must(session.set_wanted(i, wanted["outputs"][m.outputs[i].name]), Exit::usage);
    const body::TakePart part{from_s, to_s, {}};
    must(body::demonstrate(session, take, {&part, 1}), Exit::input_refused);
    d.options.mapping = session.mapping();
  }
  return Ref::none();
}

Ref train(PyObject* self, PyObject*) {
  Demonstrator& d = Type<Demonstrator>::of(self);
  PlayableModel made;
  std::string message;
  {
    const Unlocked unlocked;
    const std::lock_guard lock(d.working);
    const auto session = d.session();
    must(session->train(), Exit::input_refused);
    session->wait_for_training();
    message = session->state().message;
    made.model = session->model();
    if (!made.model || !session->state().has_model) refuse(message, Exit::input_refused);
    d.options.mapping = session->mapping();
    d.options.model = made.model;
  }
  return tuple("(OO)", make_model(std::move(made)), text(message));
}

json described(Demonstrator& d) {
  const Unlocked unlocked;
  const std::lock_guard lock(d.working);
  json outputs = json::object(), examples = json::array(), inputs = json::array(), cues = json::array();
  const auto session = d.session();
  const motion::Mapping m = session->mapping();
  for (const auto& o : m.outputs) outputs[o.name] = {o.low, o.high, o.per_s};
  for (const auto& i : m.inputs) inputs.push_back(i.name);
  for (const body::ExampleRow& r : session->state().examples)
    examples.push_back({{"id", r.id}, {"name", r.name}, {"frames", r.frames}, {"muted", r.muted}});
  for (const motion::MappingCue& cue : m.cues)
    cues.push_back({{"name", cue.name}, {"fade_s", cue.fade_s}, {"values", cue.values}});
  return {{"kind", kKinds[static_cast<int>(m.kind)]},
          {"inputs", inputs},
          {"channels", session->inputs().channels},
          {"outputs", outputs},
          {"names", m.names},
          {"examples", examples},
          {"cues", cues},
          {"hop_s", session->hop_s()}};
}

Ref description(PyObject* self, PyObject*) { return json_text(described(Type<Demonstrator>::of(self))); }

// id of an example, muted or not: a muted one teaches nothing. The model is out of date until train.
Ref mute(PyObject* self, PyObject* arguments) {
  long long id = 0;
  int muted = 0;
  parse(arguments, "Lp", &id, &muted);
  Demonstrator& d = Type<Demonstrator>::of(self);
  const Unlocked unlocked;
  const std::lock_guard lock(d.working);
  if (!body::mute_row(d.options.mapping.demonstrations, id, muted != 0))
    refuse("there is no example " + std::to_string(id) + "; description['examples'] has the ids.");
  return Ref::none();
}

// A cue as JSON: name, fade_s and values, none to remove it. The model with the cues, or None.
Ref set_cue(PyObject* self, PyObject* arguments) {
  const char* as_json = nullptr;
  parse(arguments, "s", &as_json);
  const json j = json::parse(as_json);
  Demonstrator& d = Type<Demonstrator>::of(self);
  motion::MappingCue cue{j.at("name"), j.at("fade_s"), j.at("values").get<std::map<std::string, float>>()};
  PlayableModel made;
  {
    const Unlocked unlocked;
    const std::lock_guard lock(d.working);
    motion::Mapping& m = d.options.mapping;
    must(motion::check_cue(m, cue), Exit::usage);
    motion::put_cue(m.cues, std::move(cue));
    if (d.options.model)
      made.model = std::make_shared<const Model>(motion::with_cues(*d.options.model, m.cues));
    if (made.model) d.options.model = made.model;
  }
  if (!made.model) return Ref::none();
  return make_model(std::move(made));
}

PyMethodDef methods[] = {
    {"mute", entry<mute>, METH_VARARGS, "Mutes an example, or lets it teach again."},
    {"set_cue", entry<set_cue>, METH_VARARGS, "Adds, changes or removes a cue."},
    {"demonstrate", entry<demonstrate>, METH_VARARGS, "Records a part of a take as an example."},
    {"train", entry<train>, METH_NOARGS, "Learns from the examples: a model, and a sentence."},
    {"description", entry<description>, METH_NOARGS, "Inputs, outputs and examples, as JSON."},
    {nullptr, nullptr, 0, nullptr}};

}  // namespace

void add_mapping(PyObject* module) {
  Type<Demonstrator>::add(module, "partials._partials.Demonstrator", "A mapping at work.", methods);
}

// A model of the kind, or None and JSON of a new one.
Ref mapping(PyObject*, PyObject* arguments) {
  PyObject* object;
  const char* options = nullptr;
  parse(arguments, "Os", &object, &options);
  auto made = std::make_unique<Demonstrator>();
  if (object != Py_None)
    take_over(*made, model_of(object).model);
  else
    begin(*made, json::parse(options));
  return Type<Demonstrator>::make(std::move(made));
}

// Times and values of every frame: outputs, or how likely the classes are.
Ref run_mapping(PyObject*, PyObject* arguments) {
  PyObject *object, *movement;
  parse(arguments, "OO", &object, &movement);
  const std::shared_ptr<const Model> model = model_of(object).model;
  const motion::Take& take = take_of(movement);
  std::vector<double> times;
  std::vector<float> values;
  {
    const Unlocked unlocked;
    const auto session = session_of(model);
    std::vector<float> now;
    session->add_sink(
        [&](std::span<const float> outputs, double) { now.assign(outputs.begin(), outputs.end()); });
    must(session->run(true));
    const auto before = [](double) { return Result<void>(); };
    const auto after = [&](double time_s) -> Result<void> {
      if (now.empty()) return {};
      times.push_back(time_s);
      values.insert(values.end(), now.begin(), now.end());
      return {};
    };
    must(body::play_take(*session, take, before, after), Exit::input_refused);
  }
  const auto frames = static_cast<int64_t>(times.size());
  const int64_t count = frames ? static_cast<int64_t>(values.size()) / frames : 0;
  return tuple("(OO)", make_array(std::move(times), {frames}),
               make_array(std::move(values), {frames, count}));
}

Ref play_mapping(PyObject*, PyObject* arguments) {
  PyObject *object, *movement, *sound;
  int rate_hz = 48000;
  const char* scale = nullptr;
  parse(arguments, "OOOis", &object, &movement, &sound, &rate_hz, &scale);
  const std::shared_ptr<const Model> model = model_of(object).model, playing = model_of(sound).model;
  const motion::Take& take = take_of(movement);
  const std::string wanted = scale;
  body::TakeSound made;
  {
    const Unlocked unlocked;
    body::TakeSoundOptions options{rate_hz, {}};
    if (!wanted.empty()) options.scale = must(body::scale_from(wanted), Exit::usage);
    const auto session = session_of(model);
    made = must(body::sound_of_take(*session, take, playing, options), Exit::input_refused);
  }
  json notes = json::array();
  for (const auto& n : made.notes)
    notes.push_back({{"begin_s", n.begin_s}, {"end_s", n.end_s}, {"key", n.key}});
  const auto n = static_cast<int64_t>(made.samples.size());
  return tuple("(OO)", make_array(std::move(made.samples), {1, n}), json_text(notes));
}

}  // namespace partials::py
