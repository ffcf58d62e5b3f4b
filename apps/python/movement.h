// SPDX-License-Identifier: MIT
#pragma once
#include "py/object.h"

namespace partials::py {

void add_movement(PyObject* module);
Ref read_one_take(PyObject* self, PyObject* arguments);
Ref make_take(PyObject* self, PyObject* arguments);
Ref mapping(PyObject* self, PyObject* arguments);
Ref run_mapping(PyObject* self, PyObject* arguments);
Ref play_mapping(PyObject* self, PyObject* arguments);
Ref conduct_tune(PyObject* self, PyObject* arguments);
Ref dance_on(PyObject* self, PyObject* arguments);

}  // namespace partials::py
