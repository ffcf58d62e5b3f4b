// SPDX-License-Identifier: MIT
#pragma once
#include "py/object.h"

namespace partials::py {

void add_graph(PyObject* module);
Ref graph(PyObject* self, PyObject* arguments);
Ref processors(PyObject* self, PyObject* arguments);

}  // namespace partials::py
