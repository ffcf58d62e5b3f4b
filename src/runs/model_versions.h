// SPDX-License-Identifier: MIT
// The versions of the user's models (host/model_version.h): adding a file, listing, and promoting a version,
// which makes it NAME@best and copies it to NAME.partials in the model folder, where hosts find it. A version
// never changes, except that a forced promotion is noted in its card. Throws std::runtime_error with one
// sentence.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/model.h"

namespace partials {

struct ModelVersion {
  std::string name;
  int number = 0;
  std::string path, sha256;
  std::string parent;     // SHA-256 of the model that its training started from; "": none, or not known
  std::string data_lock;  // of its recordings; "": not known
  std::string created, problem;
  std::map<std::string, double> metrics;
  bool best = false;
};

// A file becomes the next version; the same content is added once. name: "" for the card's.
ModelVersion add_version(const std::string& file, const std::string& name = "");

// Of one name, or of all; by name and number.
std::vector<ModelVersion> model_versions(const std::string& name = "");

// The version that NAME@N, NAME@best or NAME@latest means.
ModelVersion find_version(const std::string& wanted);
std::optional<ModelVersion> best_of(const std::string& name);

// forced: the reason why it is promoted although it is worse; "" otherwise. Returns the file that hosts find.
std::string make_best(const ModelVersion& version, const std::string& forced = "");

}  // namespace partials
