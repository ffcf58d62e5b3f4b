// SPDX-License-Identifier: MIT
#include "memory.h"

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "system/file.h"
#include "system/xdg.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
constexpr int kVersion = 1, kMaxPixels = 16384;
constexpr uint64_t kMaxSettings = 1 << 20, kMaxSession = 300u << 20;

std::string text_of(const Remembered& r) {
  const json j = {{"version", kVersion},    {"kind", r.kind == PlayerKind::effect ? "effect" : "instrument"},
                  {"output", r.output},     {"midi", r.midi},
                  {"level_db", r.level_db}, {"window", {r.width, r.height}}};
  return j.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

bool read_settings(const json& j, Remembered& r) {
  if (!j.is_object() || !j.value("version", json()).is_number_integer()) return false;
  r.kind = j.value("kind", json()) == "effect" ? PlayerKind::effect : PlayerKind::instrument;
  if (const json output = j.value("output", json()); output.is_string()) r.output = output;
  if (const json level = j.value("level_db", json()); level.is_number())
    r.level_db = clamped(kOutput, level.get<float>());
  const json midi = j.value("midi", json::object()), window = j.value("window", json());
  for (const auto& [id, connected] : midi.items())
    if (connected.is_boolean()) r.midi[id] = connected;
  const auto size = [](const json& n) {
    return n.is_number_integer() && n > 0 && n <= kMaxPixels ? n.get<int>() : 0;
  };
  if (window.is_array() && window.size() == 2) {
    r.width = size(window[0]);
    r.height = size(window[1]);
  }
  return true;
}

bool from_the_future(const json& j) {
  return j.is_object() && j.value("version", json()).is_number_integer() &&
         j["version"].get<int64_t>() > kVersion;
}

}  // namespace

Memory::Memory(std::string folder)
    : settings_path_(folder + "/live.json"),
      session_path_(folder + "/live.session"),
      keeps_(!folder.empty()) {}

std::string Memory::standard_folder() { return state_home(); }

Remembered Memory::read(std::string& trouble) {
  Remembered r;
  std::error_code failed;
  if (!keeps_ || !fs::exists(settings_path_, failed)) return r;
  const auto bytes = read_file(settings_path_, kMaxSettings);
  const json j = bytes ? json::parse(bytes.value(), nullptr, false) : json();
  if (from_the_future(j)) {
    trouble = "The saved settings in '" + settings_path_ +
              "' were written by a newer Partials, so they are left unchanged and nothing is saved; update "
              "Partials.";
    keeps_ = false;
    return r;
  }
  if (read_settings(j, r)) {
    settings_ = bytes.value();
  } else {  // the session does not depend on them
    trouble = put_aside(settings_path_);
    r = Remembered{};
  }
  if (!fs::exists(session_path_, failed)) return r;
  if (auto session = read_file(session_path_, kMaxSession))
    session_ = r.session = std::move(session).value();
  else
    trouble = put_session_aside();
  return r;
}

std::string Memory::put_aside(const std::string& path) const {
  const std::string to = path + ".broken";
  if (std::rename(path.c_str(), to.c_str()) != 0)
    return "The saved settings in '" + path + "' cannot be read or renamed; remove the file.";
  return "The saved settings in '" + path + "' cannot be read, so the file was renamed to '" + to +
         "' and its settings are initial again.";
}

std::string Memory::put_session_aside() {
  session_.clear();
  return put_aside(session_path_);
}

// The session first: if the second write fails, a new session with old settings is still consistent.
Result<void> Memory::write(const Remembered& now) {
  if (!keeps_) return {};
  const std::string text = text_of(now);
  if (text == settings_ && now.session == session_) return {};
  std::error_code failed;
  fs::create_directories(fs::path(settings_path_).parent_path(), failed);
  if (now.session != session_) {
    if (auto r = atomic_write(session_path_, now.session); !r) return r;
    session_ = now.session;
  }
  if (text == settings_) return {};
  if (auto r = atomic_write(settings_path_, text); !r) return r;
  settings_ = text;
  return {};
}

}  // namespace partials
