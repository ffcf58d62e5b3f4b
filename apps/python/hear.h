// SPDX-License-Identifier: MIT
#pragma once
#include "py/object.h"

namespace partials::py {

Ref hear(PyObject* self, PyObject* arguments);

}  // namespace partials::py
