// SPDX-License-Identifier: MIT
// Errors as values, for everything from base to engine (no exceptions there). A message is one clear sentence
// that names the file, field, value, what was expected and the remedy; it is shown to musicians as it stands.
#pragma once
#include <cassert>
#include <optional>
#include <string>
#include <utility>

namespace partials {

struct Error {
  std::string text;
};

// Either a T or an Error. Ask ok() first; value() asserts.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Error error) : error_(std::move(error)) {}
  bool ok() const { return value_.has_value(); }
  explicit operator bool() const { return ok(); }
  T& value() & {
    assert(ok());
    return *value_;
  }
  const T& value() const& {
    assert(ok());
    return *value_;
  }
  T&& value() && {
    assert(ok());
    return std::move(*value_);
  }
  const Error& error() const { return error_; }

 private:
  std::optional<T> value_;
  Error error_;
};

// Success, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}
  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace partials
