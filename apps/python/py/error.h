// SPDX-License-Identifier: MIT
// The one place where errors of Partials become exceptions of Python: partials.Error, with the sentence of
// the command line as its text and the command line's exit code as its attribute `code`.
#pragma once
#include <string>

#include "base/result.h"
#include "py/object.h"
#include "verbs/exits.h"

namespace partials::py {

void add_error(PyObject* module);  // makes partials.Error
void raise_current() noexcept;     // of the C++ exception that is being handled

[[noreturn]] void refuse(const std::string& sentence, Exit code = Exit::usage);

// A function or method: f(self, arguments) as Python calls it.
using Function = Ref (*)(PyObject* self, PyObject* arguments);
template <Function f>
PyObject* entry(PyObject* self, PyObject* arguments) noexcept {
  try {
    return f(self, arguments).release();
  } catch (...) {
    raise_current();
    return nullptr;
  }
}

}  // namespace partials::py
