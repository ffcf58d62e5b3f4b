// SPDX-License-Identifier: MIT
#include "runs/run_store.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "base/command_name.h"
#include "base/time_stamp.h"
#include "report/json_values.h"
#include "runs/run_index.h"
#include "system/xdg.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// PARTIALS_RUNS may lie on a disk that several machines share, where SQLite's locks do not work.
bool is_elsewhere() {
  const char* runs = std::getenv("PARTIALS_RUNS");
  return runs && *runs;
}

std::string standard_folder() {
  if (is_elsewhere()) return std::getenv("PARTIALS_RUNS");
  const std::string home = data_home();
  if (home.empty())
    throw std::runtime_error(
        "There is no folder for training runs: neither XDG_DATA_HOME nor HOME is set; set one of them.");
  return home + "/runs";
}

RunInfo info_of(const Run& run) {
  const json figures = run.figures();
  return {run.id(),
          text_in(run.config(), "name"),
          run.status(),
          run.created(),
          run.path(),
          metric_in(figures),
          validation_in(figures),
          number_in(figures, "spent_s"),
          whole_in(figures, "steps"),
          run.damage()};
}

bool is_plain(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// A unique folder: two runs may start in the same second, and one process may start several.
std::string make_folder(const std::string& store, const std::string& name) {
  std::string safe;
  for (char c : name) safe += is_plain(c) ? c : '-';
  const std::string wanted =
      store + "/" + utc_stamp("%Y%m%d-%H%M%S") + "-" + safe.substr(0, 32) + "-" + std::to_string(getpid());
  for (int n = 1;; ++n) {
    const std::string folder = wanted + (n == 1 ? "" : "-" + std::to_string(n));
    std::error_code failed;
    if (fs::create_directory(folder, failed)) return folder;
    if (failed)
      throw std::runtime_error("Cannot make the run's folder '" + folder + "': " + failed.message() +
                               "; check free space and permissions, or set XDG_DATA_HOME to another folder.");
  }
}

std::string make_named(const std::string& store, const std::string& id) {
  std::error_code failed;
  const std::string folder = store + "/" + id;
  fs::create_directory(folder, failed);
  if (failed)
    throw std::runtime_error("Cannot make the run's folder '" + folder + "': " + failed.message() +
                             "; check free space and permissions.");
  return folder;
}

bool is_run(const fs::directory_entry& e) {
  std::error_code none;
  if (!e.is_directory(none) || e.path().filename().string().starts_with(".")) return false;
  for (const char* file : {"config.json", "state.json", "checkpoint.bin"})
    if (fs::exists(fs::symlink_status(e.path() / file, none))) return true;
  return false;
}

// A run appears whole or not at all.
std::string copy_run(const fs::path& from, const std::string& store) {
  const std::string id = from.filename().string(), part = store + "/.import-" + std::to_string(getpid());
  const fs::path to = fs::path(store) / id;
  std::error_code failed;
  if (fs::exists(to, failed))
    throw std::runtime_error("The run '" + id + "' is in '" + store +
                             "' already; remove one of the two first.");
  fs::copy(from, part, fs::copy_options::recursive, failed);
  if (!failed) fs::rename(part, to, failed);
  if (!failed) return id;
  std::error_code ignored;
  fs::remove_all(part, ignored);
  throw std::runtime_error("The run '" + from.string() + "' cannot be copied: " + failed.message() +
                           "; check free space and permissions.");
}

}  // namespace

RunStore RunStore::open(const std::string& folder) {
  RunStore store(folder.empty() ? standard_folder() : folder);
  std::error_code error;
  fs::create_directories(store.folder_, error);
  if (error)
    throw std::runtime_error("Cannot make the folder for runs '" + store.folder_ + "': " + error.message() +
                             "; set XDG_DATA_HOME to a writable folder.");
  return store;
}

