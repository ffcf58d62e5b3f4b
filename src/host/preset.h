// SPDX-License-Identifier: MIT
// A preset: named settings of a player for one model. One readable file each, NAME.partials-preset: JSON with
// a format number (docs/presets.md). It identifies its model by hash and does not contain it; nothing in it
// is executed. Settings of the room, the keyboard and the host (kOutput, kInput, kBypass ...) are not part of
// it. [any-thread but audio]
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "host/player_settings.h"

namespace partials {

inline constexpr char kPresetEnding[] = ".partials-preset";
// the format that this version writes, and the newest that it reads
inline constexpr int kPresetFormat = 1;
inline constexpr uint64_t kMaxPresetBytes = 1u << 18;
inline constexpr size_t kLongestPresetName = 200;  // bytes

struct ModelReference {
  std::string name, path, sha256;  // of the file's bytes; all empty: no model
};

struct Preset {
  std::string name;
  ModelReference model;
  PlayerSettings settings;
};

bool in_presets(int parameter);
// Applies a preset's settings. Learned controllers are unchanged if the preset has none.
void apply_preset(Engine& engine, const PlayerSettings& settings);
// Whether a player with the settings `now` sounds as the preset was saved.
bool same_preset(const PlayerSettings& preset, const PlayerSettings& now);

bool is_preset_path(std::string_view path);   // by its ending
bool is_preset_text(std::string_view bytes);  // JSON; a model file begins otherwise
std::string text_from_preset(const Preset& preset);
Result<Preset> preset_from_text(std::string_view text, const std::string& file);  // file: for messages
Result<Preset> read_preset(const std::string& path);

// partials/presets in the XDG data home, for new presets; "" if there is no home.
std::string own_preset_folder();
// That folder, and partials/presets in the XDG data folders; each once.
std::vector<std::string> preset_folders();
// Every preset file in them, by path.
std::vector<std::string> preset_files();

}  // namespace partials
