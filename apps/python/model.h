// SPDX-License-Identifier: MIT
// A model that Python holds; shared with everything that plays it.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "host/preset.h"
#include "model/graph_json.h"
#include "model/model.h"
#include "py/array.h"
#include "py/object.h"

namespace partials::py {

struct PlayableModel {
  std::shared_ptr<const Model> model;
  std::string path;
  std::optional<Preset> preset;
};

void add_model(PyObject* module);
Ref make_model(PlayableModel model);
const PlayableModel& model_of(PyObject* object);

Ref load(PyObject* self, PyObject* arguments);
Ref models(PyObject* self, PyObject* arguments);
Ref parameters(PyObject* self, PyObject* arguments);
Ref version(PyObject* self, PyObject* arguments);

}  // namespace partials::py
