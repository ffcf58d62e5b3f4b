// SPDX-License-Identifier: MIT
#include "host/preset.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/version.h"
#include "host/settings_json.h"
#include "system/file.h"
#include "system/paths.h"
#include "system/xdg.h"

namespace partials {
namespace {

using nlohmann::json;
constexpr size_t kMaxFiles = 10000;

Error refused(const std::string& file, const std::string& why) {
  return Error{"'" + file + "' cannot be loaded as a preset (" + why + "), so nothing was changed; " +
                   "save the preset again, or load another one.",
               ErrorCode::damaged};
}

std::string home() {
  const char* value = std::getenv("HOME");
  return value && *value == '/' ? value : "";
}

// A shared file does not reveal the home folder in which it was written.
std::string short_path(const std::string& path) {
  const std::string own = home();
  return !own.empty() && path.rfind(own + "/", 0) == 0 ? "~" + path.substr(own.size()) : path;
}

std::string long_path(const std::string& path) {
  return path.rfind("~/", 0) == 0 ? home() + path.substr(1) : path;
}

bool is_hash(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool has_control_characters(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == 127; });
}

// "": its name can be shown in one line.
std::string trouble_with_name(const std::string& name) {
  if (name.empty()) return "it has no name";
  if (name.size() > kLongestPresetName)
    return "its name has more than " + std::to_string(kLongestPresetName) + " bytes";
  return has_control_characters(name) ? "its name has control characters" : "";
}

}  // namespace

bool in_presets(int p) {
  switch (p) {
    case kBypass:
    case kInput:
    case kOutput:
    case kGate:
    case kLowestNote:
    case kQuality:
    case kLimiter:
    case kMpe:
    case kMpeBendRange:
    case kMidiOut:
    case kPreviousModel:
    case kNextModel:
      return false;
    default:
      return p >= 0 && p < kParameterCount;
  }
}

void apply_preset(Engine& engine, const PlayerSettings& s) {
  for (int i = 0; i < kParameterCount; ++i)
    if (in_presets(i)) engine.set_value(i, s.values[static_cast<size_t>(i)]);
  apply_spectral_edit(engine.spectral_edit(), s);
  if (s.learned == PlayerSettings().learned) return;
  for (int c = 0; c < 128; ++c) engine.set_learned(c, s.learned[static_cast<size_t>(c)]);
}

bool same_preset(const PlayerSettings& preset, const PlayerSettings& now) {
  for (int i = 0; i < kParameterCount; ++i)
    if (in_presets(i) && preset.values[static_cast<size_t>(i)] != now.values[static_cast<size_t>(i)])
      return false;
  return preset.partials_db == now.partials_db && preset.noise_db == now.noise_db;
}

bool is_preset_path(std::string_view path) { return path.ends_with(kPresetEnding); }

bool is_preset_text(std::string_view bytes) {
  const size_t at = bytes.find_first_not_of(" \t\r\n");
  return at != std::string_view::npos && bytes[at] == '{' && bytes.find('\0') == std::string_view::npos;
}

std::string text_from_preset(const Preset& preset) {
  json settings = json_from_settings(preset.settings);
  for (int i = 0; i < kParameterCount; ++i)
    if (!in_presets(i)) settings["parameters"].erase(kParameters[static_cast<size_t>(i)].id);
  nlohmann::ordered_json j;  // in readable order: its kind comes first
  j["partials_preset"] = kPresetFormat;
  j["written_by"] = std::string("Partials ") + library_version();
  j["name"] = preset.name;
  const ModelReference& m = preset.model;
  j["model"] = {{"name", m.name}, {"sha256", m.sha256}, {"path", short_path(m.path)}};
  for (const char* key : {"parameters", "shape", "learned"}) j[key] = settings[key];
  return j.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<Preset> preset_from_text(std::string_view text, const std::string& file) {
  const json j = json::parse(text, nullptr, false);
  if (j.is_discarded()) return refused(file, "it is damaged or cut short: it is not JSON");
  const json format = j.is_object() ? j.value("partials_preset", json()) : json();
  if (!format.is_number_integer() || format < 1)
    return refused(file, "it has no number under 'partials_preset'");
  if (format > kPresetFormat)
    return Error{"The preset '" + file + "' was written by a newer Partials (format " + format.dump() +
                     ", this version reads up to " + std::to_string(kPresetFormat) + "); update Partials.",
                 ErrorCode::too_new};
  Preset p;
  p.name = text_at(j, "name");
  if (const std::string trouble = trouble_with_name(p.name); !trouble.empty()) return refused(file, trouble);
  const json model = j.value("model", json::object());
  if (!model.is_object()) return refused(file, "it names no model");
  p.model = {text_at(model, "name"), long_path(text_at(model, "path")), text_at(model, "sha256")};
  if (!is_hash(p.model.sha256)) return refused(file, "its model has no SHA-256 of 64 hexadecimal digits");
  if (!j.contains("parameters")) return refused(file, "it has no parameters");
  if (const std::string trouble = read_settings(j, p.settings); !trouble.empty())
    return refused(file, trouble);
  const Values initial = initial_values();
  for (int i = 0; i < kParameterCount; ++i)
    if (!in_presets(i)) p.settings.values[static_cast<size_t>(i)] = initial[static_cast<size_t>(i)];
  return p;
}

Result<Preset> read_preset(const std::string& path) {
  const auto text = read_file(path, kMaxPresetBytes);
  if (!text) return text.error();
  return preset_from_text(text.value(), path);
}

std::string own_preset_folder() {
  const std::string data = data_home();
  return data.empty() ? "" : data + "/presets";
}

std::vector<std::string> preset_folders() {
  std::vector<std::string> out;
  if (const std::string own = own_preset_folder(); !own.empty()) out.push_back(own);
  const char* system = std::getenv("XDG_DATA_DIRS");
  const std::string list = system && *system ? system : "/usr/local/share:/usr/share";
  for (size_t at = 0; at < list.size();) {
    const size_t end = std::min(list.find(':', at), list.size());
    const std::string data = list.substr(at, end - at), folder = data + "/partials/presets";
    if (data.starts_with('/') && std::find(out.begin(), out.end(), folder) == out.end())
      out.push_back(folder);
    at = end + 1;
  }
  return out;
}

std::vector<std::string> preset_files() {
  std::vector<std::string> found;
  for (const std::string& folder : preset_folders()) {
    const auto presets = files_below(folder, 0, kMaxFiles - found.size(), [](const std::string& name) {
      return is_preset_path(name) && name[0] != '.';
    });
    found.insert(found.end(), presets.begin(), presets.end());
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace partials
