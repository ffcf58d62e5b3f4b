// SPDX-License-Identifier: MIT
#include "runs/run_recordings.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "base/listed.h"
#include "base/printable.h"
#include "data/data_lock.h"
#include "data/dataset_files.h"
#include "report/json_values.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr size_t kMaxLookedAt = 20000;  // files and folders of one search
constexpr int kDeepInGiven = 12, kDeepAround = 3, kUpFromOldPlace = 2;

struct Known {
  std::string path, sha256;
  int64_t bytes = -1, modified_ns = 0;
};

struct Stamp {
  int64_t bytes = -1, modified_ns = 0;  // -1: there is no such file
};

Stamp stamp_of(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
  return {static_cast<int64_t>(info.st_size),
          static_cast<int64_t>(info.st_mtim.tv_sec) * 1000000000 + info.st_mtim.tv_nsec};
}

std::vector<Known> known_recordings(const Run& run) {
  std::vector<Known> all;
  const json j = run.recordings();
  const auto list = j.find("recordings");
  if (list == j.end() || !list->is_array()) return all;
  for (const json& r : *list) {
    all.push_back(
        {bytes_in(r, "path"), text_in(r, "sha256"), whole_in(r, "bytes", -1), whole_in(r, "modified_ns")});
    if (all.back().path.empty() || all.back().sha256.size() != 64)
      throw DataRefused("'" + run.path() +
                        "/recordings.json' is damaged: an entry has no path or no hash; start a new run.");
  }
  return all;
}

std::string absolute_path(const std::string& path) {
  std::error_code failed;
  const fs::path whole = fs::absolute(path, failed);
  return failed ? path : whole.lexically_normal().string();
}

// Files of the sizes that are looked for, by their hash; each is hashed once.
class Places {
 public:
  explicit Places(const std::vector<Known>& known) {
    for (const Known& k : known) sizes_.insert(k.bytes);
  }

  void look_into(const fs::path& place, int deepest) {
    std::error_code failed;
    if (!fs::is_directory(place, failed)) return look_at(place.string());
    size_t looked_at = 0;
    fs::recursive_directory_iterator it(place, fs::directory_options::skip_permission_denied, failed), end;
    for (; !failed && it != end && ++looked_at < kMaxLookedAt; it.increment(failed)) {
      std::error_code none;
      const bool hidden = it->path().filename().string().starts_with(".");
      if (it->is_directory(none) && (hidden || it.depth() >= deepest))
        it.disable_recursion_pending();
      else if (it->is_regular_file(none))
        look_at(it->path().string());
    }
  }

  // Prefers the one with the same name if there are several, and skips one that already matches another
  // recording.
  std::optional<std::string> find(const Known& k) {
    std::optional<std::string> best;
    const auto [first, last] = by_hash_.equal_range(k.sha256);
    const auto worth = [&](const std::string& path) {
      return 2 * (taken_.count(path) == 0) + (fs::path(path).filename() == fs::path(k.path).filename());
    };
    for (auto it = first; it != last; ++it)
      if (!best || worth(it->second) > worth(*best)) best = it->second;
    if (best) taken_.insert(*best);
    return best;
  }

 private:
  void look_at(const std::string& path) {
    if (!sizes_.count(stamp_of(path).bytes) || !seen_.insert(path).second) return;
    if (const auto hash = content_hash(path)) by_hash_.emplace(hash.value(), path);
  }
  std::set<int64_t> sizes_;
  std::set<std::string> seen_, taken_;
  std::multimap<std::string, std::string> by_hash_;
};

// The nearest existing folder above a path and a few levels above it, but never the whole disk.
std::vector<fs::path> places_around(const std::string& path) {
  std::vector<fs::path> places;
  fs::path folder = fs::path(path).parent_path();
  std::error_code none;
  while (folder.has_relative_path() && !fs::is_directory(folder, none)) folder = folder.parent_path();
  for (int up = 0; up <= kUpFromOldPlace && folder.has_relative_path(); ++up, folder = folder.parent_path())
    places.push_back(folder);
  return places;
}

using Files = std::vector<std::optional<std::string>>;  // [recordings]: where each is now

void fill(Files* files, const std::vector<Known>& known, Places& places) {
  for (size_t i = 0; i < known.size(); ++i)
    if (!(*files)[i]) (*files)[i] = places.find(known[i]);
}
bool complete(const Files& files) {
  return std::all_of(files.begin(), files.end(), [](const auto& f) { return f.has_value(); });
}

