// SPDX-License-Identifier: MIT
#include "runs/model_versions.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "base/need.h"
#include "base/sha256.h"
#include "families/model_loading.h"
#include "host/model_names.h"
#include "host/model_version.h"
#include "model/json_fields.h"
#include "model/model_header.h"
#include "report/json_values.h"
#include "runs/make_folder.h"
#include "system/file.h"
#include "system/xdg.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr size_t kLongestName = 64;

std::string home_of_versions() {
  if (const std::string folder = versions_folder(); !folder.empty()) return folder;
  throw std::runtime_error(
      "There is no folder for versions of models: neither XDG_DATA_HOME nor HOME is set; set one of them.");
}

// "Tenor Saxophone" -> "tenor-saxophone"
std::string plain_name(const std::string& text) {
  std::string name;
  for (const char c : text.substr(0, kLongestName)) {
    const bool upper = c >= 'A' && c <= 'Z',
               plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (upper)
      name += static_cast<char>(c - 'A' + 'a');
    else if (plain)
      name += c;
    else if (!name.empty() && name.back() != '-')
      name += '-';
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() ? "model" : name;
}

ModelVersion version_at(const std::string& name, int number) {
  ModelVersion v;
  v.name = name;
  v.number = number;
  const std::string folder = home_of_versions() + "/" + name;
  v.path = folder + "/" + std::to_string(number) + ".partials";
  v.best = best_version(folder) == number;
  v.sha256 = sha256_of_file(v.path);
  const auto header = read_model_header(v.path);
  if (!header) {
    v.problem = header.error().text;
    return v;
  }
  v.created = header.value().card.created;
  v.metrics = header.value().card.metrics;
  const auto made = header.value().metadata.find("training");
  const json recipe = made == header.value().metadata.end() ? json() : json_from_text(made->second);
  if (recipe.is_object()) {
    v.parent = text_in(recipe, "parent");
    v.data_lock = text_in(object_in(recipe, "data"), "sha256");
  }
  return v;
}

std::vector<int> numbers_in(const std::string& folder) {
  std::vector<int> numbers;
  for (int n = 1, last = latest_version(folder); n <= last; ++n) {
    std::error_code none;
    if (fs::exists(folder + "/" + std::to_string(n) + ".partials", none)) numbers.push_back(n);
  }
  return numbers;
}

// What writers that were killed left behind.
void remove_left_over(const std::string& folder) {
  constexpr auto kForgotten = std::chrono::hours(1);
  std::error_code none;
  for (fs::directory_iterator it(folder, none), end; !none && it != end; it.increment(none)) {
    std::error_code gone;
    const auto written = it->last_write_time(gone);
    if (!gone && it->path().filename().string().rfind(".new", 0) == 0 &&
        fs::file_time_type::clock::now() - written > kForgotten)
      fs::remove(it->path(), gone);
  }
}

// The number under which these bytes are now, above `checked`, up to which no version has them. A link to a
// name that exists fails, so two writers never get the same number; and each looks at what it failed on, so
// two writers of the same bytes get one.
int store(const std::string& folder, int checked, const std::string& bytes, const std::string& hash) {
  const std::string written = folder + "/.new" + std::to_string(getpid());
  need(atomic_write(written, bytes));
  int failed = EEXIST, number = checked;
  while (failed == EEXIST && ++number < kMostVersions) {
    const std::string path = folder + "/" + std::to_string(number) + ".partials";
    failed = link(written.c_str(), path.c_str()) == 0 ? 0 : errno;
    if (failed == EEXIST && sha256_of_file(path) == hash) failed = 0;
  }
  unlink(written.c_str());
  if (failed)
    throw std::runtime_error("Cannot add a version in '" + folder + "': " + std::strerror(failed) +
                             "; check free space and permissions.");
  return number;
}

}  // namespace

ModelVersion add_version(const std::string& file, const std::string& wanted) {
  const Model model = need(load_model(file));
  const std::string name = plain_name(!wanted.empty() ? wanted : model.card.name),
                    folder = home_of_versions() + "/" + name;
  const std::string bytes = need(read_file(file, kMaxModelBytes)), hash = sha256_hex(bytes);
  make_folder(folder);
  remove_left_over(folder);
  int checked = 0;
  for (const int n : numbers_in(folder)) {
    if (const ModelVersion v = version_at(name, n); v.sha256 == hash) return v;
    checked = n;
  }
  try {
    return version_at(name, store(folder, checked, bytes, hash));
  } catch (...) {
    std::error_code none;
    fs::remove(folder, none);  // if nothing is in it
    throw;
  }
}

std::vector<ModelVersion> model_versions(const std::string& wanted) {
  std::vector<std::string> names;
  std::error_code none;
  const std::string home = home_of_versions();
  for (fs::directory_iterator it(home, none), end; !none && it != end; it.increment(none))
    if (it->is_directory(none) && (wanted.empty() || it->path().filename() == wanted))
      names.push_back(it->path().filename().string());
  std::sort(names.begin(), names.end());
  std::vector<ModelVersion> all;
  for (const std::string& name : names)
    for (const int n : numbers_in(home + "/" + name)) all.push_back(version_at(name, n));
  return all;
}

ModelVersion find_version(const std::string& wanted) {
  if (!is_version_name(wanted))
    throw std::runtime_error("'" + wanted +
                             "' is not a version of a model; write NAME@NUMBER, NAME@best or " +
                             "NAME@latest (partials models versions).");
  const fs::path path = need(version_path(wanted));
  return version_at(path.parent_path().filename().string(), std::stoi(path.stem().string()));
}

std::optional<ModelVersion> best_of(const std::string& name) {
  const int number = best_version(home_of_versions() + "/" + name);
  return number ? std::optional(version_at(name, number)) : std::nullopt;
}

std::string make_best(const ModelVersion& v, const std::string& forced) {
  if (!forced.empty()) {
    Model model = need(load_model(v.path));
    model.card.forced = forced;
    need(save_model(model, v.path));
  }
  const std::string models = data_home() + "/models", shown = models + "/" + v.name + ".partials";
  make_folder(models);
  // The large file is written before the small one that names it, and appears last: on a full disk both stay
  // as they were.
  const std::string waiting = temporary_path(shown), best = home_of_versions() + "/" + v.name + "/best.json";
  need(atomic_write(waiting, need(read_file(v.path, kMaxModelBytes))));
  if (const auto named = atomic_write(best, json{{"best", v.number}}.dump()); !named) {
    discard_file(waiting);
    throw std::runtime_error(named.error().text);
  }
  need(commit_file(waiting, shown));
  return shown;
}

}  // namespace partials
