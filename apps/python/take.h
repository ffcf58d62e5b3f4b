// SPDX-License-Identifier: MIT
// A take of movement that Python holds.
#pragma once
#include <string>

#include "families/motion/take.h"
#include "py/object.h"

namespace partials::py {

void add_take(PyObject* module);
Ref take_object(motion::Take take);
const motion::Take& take_of(PyObject* object);
motion::Take read_take(const std::string& path);  // the only take of a file; throws

}  // namespace partials::py
