// SPDX-License-Identifier: MIT
#include "py/error.h"

#include <new>

#include "base/printable.h"
#include "data/dataset.h"
#include "verbs/sentence_of.h"

namespace partials::py {
namespace {

PyObject* error_type = nullptr;  // lives as long as the interpreter

void raise(const std::string& sentence, Exit code) noexcept {
  try {
    const Ref text = Ref::taken(
        PyUnicode_DecodeUTF8(sentence.data(), static_cast<Py_ssize_t>(sentence.size()), "replace"));
    const Ref error = Ref::taken(PyObject_CallFunctionObjArgs(error_type, text.get(), nullptr));
    const Ref number = Ref::taken(PyLong_FromLong(static_cast<long>(code)));
    if (PyObject_SetAttrString(error.get(), "code", number.get()) == 0)
      PyErr_SetObject(error_type, error.get());
  } catch (const Raised&) {  // no memory for the sentence: Python has that exception
  }
}

}  // namespace

void add_error(PyObject* module) {
  if (error_type) {  // imported again
    if (PyModule_AddObjectRef(module, "Error", error_type) < 0) throw Raised{};
    return;
  }
  const Ref members = Ref::taken(Py_BuildValue("{s:i}", "code", static_cast<int>(Exit::failure)));
  error_type = Ref::taken(PyErr_NewExceptionWithDoc(
                              "partials.Error",
                              "What Partials refuses or cannot do, in one sentence.\n\n`code` is the exit "
                              "code that the command line would have: 1 failure; 2 a wrong argument;\n3 the "
                              "recordings or the MIDI file were refused; 5 the model cannot be used.",
                              PyExc_Exception, members.get()))
                   .release();
  if (PyModule_AddObjectRef(module, "Error", error_type) < 0) throw Raised{};
}

void refuse(const std::string& sentence, Exit code) { throw Stop(code, sentence); }

void raise_current() noexcept {
  try {
    throw;
  } catch (const Raised&) {
  } catch (const Stop& e) {
    raise(e.what(), e.code);
  } catch (const DataRefused& e) {
    raise(e.what(), Exit::input_refused);
  } catch (const std::exception& e) {
    raise(sentence_of(e), Exit::failure);
  } catch (...) {
    raise("an internal error occurred; please report what you did.", Exit::failure);
  }
}

}  // namespace partials::py
