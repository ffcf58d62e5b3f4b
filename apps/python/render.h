// SPDX-License-Identifier: MIT
#pragma once
#include "py/object.h"

namespace partials::py {

Ref render(PyObject* self, PyObject* arguments);
Ref read_audio_file(PyObject* self, PyObject* arguments);
Ref write_audio_file(PyObject* self, PyObject* arguments);

}  // namespace partials::py