// Those at their old path, with the same size and time.
void keep_untouched(Files* files, const std::vector<Known>& known) {
  for (size_t i = 0; i < known.size(); ++i) {
    const Stamp now = stamp_of(known[i].path);
    if (now.bytes >= 0 && now.bytes == known[i].bytes && now.modified_ns == known[i].modified_ns)
      (*files)[i] = known[i].path;
  }
}

std::vector<std::string> names_where(const std::vector<Known>& known, const Files& files, bool there) {
  std::vector<std::string> names;
  for (size_t i = 0; i < known.size(); ++i)
    if (!files[i] && (stamp_of(known[i].path).bytes >= 0) == there)
      names.push_back(printable(fs::path(known[i].path).filename().string()));
  return names;
}

[[noreturn]] void refuse(const std::vector<Known>& known, const Files& files) {
  const auto changed = names_where(known, files, true), gone = names_where(known, files, false);
  std::string what;
  if (!changed.empty()) what = "recordings have changed since the run began: " + listed(changed);
  if (!gone.empty())
    what += (what.empty() ? "" : "; ") + ("recordings were not found: " + listed(gone) + " (they were in '" +
                                          printable(fs::path(known[0].path).parent_path().string()) + "')");
  throw DataRefused("The run cannot continue: " + what +
                    "; name their current folder (--recordings FOLDER), or start a new run.");
}

std::string note_on(const std::vector<Known>& known, const Files& files) {
  std::set<std::string> folders;
  for (size_t i = 0; i < known.size(); ++i)
    if (*files[i] != known[i].path)
      folders.insert("'" + printable(fs::path(*files[i]).parent_path().string()) + "'");
  return folders.empty() ? ""
                         : "The recordings were moved, and were found by their hashes in " +
                               listed({folders.begin(), folders.end()}) + ".";
}

}  // namespace

void remember_recordings(Run& run, const Dataset& data) {
  json list = json::array();
  for (const Recording& r : data.recordings) {
    const Stamp now = stamp_of(r.path);
    list.push_back({{"path", json_of_bytes(absolute_path(r.path))},
                    {"sha256", r.sha256},
                    {"bytes", now.bytes},
                    {"modified_ns", now.modified_ns}});
  }
  run.set_recordings({{"recordings", list}});
}

FoundAgain find_again(const Run& run, const std::vector<std::string>& given) {
  const std::vector<Known> known = known_recordings(run);
  if (known.empty()) return {};
  Files files(known.size());
  Places places(known);
  for (const std::string& place : given) {
    std::error_code none;
    if (!fs::exists(place, none))
      throw DataRefused("'" + place +
                        "' does not exist; name the folder where the run's recordings are now.");
    places.look_into(absolute_path(place), kDeepInGiven);
  }
  fill(&files, known, places);
  if (given.empty()) keep_untouched(&files, known);
  if (!complete(files)) {
    std::set<fs::path> old;
    for (const Known& k : known) {
      places.look_into(k.path, 0);
      old.insert(fs::path(k.path).parent_path());
    }
    for (const fs::path& folder : old) places.look_into(folder, 0);
    fill(&files, known, places);
  }
  for (size_t i = 0; i < known.size() && given.empty() && !complete(files); ++i)
    if (!files[i] && stamp_of(known[i].path).bytes < 0) {
      for (const fs::path& place : places_around(known[i].path)) {
        places.look_into(place, kDeepAround);
        fill(&files, known, places);
        if (complete(files)) break;
      }
      std::error_code none;
      if (!complete(files)) {
        places.look_into(fs::current_path(none), kDeepAround);
        fill(&files, known, places);
      }
      break;  // one search covers all
    }
  if (!complete(files)) refuse(known, files);
  FoundAgain again;
  for (const auto& f : files) again.files.push_back(*f);
  again.note = note_on(known, files);
  return again;
}

void check_lock(const Run& run, const json& lock) {
  const json first = run.data_lock();
  if (first.empty()) return;
  const auto differences = differences_of_locks(first, lock);
  if (differences.empty()) return;
  throw DataRefused("The recordings are not those of the first training: " + words_on(differences) +
                    "; name the folder of the original ones, or start a new training.");
}

void check_unchanged(const Run& run, const Dataset& data) {
  const std::vector<Known> known = known_recordings(run);
  std::vector<std::string> changed;
  for (size_t i = 0; i < std::min(known.size(), data.recordings.size()); ++i)
    if (known[i].sha256 != data.recordings[i].sha256)
      changed.push_back(printable(fs::path(data.recordings[i].path).filename().string()));
  if (!changed.empty())
    throw DataRefused(
        "The run cannot continue: recordings have changed since the run began: " + listed(changed) +
        "; name the folder of the original ones (--recordings FOLDER), or start a new run.");
}

}  // namespace partials
