// SPDX-License-Identifier: MIT
// Handles dropped files: a model or preset is played, recordings and folders go to training, anything else
// is reported.
#include <algorithm>
#include <filesystem>

#include "base/audio_names.h"
#include "base/letters.h"
#include "scene.h"

namespace partials::window {
namespace {

namespace fs = std::filesystem;

std::string ending(const std::string& path) { return lower(fs::path(path).extension().string()); }

// All recordings in a recording's folder, without subfolders; empty if it is the only one. A dialog returns
// one file, although the user often means the folder.
std::vector<std::string> recordings_beside(const std::string& path) {
  constexpr size_t kMax = 1000;
  std::vector<std::string> all;
  std::error_code failed;
  for (fs::directory_iterator it(fs::path(path).parent_path(), failed), end;
       !failed && it != end && all.size() < kMax; it.increment(failed)) {
    std::error_code none;
    if (has_audio_extension(it->path().string()) && it->is_regular_file(none))
      all.push_back(it->path().string());
  }
  std::sort(all.begin(), all.end());
  if (all.size() < 2) all.clear();
  return all;
}

}  // namespace

void Scene::drop(const std::vector<std::string>& paths) {
  over_ = false;
  std::vector<std::string> recordings, unread;
  std::string model, other;
  for (const std::string& path : paths) {
    std::error_code none;
    if (ending(path) == ".partials" || ending(path) == kPresetEnding)
      model = path;
    else if (has_audio_extension(path) || fs::is_directory(path, none))
      recordings.push_back(path);
    else
      unread.push_back(other = path);
  }
  state_.notice.clear();
  if (!model.empty()) return load(model);
  if (!recordings.empty()) {
    if (recordings != state_.beside) {
      state_.picked = recordings.size() == 1 && has_audio_extension(recordings[0]) ? recordings[0] : "";
      state_.beside = state_.picked.empty() ? std::vector<std::string>() : recordings_beside(state_.picked);
    }
    state_.dropped = recordings;
    state_.name = {};
    // the findings list them with the reason why they are left out
    recordings.insert(recordings.end(), unread.begin(), unread.end());
    training_.check(recordings);
    return show(Page::train);
  }
  if (!other.empty())
    state_.notice = "“" + fs::path(other).filename().string() +
                    "” is neither a model (.partials), a preset (.partials-preset) nor a recording (WAV, "
                    "FLAC, OGG, AIFF, MP3); drop one of those, or a folder of recordings.";
  stale_ = true;
}

}  // namespace partials::window
