// SPDX-License-Identifier: MIT
// Turns an exception into one sentence for the user: our own errors keep their text; exceptions of
// libraries get a readable one.
#pragma once
#include <exception>
#include <filesystem>
#include <new>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <system_error>

namespace partials {

inline std::string sentence_of(const std::exception& e) {
  if (const auto* f = dynamic_cast<const std::filesystem::filesystem_error*>(&e))
    return "'" + f->path1().string() + "' cannot be used: " + f->code().message() +
           "; check the name, links and permissions.";
  if (const auto* s = dynamic_cast<const std::system_error*>(&e))
    return "the operating system reported an error: " + s->code().message() +
           "; check free memory, disk space and permissions.";
  if (dynamic_cast<const nlohmann::json::exception*>(&e))
    return "a file of settings, runs or models has unexpected contents; undo any manual change in it, or "
           "start a new run.";
  if (dynamic_cast<const std::bad_alloc*>(&e))
    return "there is not enough memory for this; close other programs or use shorter recordings.";
  if (dynamic_cast<const std::runtime_error*>(&e)) return e.what();  // ours
  return "an internal error occurred; please report what you did and which files you "
         "used.";
}

}  // namespace partials
