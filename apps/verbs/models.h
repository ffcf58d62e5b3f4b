// SPDX-License-Identifier: MIT
// Models as a user names them: a file, the name of a model, or a preset (host/model_names.h). Throw Stop.
#pragma once
#include <string>

#include "host/playing_file.h"
#include "model/model.h"

namespace partials {

std::string model_file(const std::string& name_or_path);
Model read_model(const std::string& path);
// the same; if the file is a preset, also its settings
PlayingFile read_playable(const std::string& path);

// What a file of format 1, which has no checksum, is to be told with.
std::string checksum_note(const std::string& path);

}  // namespace partials
