// SPDX-License-Identifier: MIT
// check, train and evaluate, as the command line does them.
#include "training.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <future>

#include "model.h"
#include "py/array.h"
#include "py/error.h"
#include "py/text.h"
#include "report/json_values.h"
#include "training/any_family.h"
#include "verbs/note_look.h"
#include "verbs/runs_json.h"
#include "verbs/training.h"

namespace partials::py {
namespace {

using nlohmann::json;

template <class T>
void take(const json& options, const char* name, T& to) {
  if (options.contains(name) && !options[name].is_null()) options[name].get_to(to);
}

// A list of paths, or of (name, audio, sample rate).
struct Recordings {
  std::vector<std::string> paths;
  std::vector<GivenRecording> given;
};

GivenRecording given_of(PyObject* item) {
  const char* name = nullptr;
  PyObject* audio = nullptr;
  GivenRecording g;
  parse(item, "sOd", &name, &audio, &g.rate_hz);
  g.name = name;
  const Audio a = read_audio_array(audio, "the audio of '" + g.name + "'");
  g.channels = static_cast<int>(a.channels);
  g.samples.resize(a.values.size());
  for (size_t c = 0; c < a.channels; ++c)
    for (size_t i = 0; i < a.samples; ++i) g.samples[i * a.channels + c] = a.values[c * a.samples + i];
  return g;
}

Recordings recordings_of(PyObject* list) {
  Recordings r;
  if (PyList_Size(list) == 0 || !PyTuple_Check(PyList_GetItem(list, 0))) {
    r.paths = paths_of(list);
    return r;
  }
  for (Py_ssize_t i = 0; i < PyList_Size(list); ++i) r.given.push_back(given_of(PyList_GetItem(list, i)));
  return r;
}

// A function of Python that is called while Python is unlocked. What it raises, and Ctrl-C, are kept until
// the work has ended in order; meanwhile stop() says that it is to end.
class Listener {
 public:
  explicit Listener(PyObject* function) : function_(Ref::shared(function)) {}

  // kind: "say", "warn", "listening" or "progress". False from the function asks for an end.
  void call(const char* kind, const json& value) {
    const Locked lock;
    if (raised_ || function_.get() == Py_None) return;
    try {
      const Ref answer =
          Ref::taken(PyObject_CallFunction(function_.get(), "sO", kind, json_text(value).get()));
      ended_ = ended_ || answer.get() == Py_False;
    } catch (const Raised&) {
      keep();
    }
  }
  bool stop() {
    const Locked lock;
    if (!raised_ && PyErr_CheckSignals() < 0) keep();
    return raised_ || ended_;
  }
  void raise() {
    if (!raised_) return;
    PyErr_Restore(type_.release(), value_.release(), trace_.release());
    throw Raised{};
  }

