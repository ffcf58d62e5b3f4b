// SPDX-License-Identifier: MIT
// What went wrong, in a sentence of our own: the words of our own errors, and words for those that a library
// throws, whose text no person should have to read.
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
    return "the system refused something: " + s->code().message() +
           "; check free memory, disk space and permissions.";
  if (dynamic_cast<const nlohmann::json::exception*>(&e))
    return "a file of settings, runs or models holds something unexpected; remove what was changed in it by "
           "hand, or start a new run.";
  if (dynamic_cast<const std::bad_alloc*>(&e))
    return "there is not enough memory for this; close other programs or use shorter recordings.";
  if (dynamic_cast<const std::runtime_error*>(&e)) return e.what();  // ours
  return "something unexpected went wrong within the program; please report what you did and which files you "
         "used.";
}

}  // namespace partials
