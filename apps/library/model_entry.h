// SPDX-License-Identifier: MIT
// One model file or preset, as a browser shows it. Plain data; pitches in Hz, times in seconds since 1970.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace partials {

struct ModelEntry {
  std::string path;
  std::string name;  // the card's, or the file's without its extension
  std::string author, licence, description, preset, created;
  // the card's; if it has none, instruments found in name and description. Lower case
  std::vector<std::string> tags;
  std::vector<std::string> credits;  // sources of its recordings, with licences; no duplicates
  std::string sha256;                // of the file; "" until the whole file has been read
  double low_hz = 0, high_hz = 0;    // range of its recordings; 0: not known
  double quiet_db = 0, loud_db = 0;
  uint64_t bytes = 0;
  int64_t modified_s = 0, modified_ns = 0;
  bool redistribute = true;
  // the training run that writes it; "" if none, or if the run has finished and moved it
  std::string run;
  bool learning = false;  // that run is still training and updates the file
  std::string problem;    // one sentence; "": its header is valid
  bool favourite = false;
  int64_t used_s = 0;  // when it was last loaded; 0: never
  // Only for presets (host/preset.h). Description: what the preset sets.
  bool player_preset = false;
  std::string model_name, model_sha256;
  std::string model_path;   // path of its model on this machine; "": missing, or not found yet
  std::string search_text;  // name, author, tags, description, file name; folded (words.h)
};

// Reads the header of the file at `path`; an error becomes the entry's `problem`. Any thread.
ModelEntry read_entry(const std::string& path);

}  // namespace partials