 private:
  void keep() {
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    type_ = Ref::taken(type);
    value_ = value ? Ref::taken(value) : Ref();
    trace_ = trace ? Ref::taken(trace) : Ref();
    raised_ = true;
  }
  Ref function_, type_, value_, trace_;
  bool raised_ = false, ended_ = false;
};

// Thrown through work that is to end.
struct Ended {};

// Runs the work in another thread, because only Python's main thread, which may be this one, hears Ctrl-C.
// The work looks at `ends` now and then, and throws Ended. Called while Python is unlocked.
void run_stoppable(Listener& listener, std::atomic<bool>& ends, const std::function<void()>& work) {
  auto done = std::async(std::launch::async, work);
  while (done.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready)
    if (listener.stop()) ends = true;
  try {
    done.get();
  } catch (const Ended&) {  // the listener has the reason
  } catch (...) {
    if (!ends) throw;
  }
}

TrainOptions options_of(const json& j) {
  TrainOptions o;
  take(j, "preset", o.preset);
  take(j, "weights", o.weights);
  take(j, "seed", o.seed);
  take(j, "steps", o.steps);
  take(j, "minutes", o.minutes);
  if (o.steps && !j.contains("minutes")) o.minutes = kNoLimitMinutes;
  take(j, "threads", o.threads);
  take(j, "folds", o.folds);
  take(j, "fold", o.fold);
  take(j, "allow_copies", o.allow_copies);
  take(j, "name", o.name);
  take(j, "author", o.author);
  take(j, "licence", o.licence);
  take(j, "consent", o.consent);
  take(j, "description", o.description);
  take(j, "tags", o.tags);
  if (j.contains("until")) o.until = j["until"].get<double>();
  return o;
}

TrainEvents events_of(Listener& listener) {
  TrainEvents events;
  events.say = [&](const std::string& sentence) { listener.call("say", sentence); };
  events.warn = [&](const std::string& sentence) { listener.call("warn", sentence); };
  events.listening = [&](double done) { listener.call("listening", done); };
  events.stop = [&] { return listener.stop(); };
  events.progress = [&](const TrainProgress& p) {
    listener.call("progress", {{"done", p.done},
                               {"step", p.step},
                               {"spent_s", p.spent_s},
                               {"loss", p.loss},
                               {"validation", json_of(p.validation)},
                               {"best", json_of(p.best)}});
  };
  return events;
}

json json_of_result(const TrainResult& r, const Run& run, const TrainOptions& o) {
  return {{"model", o.output},
          {"run", run.id()},
          {"run_folder", run.path()},
          {"steps", r.steps},
          {"spent_s", r.spent_s},
          {"metric", metric_json(r.metric)},
          {"validation", json_of(r.validation)},
          {"interrupted", r.interrupted},
          {"settled", r.settled}};
}

}  // namespace

Ref check(PyObject*, PyObject* arguments) {
  PyObject* list;
  const char* options = nullptr;
  parse(arguments, "Os", &list, &options);
  CheckRequest request;
  Recordings recordings = recordings_of(list);
  request.paths = std::move(recordings.paths);
  request.given = std::move(recordings.given);
  const json j = json::parse(options);
  take(j, "seed", request.plan.seed);
  take(j, "folds", request.plan.folds);
  take(j, "fold", request.plan.fold);
  take(j, "allow_copies", request.plan.allow_copies);
  take(j, "picture", request.picture);
  CheckResult found;
  {
    const Unlocked unlocked;
    check_folds(request.plan.folds, request.plan.fold);
    found = check_recordings(request);
  }
  return tuple("(OOOO)", Ref::shared(found.usable ? Py_True : Py_False), json_text(found.json),
               text(found.text), bytes(found.picture_png));
}

Ref train_model(PyObject*, PyObject* arguments) {
  PyObject *list, *function;
  const char *output = nullptr, *base = nullptr, *runs = nullptr, *options = nullptr;
  parse(arguments, "OyyysO", &list, &output, &base, &runs, &options, &function);
  TrainOptions o = options_of(json::parse(options));
  Recordings recordings = recordings_of(list);
  o.inputs = std::move(recordings.paths);
  o.given = std::move(recordings.given);
  o.output = output;
  o.base = base;
  const std::string folder = runs;
  Listener listener(function);
  json said;
  {
    const Unlocked unlocked;
    RunStore store = RunStore::open(folder);
    Run run = new_training_run(o, store);
    const TrainResult r = train_in(run, store, o, false, events_of(listener));
    said = json_of_result(r, run, o);
  }
  listener.raise();
  return json_text(said);
}

// The folder of the runs, or "" for the standard one. Runs are read from their folders, without an index.
Ref list_runs(PyObject*, PyObject* arguments) {
  const char* name = nullptr;
  parse(arguments, "y", &name);
  const std::string folder = name;
  json runs;
  {
    const Unlocked unlocked;
    runs = json_of(RunStore::open(folder).list());
  }
  return json_text(runs);
}

Ref evaluate_model(PyObject*, PyObject* arguments) {
  PyObject *object, *data, *against, *function;
  const char* options = nullptr;
  int with_page = 0;
  parse(arguments, "OOOspO", &object, &data, &against, &options, &with_page, &function);
  const PlayableModel model = model_of(object);
  EvalRequest request;
  Recordings judged = recordings_of(data), taught = recordings_of(against);
  request.data = std::move(judged.paths);
  request.given = std::move(judged.given);
  request.against = std::move(taught.paths);
  request.given_against = std::move(taught.given);
  request.model_name = std::filesystem::path(model.path).stem().string();
  const json j = json::parse(options);
  take(j, "folds", request.folds);
  take(j, "fold", request.fold);
  take(j, "with_seen", request.with_seen);
  take(j, "allow_copies", request.allow_copies);
  take(j, "threads", request.threads);
  Listener listener(function);
  std::atomic<bool> ends = false;
  request.say = [&](const std::string& sentence) {
    if (ends) throw Ended{};
    listener.call("say", sentence);
  };
  EvalResult result;
  std::string page;
  {
    const Unlocked unlocked;
    check_folds(request.folds, request.fold);
    run_stoppable(listener, ends, [&] {
      result = evaluate(*model.model, request);
      if (const std::string warning = note_look(*model.model, result); !warning.empty())
        request.say("Warning: " + warning);
      if (with_page && result.html) page = result.html(result.additions);
    });
  }
  listener.raise();
  return tuple("(OOO)", json_text(result.json), text(result.text), text(page));
}

}  // namespace partials::py
