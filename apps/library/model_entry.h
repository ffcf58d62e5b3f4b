// SPDX-License-Identifier: MIT
// One model file, or preset of one, as a browser shows it. Plain data; pitches in Hz, times in seconds since
// 1970.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace partials {

struct ModelEntry {
  std::string path;
  std::string name;  // the card's, or the file's without its ending
  std::string author, licence, description, preset, created;
  // the card's; where it has none, instruments named in name and description. Lower case
  std::vector<std::string> tags;
  std::vector<std::string> credits;  // whose recordings it holds, with their licences; each once
  std::string sha256;                // of the file; "" until it has been read whole
  double low_hz = 0, high_hz = 0;    // the range that its recordings cover; 0: not known
  double quiet_db = 0, loud_db = 0;
  uint64_t bytes = 0;
  int64_t modified_s = 0, modified_ns = 0;
  bool redistribute = true;
  // the training run that it is of; "" none, or finished and moved to its place
  std::string run;
  bool learning = false;  // that run goes on, and the file gets better from time to time
  std::string problem;    // one sentence; "": its head is sound
  bool favourite = false;
  int64_t used_s = 0;  // when it was last loaded; 0: never
  // Of a player's preset (host/preset.h); a model has none of these. Description: what it sets.
  bool player_preset = false;
  std::string model_name, model_sha256;
  std::string model_path;   // of its model on this machine; "": not here, or not found yet
  std::string search_text;  // name, author, tags, description, file name; folded (words.h)
};

// Reads the head of the file at `path`; whatever is wrong becomes its problem. Any thread.
ModelEntry read_entry(const std::string& path);

}  // namespace partials
