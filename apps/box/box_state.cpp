// SPDX-License-Identifier: MIT
#include "box/box_state.h"

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "host/settings_json.h"
#include "system/file.h"
#include "system/paths.h"
#include "system/xdg.h"

namespace partials::box {
namespace {

using nlohmann::json;
constexpr int kVersion = 1, kLongestWait_s = 10;
constexpr uint64_t kMaxBytes = 1u << 18;

}  // namespace

std::string BoxState::standard_path(const std::string& config_file) {
  const std::string folder = state_home();
  return folder.empty() ? "" : folder + "/box-" + file_stem(config_file) + ".json";
}

std::optional<Remembered> BoxState::read(std::string& trouble) {
  if (path_.empty() || !is_file(path_)) return std::nullopt;
  const auto bytes = read_file(path_, kMaxBytes);
  const json j = bytes ? json::parse(bytes.value(), nullptr, false) : json();
  Remembered r;
  const bool valid = j.is_object() && j.value("box_state", json()) == kVersion && j.contains("parameters") &&
                     read_settings(j, r.settings).empty();
  if (!valid) {
    const std::string aside = path_ + ".broken";
    trouble = "The box's state '" + path_ + "' cannot be read, so the box begins anew" +
              (std::rename(path_.c_str(), aside.c_str()) == 0 ? "; the file was renamed to '" + aside + "'."
                                                              : "; remove the file.");
    return std::nullopt;
  }
  written_ = bytes.value();
  r.plays = text_at(j, "plays");
  if (text_at(j, "config") != hash_) return std::nullopt;
  return r;
}

std::string BoxState::text_of(Player& player) const {
  const Status status = player.status();
  json j = json_from_settings(settings_of(player.engine()));
  j["box_state"] = kVersion;
  j["config"] = hash_;
  j["plays"] = status.preset ? status.preset->path : status.path;
  return j.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<void> BoxState::keep(Player& player) {
  if (path_.empty()) return {};
  const std::string now = text_of(player);
  const bool rested = now == seen_;
  seen_ = now;
  if (now == written_) {
    waited_s_ = 0;
    return {};
  }
  return rested || ++waited_s_ >= kLongestWait_s ? write(now) : Result<void>();
}

Result<void> BoxState::keep_now(Player& player) {
  const std::string now = path_.empty() ? "" : text_of(player);
  return now == written_ ? Result<void>() : write(now);
}

Result<void> BoxState::write(const std::string& text) {
  waited_s_ = 0;
  std::error_code failed;
  std::filesystem::create_directories(folder_of(path_), failed);
  const auto done = atomic_write(path_, text);
  if (done) written_ = text;
  return done;
}

}  // namespace partials::box
