// SPDX-License-Identifier: MIT
// Settings that the standalone saves between runs, in XDG state partials/: live.json (kind, audio output,
// MIDI inputs, loudness, window size) and live.session (model, parameters, controllers, spectral edit:
// host/session.h). Files are written atomically, and only after a change. A damaged one is renamed. [one
// thread at a time]
#pragma once
#include <map>
#include <string>

#include "base/result.h"
#include "play/parameters.h"

namespace partials {

struct Remembered {
  PlayerKind kind = PlayerKind::instrument;
  // id of the chosen audio output; "": the first available
  std::string output;
  std::map<std::string, bool> midi;               // inputs that the user connected or disconnected
  float level_db = kParameters[kOutput].initial;  // of Output when it was last unmuted
  int width = 0, height = 0;                      // of the window; 0: unknown
  std::string session;
};

class Memory {
 public:
  explicit Memory(std::string folder);  // "": nothing is saved
  static std::string standard_folder();

  Remembered read(std::string& trouble);  // trouble: one sentence if a file was damaged
  std::string put_session_aside();        // renames a damaged session file; returns the message
  Result<void> write(const Remembered& now);

 private:
  std::string put_aside(const std::string& path) const;
  const std::string settings_path_, session_path_;
  bool keeps_;
  std::string settings_, session_;  // contents as last written or read
};

}  // namespace partials
