// SPDX-License-Identifier: MIT
// A model on the command line: a model file, or a preset, which names its model. [main-thread]
#pragma once
#include <optional>
#include <string>

#include "host/preset.h"
#include "model/model.h"

namespace partials {

struct PlayingFile {
  Model model;
  std::string model_path;
  std::optional<Preset> preset;
};

Result<PlayingFile> load_playing_file(const std::string& path);

}  // namespace partials
