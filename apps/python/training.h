// SPDX-License-Identifier: MIT
#pragma once
#include "py/object.h"

namespace partials::py {

Ref check(PyObject* self, PyObject* arguments);
Ref train_model(PyObject* self, PyObject* arguments);
Ref list_runs(PyObject* self, PyObject* arguments);
Ref evaluate_model(PyObject* self, PyObject* arguments);

}  // namespace partials::py
