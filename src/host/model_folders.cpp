// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdlib>

#include "base/sha256.h"
#include "families/model_loading.h"
#include "host/session.h"
#include "system/file.h"
#include "system/paths.h"

namespace partials {
namespace {

constexpr size_t kMaxFiles = 10000;

void add_list(std::vector<std::string>& out, const char* list, const std::string& below) {
  const std::string all = list ? list : "";
  for (size_t at = 0; at < all.size();) {
    const size_t end = std::min(all.find(':', at), all.size());
    if (end > at && all[at] == '/') out.push_back(all.substr(at, end - at) + below);
    at = end + 1;
  }
}

const char* env_or(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value && *value ? value : otherwise;
}

// PREFIX/share/partials/models, if this file is in PREFIX/bin, PREFIX/lib/clap or deeper (a VST3 is five
// folders down).
void add_own_installation(std::vector<std::string>& out) {
  std::string folder = folder_of(own_file());
  for (int i = 0; i < 6 && !folder.empty(); ++i, folder = folder_of(folder))
    if (const std::string models = folder + "/share/partials/models"; is_folder(models))
      return out.push_back(models);
}

bool has_hash(const std::string& path, const std::string& sha256) {
  const auto bytes = read_file(path, kMaxHostedModelBytes);
  return bytes && sha256_hex(bytes.value()) == sha256;
}

}  // namespace

std::vector<std::string> model_folders() {
  std::vector<std::string> out;
  add_list(out, std::getenv("PARTIALS_MODEL_PATH"), "");
  const std::string home = env_or("HOME", ""), own = home.empty() ? "" : home + "/.local/share";
  add_list(out, env_or("XDG_DATA_HOME", own.c_str()), "/partials/models");
  add_list(out, env_or("XDG_DATA_DIRS", "/usr/local/share:/usr/share"), "/partials/models");
  add_own_installation(out);
  for (auto it = out.begin(); it != out.end();)
    it = std::find(out.begin(), it, *it) == it ? it + 1 : out.erase(it);
  return out;
}

std::string factory_of_build_tree() {
  // a link that the build makes (apps/factory); it is never installed
  const std::string beside = folder_of(own_file()) + "/factory";
  return is_link(beside) && is_folder(beside) ? real_path(beside) : "";
}

std::vector<std::string> model_files_in(const std::string& folder) {
  auto found = files_below(folder, 3, kMaxFiles,
                           [](const std::string& name) { return file_ending(name) == ".partials"; });
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::string> model_files() {
  std::vector<std::string> found;
  for (const std::string& folder : model_folders())
    for (std::string& path : model_files_in(folder))
      if (found.size() < kMaxFiles) found.push_back(std::move(path));
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::string model_beside(const std::string& path, int steps) {
  return path_beside(model_files(), path, steps);
}

std::string path_beside(const std::vector<std::string>& files, const std::string& path, int steps) {
  if (files.empty()) return "";
  const auto n = static_cast<int>(files.size());
  const auto at = std::find(files.begin(), files.end(), path);
  if (at == files.end()) return steps < 0 ? files.back() : files.front();
  return files[static_cast<size_t>(((static_cast<int>(at - files.begin()) + steps) % n + n) % n)];
}

std::string find_model(const std::string& sha256, const std::string& path) {
  if (!path.empty() && has_hash(path, sha256)) return path;
  for (const std::string& file : model_files())
    if (has_hash(file, sha256)) return file;
  return "";
}

Result<std::string> model_of_preset(const Preset& preset) {
  const ModelReference& m = preset.model;
  const std::string path = find_model(m.sha256, m.path);
  if (!path.empty()) return path;
  return Error{"The preset '" + preset.name + "' is for the model '" + m.name +
                   "', which is not on this machine (looked for " +
                   (m.path.empty() ? "its contents" : m.path) +
                   " and in the model folders), so nothing was changed; put the model's file there, or load "
                   "another one.",
               ErrorCode::missing};
}

}  // namespace partials
