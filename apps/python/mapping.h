// SPDX-License-Identifier: MIT
#pragma once
#include "py/object.h"

namespace partials::py {

void add_mapping(PyObject* module);

}  // namespace partials::py
