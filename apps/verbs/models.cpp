// SPDX-License-Identifier: MIT
#include "verbs/models.h"

#include <fmt/format.h>

#include "families/model_loading.h"
#include "host/model_names.h"
#include "verbs/exits.h"

namespace partials {

std::string model_file(const std::string& name_or_path) {
  return must(model_path(name_or_path), Exit::model_invalid);
}

Model read_model(const std::string& path) { return must(load_model(path), Exit::model_invalid); }

PlayingFile read_playable(const std::string& path) {
  return must(load_playing_file(path), Exit::model_invalid);
}

std::string checksum_note(const std::string& path) {
  return fmt::format(
      "Note: {} is from Partials 0.1.0 and has no checksum, so damage outside its weights cannot be "
      "detected; to add one: partials models seal '{}'",
      path, path);
}

}  // namespace partials