std::vector<Run> RunStore::runs() const {
  struct Placed {
    int64_t begun;
    std::string folder;
  };
  std::vector<Placed> all;
  std::error_code failed;
  for (fs::directory_iterator it(folder_, failed), end; !failed && it != end; it.increment(failed))
    if (is_run(*it)) all.push_back({Run(it->path().string()).begun(), it->path().string()});
  if (failed)
    throw std::runtime_error("The folder for runs '" + folder_ + "' cannot be read: " + failed.message() +
                             "; check its permissions.");
  std::sort(all.begin(), all.end(), [](const Placed& a, const Placed& b) {
    return a.begun != b.begun ? a.begun > b.begun : a.folder > b.folder;
  });
  std::vector<Run> out;
  for (Placed& p : all) out.emplace_back(std::move(p.folder));
  return out;
}

bool RunStore::has(const std::string& id) const { return is_run(fs::directory_entry(folder_ + "/" + id)); }

Run RunStore::create(const std::string& name, const json& config, const std::string& id) {
  int64_t last = 0;
  for (const Run& r : runs()) last = std::max(last, r.begun());
  Run run(id.empty() ? make_folder(folder_, name) : make_named(folder_, id));
  json c = config;
  c["name"] = name;
  c["begun"] = last + 1;
  c["created"] = utc_stamp("%Y-%m-%dT%H:%M:%SZ");
  try {
    run.set_config(c);
    run.set_state("running", json::object());
  } catch (const std::exception& e) {
    std::error_code ignored;
    fs::remove_all(run.path(), ignored);
    throw std::runtime_error("The run cannot be stored: " + std::string(e.what()) +
                             " Or set XDG_DATA_HOME to a folder on another disk.");
  }
  index(run);
  return run;
}

Run RunStore::find(const std::string& start) const {
  const std::vector<Run> all = runs();
  if (start == "latest" && !all.empty()) return all.front();
  std::vector<Run> match;
  for (const Run& r : all) {
    if (r.id() == start) return r;
    if (r.id().rfind(start, 0) == 0) match.push_back(r);
  }
  if (match.size() == 1) return match[0];
  throw std::runtime_error(match.empty() ? "There is no run '" + start + "' in '" + folder_ +
                                               "'; see: " + command("runs list")
                                         : "More than one run starts with '" + start +
                                               "'; give more of its id (" + command("runs list") + ").");
}

void RunStore::index(const Run& run) const {
  if (!is_elsewhere()) index_run(folder_ + "/runs.sqlite", info_of(run));
}

std::vector<std::string> RunStore::import(const std::string& folder) const {
  std::error_code none;
  fs::path place = fs::absolute(folder, none).lexically_normal();
  if (!place.has_filename()) place = place.parent_path();  // a slash at the end
  std::vector<fs::path> found;
  if (fs::is_directory(place, none) && is_run(fs::directory_entry(place)))
    found.push_back(place);
  else
    for (fs::directory_iterator it(place, none), end; !none && it != end; it.increment(none))
      if (is_run(*it)) found.push_back(it->path());
  if (found.empty())
    throw std::runtime_error("'" + folder +
                             "' is not the folder of a run and contains none; name a folder with a " +
                             "config.json that partials train has written.");
  std::sort(found.begin(), found.end());
  std::vector<std::string> ids;
  for (const fs::path& one : found) ids.push_back(copy_run(one, folder_));
  list();
  return ids;
}

void RunStore::remove(const Run& run) const {
  if (run.status() == "running")
    throw std::runtime_error("Run '" + run.id() + "' is still being trained; stop it first.");
  const std::string gone = folder_ + "/.removed-" + std::to_string(getpid());
  std::error_code failed;
  fs::rename(run.path(), gone, failed);
  if (!failed) fs::remove_all(gone, failed);
  if (failed)
    throw std::runtime_error("The run '" + run.path() + "' cannot be removed: " + failed.message() +
                             "; check its permissions.");
  list();
}

std::vector<RunInfo> RunStore::list() const {
  std::vector<RunInfo> infos;
  for (const Run& r : runs()) infos.push_back(info_of(r));
  if (!is_elsewhere()) index_anew(folder_ + "/runs.sqlite", infos);
  return infos;
}

}  // namespace partials
