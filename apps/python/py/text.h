// SPDX-License-Identifier: MIT
// Text and structured values between the two languages: structured ones travel as JSON, paths as bytes.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "py/object.h"

namespace partials::py {

// The arguments of a call, as PyArg_ParseTuple has them.
template <class... Targets>
void parse(PyObject* arguments, const char* format, Targets*... targets) {
  if (!PyArg_ParseTuple(arguments, format, targets...)) throw Raised{};
}

inline Ref text(const std::string& s) {
  return Ref::taken(PyUnicode_DecodeUTF8(s.data(), static_cast<Py_ssize_t>(s.size()), "replace"));
}
inline Ref bytes(const std::string& s) {
  return Ref::taken(PyBytes_FromStringAndSize(s.data(), static_cast<Py_ssize_t>(s.size())));
}
inline Ref json_text(const nlohmann::json& j) {
  return text(j.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}
inline Ref tuple(const char* format, const auto&... references) {
  return Ref::taken(Py_BuildValue(format, references.get()...));
}

// A list of bytes objects: paths.
inline std::vector<std::string> paths_of(PyObject* list) {
  std::vector<std::string> paths;
  for (Py_ssize_t i = 0; i < PyList_Size(list); ++i) {
    char* data = nullptr;
    Py_ssize_t size = 0;
    if (PyBytes_AsStringAndSize(PyList_GetItem(list, i), &data, &size) < 0) throw Raised{};
    paths.emplace_back(data, static_cast<size_t>(size));
  }
  return paths;
}

}  // namespace partials::py
