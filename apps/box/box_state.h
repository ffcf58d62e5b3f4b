// SPDX-License-Identifier: MIT
// What a box remembers: its model or preset and all values, in one small JSON file that is written atomically
// (system/file.h), so that after a power loss it is the old one or the new one. It belongs to one text of the
// box's file: another text begins anew. [one thread]
#pragma once
#include <optional>
#include <string>

#include "base/result.h"
#include "host/player_settings.h"
#include "player.h"

namespace partials::box {

struct Remembered {
  std::string plays;  // path of a model or preset
  PlayerSettings settings;
};

class BoxState {
 public:
  // path "": nothing is remembered
  BoxState(std::string path, std::string config_hash)
      : path_(std::move(path)), hash_(std::move(config_hash)) {}
  // The file of a box in the folder of states: "…/partials/box-NAME.json".
  static std::string standard_path(const std::string& config_file);

  // Empty: none, or of another text. trouble: one sentence if the file was damaged, which is renamed then.
  std::optional<Remembered> read(std::string& trouble);
  // Call every second. Writes what has changed once it has rested for a moment, or after some seconds at the
  // latest, because memory cards wear.
  Result<void> keep(Player& player);
  Result<void> keep_now(Player& player);

 private:
  std::string text_of(Player& player) const;
  Result<void> write(const std::string& text);

  const std::string path_, hash_;
  std::string written_, seen_;
  int waited_s_ = 0;
};

}  // namespace partials::box
