// SPDX-License-Identifier: MIT
#include "host/playing_file.h"

#include "families/model_loading.h"
#include "host/session.h"
#include "system/file.h"

namespace partials {

Result<PlayingFile> load_playing_file(const std::string& path) {
  PlayingFile file;
  file.model_path = path;
  if (is_preset_path(path)) {
    auto preset = read_preset(path);
    if (!preset) return preset.error();
    auto found = model_of_preset(preset.value());
    if (!found) return found.error();
    file.model_path = found.value();
    file.preset = std::move(preset).value();
  }
  auto model = load_model(file.model_path);
  if (!model) return model.error();
  file.model = std::move(model).value();
  return file;
}

}  // namespace partials
