// SPDX-License-Identifier: MIT
#include "host/model_version.h"

#include <algorithm>

#include "model/json_fields.h"
#include "system/file.h"
#include "system/paths.h"
#include "system/xdg.h"

namespace partials {
namespace {

constexpr uint64_t kMostBytes = 1 << 20;
constexpr size_t kMostDigits = 6;

// 0: not a whole number from 1
int number_in(const std::string& text) {
  if (text.empty() || text.size() > kMostDigits || text.find_first_not_of("0123456789") != std::string::npos)
    return 0;
  int n = 0;
  for (const char c : text) n = 10 * n + (c - '0');
  return n;
}

}  // namespace

std::string versions_folder() {
  const std::string home = data_home();
  return home.empty() ? "" : home + "/versions";
}

bool is_version_name(const std::string& wanted) {
  return wanted.find('/') == std::string::npos && wanted.rfind('@') != std::string::npos &&
         wanted[0] != '@' && wanted[0] != '.';
}

int best_version(const std::string& folder) {
  const auto text = read_file(folder + "/best.json", kMostBytes);
  if (!text) return 0;
  const nlohmann::json j = json_from_text(text.value());
  const nlohmann::json best = j.is_object() ? j.value("best", nlohmann::json()) : nlohmann::json();
  return best.is_number_unsigned() && best.get<uint64_t>() <= kMostVersions ? best.get<int>() : 0;
}

int latest_version(const std::string& folder) {
  int latest = 0;
  for (const std::string& file : files_below(folder, 0, kMostVersions, [](const std::string& name) {
         return file_ending(name) == ".partials";
       }))
    latest = std::max(latest, number_in(file_stem(file)));
  return latest;
}

Result<std::string> version_path(const std::string& wanted) {
  const size_t at = wanted.rfind('@');
  const std::string name = wanted.substr(0, at), word = wanted.substr(at + 1);
  const std::string folder = versions_folder() + "/" + name;
  if (versions_folder().empty() || !is_folder(folder))
    return Error{"There is no version of a model '" + name +
                     "'; partials models versions shows all, and partials " + "models add FILE adds one.",
                 ErrorCode::missing};
  const int version = word == "best"     ? best_version(folder)
                      : word == "latest" ? latest_version(folder)
                                         : number_in(word);
  if (version == 0 && word == "best")
    return Error{"No version of '" + name + "' was promoted yet; see: partials models promote --help",
                 ErrorCode::missing};
  const std::string path = folder + "/" + std::to_string(version) + ".partials";
  if (version > 0 && is_file(path)) return path;
  return Error{"There is no version '" + word + "' of the model '" + name + "'; partials models versions " +
                   name + " shows all.",
               ErrorCode::missing};
}

}  // namespace partials
