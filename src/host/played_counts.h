// SPDX-License-Identifier: MIT
// What was played outside the recordings of each model, if the user has agreed that it is counted: numbers
// of notes by key and loudness, and no times but the day of the first one. They stay on this machine.
//   $XDG_CONFIG_HOME/partials/settings.json   {"count_played": true}: agreed; otherwise nothing is counted
//   $XDG_STATE_HOME/partials/played.json      the counts, of the kMostCounted models played last
// Several processes may add at once (system/file_lock.h). A damaged file is renamed, and counting begins
// anew. [any one thread at a time that is not the audio thread]
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "host/preset.h"
#include "play/note_counter.h"

namespace partials {

inline constexpr size_t kMostCounted = 100;

std::string settings_path();  // "": there is no home
bool counting_agreed();
Result<void> agree_to_counting(bool agreed);  // keeps the other settings

struct PlayedCounts {
  std::string name, sha256;  // of the model
  std::string since;         // day of the first note, "2026-03-01"
  NoteTally tally;
};

std::string counts_path();  // "": there is no home
// All, the model that was played last first. trouble: one sentence if the file is damaged, or "".
std::vector<PlayedCounts> read_counts(std::string* trouble = nullptr);
std::optional<PlayedCounts> counts_of(const std::string& sha256);
// Adds to what is there. Nothing is written where the user has not agreed, or no longer agrees.
Result<void> add_counts(const ModelReference& model, const NoteTally& tally);
Result<size_t> clear_counts(const std::string& sha256);  // "": of all models; how many were there

// The file's text, and back; empty: it is damaged.
std::string text_of_counts(const std::vector<PlayedCounts>& all);
std::optional<std::vector<PlayedCounts>> counts_from_text(std::string_view text);

}  // namespace partials
