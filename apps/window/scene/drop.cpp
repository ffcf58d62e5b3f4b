// SPDX-License-Identifier: MIT
// What is to become of dropped files: a model is played, recordings and folders go to training, of the rest one is told.
#include <algorithm>
#include <cctype>
#include <filesystem>

#include "base/audio_names.h"
#include "scene.h"

namespace partials::window {
namespace {

namespace fs = std::filesystem;

std::string ending(const std::string& path) {
  std::string e = fs::path(path).extension().string();
  std::transform(e.begin(), e.end(), e.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return e;
}

}  // namespace

void Scene::drop(const std::vector<std::string>& paths) {
  over_ = false;
  std::vector<std::string> recordings;
  std::string model, other;
  for (const std::string& path : paths) {
    std::error_code none;
    if (ending(path) == ".partials") model = path;
    else if (has_audio_extension(path) || fs::is_directory(path, none)) recordings.push_back(path);
    else other = path;
  }
  state_.notice.clear();
  if (!model.empty()) return load(model);
  if (!recordings.empty()) {
    state_.dropped = recordings;
    state_.name = {};
    training_.check(recordings);
    return show(Page::train);
  }
  if (!other.empty()) state_.notice = "“" + fs::path(other).filename().string() + "” is neither a model (.partials) nor a recording (WAV, FLAC, OGG, AIFF, MP3); drop one of those, or a folder of recordings.";
  stale_ = true;
}

}  // namespace partials::window
