// SPDX-License-Identifier: MIT
// The files of the page: its own, compiled into the program, and those of the npm package @mediapipe/pose
// from a folder.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace partials::body {

struct PageFile {
  std::string_view name, type, contents;  // type: of MIME
};
const PageFile* find_page_file(std::string_view name);  // nullptr: there is none

std::string_view mime_type_of(std::string_view file_name);

// $XDG_DATA_HOME/partials/mediapipe, where `tools/get_data pose` puts the package.
std::string mediapipe_folder();
bool has_mediapipe(const std::string& folder);
// One file of the folder itself: a name with a slash or a leading dot is refused.
Result<std::string> read_mediapipe(const std::string& folder, const std::string& name);

}  // namespace partials::body
