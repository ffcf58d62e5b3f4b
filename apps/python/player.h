// SPDX-License-Identifier: MIT
#pragma once
#include "py/object.h"

namespace partials::py {

void add_player(PyObject* module);
Ref player(PyObject* self, PyObject* arguments);

}  // namespace partials::py
