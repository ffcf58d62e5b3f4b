// SPDX-License-Identifier: MIT
// What the standalone remembers between runs, in XDG state partials/: live.json (kind, audio output, MIDI
// inputs, loudness, size of the window) and live.session (model, parameters, controllers, what was drawn:
// host/session.h). Files are written whole, and only where something has changed. A damaged one is put aside.
// [one thread at a time]
#pragma once
#include <map>
#include <string>

#include "base/result.h"
#include "play/parameters.h"

namespace partials {

struct Remembered {
  PlayerKind kind = PlayerKind::instrument;
  // id of the audio output that was chosen; "": the best that is there
  std::string output;
  std::map<std::string, bool> midi;               // inputs that were joined or cut by hand
  float level_db = kParameters[kOutput].initial;  // of Output when it was last not muted
  int width = 0, height = 0;                      // of the window; 0: not known
  std::string session;
};

class Memory {
 public:
  explicit Memory(std::string folder);  // "": nothing is kept
  static std::string standard_folder();

  Remembered read(std::string& trouble);  // trouble: one sentence where a file was damaged
  std::string put_session_aside();        // it turned out to be damaged: the sentence
  Result<void> write(const Remembered& now);

 private:
  std::string put_aside(const std::string& path) const;
  const std::string settings_path_, session_path_;
  bool keeps_;
  std::string settings_, session_;  // as they were last written or read
};

}  // namespace partials
