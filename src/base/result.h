// SPDX-License-Identifier: MIT
// Errors as values, for everything from base to engine (no exceptions there). A message is one clear sentence
// that names the file, field, value, what was expected and the remedy; it is shown to musicians unchanged.
// The code tells a program the kind of error.
#pragma once
#include <cassert>
#include <optional>
#include <string>
#include <utility>

namespace partials {

enum class ErrorCode {
  refused,      // the request is not allowed, out of range or unknown
  missing,      // there is no such file, model or program
  unreadable,   // it exists, but reading or writing it fails: permissions, a full or a broken disk
  damaged,      // its contents are inconsistent
  too_new,      // it was made by a newer version
  unsupported,  // it is of a kind that cannot be used here
  memory,       // there is not enough memory
  cancelled,    // the user stopped it
  internal,     // a fault of this program
};

struct Error {
  std::string text;
  ErrorCode code = ErrorCode::refused;
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
