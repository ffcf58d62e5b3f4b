// SPDX-License-Identifier: MIT
// For layers that throw: returns the value of a Result, or throws an exception with the error's text.
#pragma once
#include <stdexcept>
#include <utility>

#include "base/result.h"

namespace partials {

template <class Exception = std::runtime_error, class T>
T need(Result<T> r) {
  if (!r) throw Exception(r.error().text);
  return std::move(r).value();
}

template <class Exception = std::runtime_error>
void need(const Result<void>& r) {
  if (!r) throw Exception(r.error().text);
}

}  // namespace partials
