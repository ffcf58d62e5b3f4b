// SPDX-License-Identifier: MIT
// load, inspect, save, and what models there are.
#include "model.h"

#include <algorithm>
#include <cmath>

#include "base/version.h"
#include "families/families.h"
#include "families/model_loading.h"
#include "host/model_names.h"
#include "model/golden.h"
#include "play/parameters.h"
#include "py/error.h"
#include "py/text.h"
#include "py/type.h"
#include "training/any_family.h"
#include "training/inspection.h"
#include "verbs/models.h"
#include "verbs/played.h"

namespace partials::py {
namespace {

using nlohmann::json;

Ref facts(PyObject* self, PyObject*) {
  const PlayableModel& m = Type<PlayableModel>::of(self);
  const MacroNames macros = names_of(sound_maker().controls(*m.model));
  json names = json::object();
  for (int i = 0; i < kMacroCount; ++i)
    if (!macros[static_cast<size_t>(i)].empty()) names[kMacroTable[i].id] = macros[static_cast<size_t>(i)];
  return json_text({{"name", m.model->card.name},
                    {"family", family_name(*m.model)},
                    {"licence", m.model->card.licence},
                    {"path", m.path},
                    {"preset", m.preset ? m.preset->name : ""},
                    {"note", m.model->has_checksum ? "" : checksum_note(m.path)},
                    {"macros", names},
                    {"graph", json_from_graph(m.model->graph)}});
}

Ref weights(PyObject* self, PyObject*) {
  const Model& model = *Type<PlayableModel>::of(self).model;
  return make_array(model.weights, {static_cast<int64_t>(model.weights.size())});
}

// What was counted of its file (docs/life_cycle.md); null for a model that the file no longer holds.
json played_of(const std::string& path, const Model& model) {
  const auto file = load_model(path);
  if (!file || file.value().weights != model.weights) return nullptr;
  return played_json(model, sha256_of_file(path));
}

Ref inspect(PyObject* self, PyObject*) {
  const PlayableModel& m = Type<PlayableModel>::of(self);
  const std::shared_ptr<const Model> model = m.model;
  const std::string path = m.path;
  json found;
  std::string plain;
  {
    const Unlocked unlocked;
    found = inspect_model(*model);
    found["played"] = played_of(path, *model);
    plain = plain_inspection(*model, found);
    if (const std::string played = played_text(found["played"]); !played.empty()) plain += played + "\n";
  }
  return tuple("(OO)", json_text(found), text(plain));
}

Ref save(PyObject* self, PyObject* arguments) {
  const char* path = nullptr;
  parse(arguments, "y", &path);
  const std::shared_ptr<const Model> model = Type<PlayableModel>::of(self).model;
  const std::string to = path;
  {
    const Unlocked unlocked;
    must(save_model(*model, to));
  }
  return Ref::none();
}

// The same model with other weights, such as those that another program trained; golden example and figures
// are those of the new weights.
Ref with_weights(PyObject* self, PyObject* arguments) {
  PyObject* object;
  const char* name = nullptr;
  parse(arguments, "Os", &object, &name);
  const PlayableModel& from = Type<PlayableModel>::of(self);
  const std::string named = name;
  std::vector<float> weights = read_numbers<float>(object, "the weights").values;
  if (weights.size() != from.model->weights.size())
    refuse("the model has " + std::to_string(from.model->weights.size()) + " weights, not " +
           std::to_string(weights.size()) + "; pass all of them in the order of Graph(model).weights.");
  if (!std::all_of(weights.begin(), weights.end(), [](float w) { return std::isfinite(w); }))
    refuse("a weight is not a finite number; the training that made it has diverged.");
  PlayableModel changed{nullptr, from.path, {}};
  {
    const Unlocked unlocked;
    Model model = *from.model;
    model.weights = std::move(weights);
    clamp_weights(model.table, model.weights.data());
    model.card.weights.clear();
    model.card.metrics.clear();
    model.card.base = model.card.name;
    model.card.name = named;
    const FamilyFormat* format = family_format(model.family);
    if (!format) refuse("this build does not know the family of the model.", Exit::model_invalid);
    must(make_golden(model, *format, Tracks(model.golden.inputs)));
    changed.model = std::make_shared<const Model>(std::move(model));
  }
  return make_model(std::move(changed));
}

PyMethodDef methods[] = {
    {"facts", entry<facts>, METH_NOARGS, "Its name, family, licence, macros and graph, as JSON."},
    {"weights", entry<weights>, METH_NOARGS, "All its weights in the order of its graph."},
    {"inspect", entry<inspect>, METH_NOARGS, "What is inside, as JSON and as text."},
    {"with_weights", entry<with_weights>, METH_VARARGS, "The model with other weights."},
    {"save", entry<save>, METH_VARARGS, "Writes the model file."},
    {nullptr, nullptr, 0, nullptr}};

}  // namespace

void add_model(PyObject* module) {
  Type<PlayableModel>::add(module, "partials._partials.Model", "A model that was loaded.", methods);
}

Ref make_model(PlayableModel model) {
  return Type<PlayableModel>::make(std::make_unique<PlayableModel>(std::move(model)));
}

const PlayableModel& model_of(PyObject* object) { return Type<PlayableModel>::of(object); }

Ref load(PyObject*, PyObject* arguments) {
  const char* name = nullptr;
  parse(arguments, "y", &name);
  PlayableModel loaded;
  const std::string wanted = name;
  {
    const Unlocked unlocked;
    loaded.path = model_file(wanted);
    PlayingFile file = read_playable(loaded.path);
    loaded.model = std::make_shared<const Model>(std::move(file.model));
    loaded.preset = std::move(file.preset);
  }
  return make_model(std::move(loaded));
}

Ref models(PyObject*, PyObject*) {
  json list = json::array();
  for (const KnownModel& m : known_models())
    list.push_back({{"name", m.name}, {"stem", m.stem}, {"path", m.path}, {"licence", m.licence}});
  return json_text(list);
}

Ref parameters(PyObject*, PyObject*) {
  json list = json::array();
  for (const Parameter& p : kParameters)
    list.push_back({{"id", p.id},
                    {"name", p.name},
                    {"unit", p.unit},
                    {"min", p.min},
                    {"max", p.max},
                    {"initial", p.initial},
                    {"instrument", p.instrument},
                    {"effect", p.effect},
                    {"help", p.help}});
  return json_text(list);
}

Ref version(PyObject*, PyObject*) { return text(library_version()); }

}  // namespace partials::py
