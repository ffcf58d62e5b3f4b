// SPDX-License-Identifier: MIT
#include "library/library_file.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "system/file.h"
#include "system/file_lock.h"
#include "system/xdg.h"

namespace partials {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;
constexpr uint64_t kMaxBytes = 8u << 20;
constexpr size_t kMaxFavourites = 2000, kMaxRecent = 100, kLongestPath = 4096;
constexpr int kVersion = 1;

std::vector<ModelMark> marks_from(const json& j, const char* key, size_t most) {
  std::vector<ModelMark> out;
  const auto list = j.find(key);
  if (list == j.end() || !list->is_array()) return out;
  for (const json& m : *list) {
    if (out.size() == most) break;
    if (!m.is_object() || !m.contains("path") || !m["path"].is_string() ||
        m["path"].get_ref<const std::string&>().size() > kLongestPath)
      continue;
    ModelMark mark{m["path"].get<std::string>(), "", 0};
    if (m.contains("sha256") && m["sha256"].is_string()) mark.sha256 = m["sha256"].get<std::string>();
    if (m.contains("at") && m["at"].is_number_integer()) mark.at_s = m["at"].get<int64_t>();
    out.push_back(std::move(mark));
  }
  return out;
}

json json_from(const std::vector<ModelMark>& marks) {
  json out = json::array();
  for (const ModelMark& m : marks) out.push_back({{"path", m.path}, {"sha256", m.sha256}, {"at", m.at_s}});
  return out;
}

bool same(const ModelMark& a, const ModelMark& b) {
  return a.path == b.path || (!a.sha256.empty() && a.sha256 == b.sha256);
}

void forget(std::vector<ModelMark>& list, const ModelMark& mark) {
  list.erase(std::remove_if(list.begin(), list.end(), [&](const ModelMark& m) { return same(m, mark); }),
             list.end());
}

void put_first(std::vector<ModelMark>& list, const ModelMark& mark, size_t most) {
  forget(list, mark);
  list.insert(list.begin(), mark);
  if (list.size() > most) list.resize(most);
}

// The object in the file; an empty one if there is no file; null if it is damaged.
json read_object(const std::string& path) {
  std::error_code failed;
  if (!fs::exists(path, failed)) return json::object();
  const auto bytes = read_file(path, kMaxBytes);
  const json j = bytes ? json::parse(bytes.value(), nullptr, false) : json();
  return j.is_object() ? j : json();
}

std::string put_aside(const std::string& path) {
  std::string to = path + ".broken";
  for (int n = 2; n < 10 && ::access(to.c_str(), F_OK) == 0; ++n) to = path + ".broken-" + std::to_string(n);
  if (std::rename(path.c_str(), to.c_str()) != 0)
    return "The list of favourites '" + path + "' cannot be read or renamed; remove it.";
  return "The list of favourites could not be read, so it was renamed to '" + to +
         "' and a new list was started.";
}

bool from_the_future(const json& j) {
  const auto v = j.find("version");
  return v != j.end() && v->is_number_integer() && v->get<int64_t>() > kVersion;
}

LibraryMarks marks_of(const json& j) {
  return {marks_from(j, "favourites", kMaxFavourites), marks_from(j, "recent", kMaxRecent)};
}

}  // namespace

void apply(LibraryMarks& marks, const LibraryChange& change) {
  if (change.kind == LibraryChange::favourite)
    put_first(marks.favourites, change.mark, kMaxFavourites);
  else if (change.kind == LibraryChange::no_favourite)
    forget(marks.favourites, change.mark);
  else
    put_first(marks.recent, change.mark, kMaxRecent);
}

LibraryFile::LibraryFile(std::string path) : path_(std::move(path)) {}

std::string LibraryFile::standard_path() {
  const std::string home = config_home();
  return home.empty() ? "" : home + "/library.json";
}

LibraryMarks LibraryFile::read(std::string& message) const {
  json j = read_object(path_);
  if (j.is_null()) {
    const FileLock lock(path_ + ".lock");
    j = read_object(path_);  // another process may have repaired it
    if (j.is_null()) message = put_aside(path_);
  }
  return j.is_null() ? LibraryMarks{} : marks_of(j);
}

Result<LibraryMarks> LibraryFile::change(const LibraryChange& change, std::string& message) const {
  if (path_.empty())
    return Error{
        "There is no folder for favourites: neither XDG_CONFIG_HOME nor HOME is set; set one of them."};
  std::error_code failed;
  fs::create_directories(fs::path(path_).parent_path(), failed);
  const FileLock lock(path_ + ".lock");
  json j = read_object(path_);
  if (j.is_null()) {
    message = put_aside(path_);
    j = json::object();
  }
  if (from_the_future(j))
    return Error{"The list of favourites '" + path_ +
                 "' was written by a newer Partials, so it was not changed; update Partials."};
  LibraryMarks marks = marks_of(j);
  apply(marks, change);
  j["version"] = kVersion;
  j["favourites"] = json_from(marks.favourites);
  j["recent"] = json_from(marks.recent);
  if (auto r = atomic_write(path_, j.dump(1, ' ', false, json::error_handler_t::replace)); !r)
    return Error{"Favourites cannot be saved: " + r.error().text};
  return marks;
}

}  // namespace partials
