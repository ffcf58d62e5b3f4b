// SPDX-License-Identifier: MIT
// A Python type whose objects hold one C++ object. Python code cannot make them; functions of the module do.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "py/error.h"
#include "py/object.h"

namespace partials::py {

template <class T>
class Type {
 public:
  // name: with the module's, "partials._partials.Model"; for ever. more: further slots, such as the buffer's.
  // A module that is imported again has the same types.
  static void add(PyObject* module, const char* name, const char* doc, PyMethodDef* methods,
                  std::vector<PyType_Slot> more = {}) {
    if (type_) {
      if (PyModule_AddType(module, type_) < 0) throw Raised{};
      return;
    }
    std::vector<PyType_Slot> slots{{Py_tp_doc, const_cast<char*>(doc)},
                                   {Py_tp_dealloc, reinterpret_cast<void*>(&free)},
                                   {Py_tp_methods, methods}};
    slots.insert(slots.end(), more.begin(), more.end());
    slots.push_back({0, nullptr});
    PyType_Spec spec{name, sizeof(Box), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
                     slots.data()};
    type_ = reinterpret_cast<PyTypeObject*>(
        Ref::taken(PyType_FromModuleAndSpec(module, &spec, nullptr)).release());
    if (PyModule_AddType(module, type_) < 0) throw Raised{};
  }

  static Ref make(std::unique_ptr<T> it) {
    Ref object = Ref::taken(PyType_GenericAlloc(type_, 0));
    reinterpret_cast<Box*>(object.get())->it = it.release();
    return object;
  }
  static T& of(PyObject* object) {
    if (!PyObject_TypeCheck(object, type_)) {
      PyErr_SetString(PyExc_TypeError, "this object does not belong here");
      throw Raised{};
    }
    return *reinterpret_cast<Box*>(object)->it;
  }

 private:
  struct Box {
    PyObject_HEAD T* it;
  };
  static void free(PyObject* object) {
    PyTypeObject* type = Py_TYPE(object);
    delete reinterpret_cast<Box*>(object)->it;
    reinterpret_cast<freefunc>(PyType_GetSlot(type, Py_tp_free))(object);
    Py_DECREF(type);
  }
  static inline PyTypeObject* type_ = nullptr;
};

}  // namespace partials::py
