// SPDX-License-Identifier: MIT
// A model's card: what it is, whose recordings it was trained on, its licence, how it was made and how
// accurate it is on recordings it was not trained on. Stored inside the model file.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace partials {

// One recording it was trained on. samples_sha256 is of its samples as training read them (data/dataset.h):
// the same in a file of any format and in memory. "": of an earlier version, or not audio.
struct CardSource {
  std::string name, sha256, licence, source, consent, credit, samples_sha256 = {};
};

struct Card {
  std::string name, author, licence, description, created, code_version, preset;
  // "bytes": matrices are rounded to the grid of base/byte_grid.h; empty: they are not
  std::string weights;
  std::vector<std::string> tags;  // search words: "violin", "strings"; see check_tags
  std::string base;               // the model that training started from, or empty
  uint64_t seed = 0;
  int64_t steps = 0;
  double training_s = 0;
  bool redistribute = true;  // false: a project keeps this model's hash and path, never its bytes
  // why it was promoted although it was judged worse than the model before it (partials models promote)
  std::string forced;
  bool interrupted = false;               // training was stopped before it was complete
  std::string split;                      // how recordings were assigned to training and validation, in words
  std::map<std::string, double> metrics;  // on recordings it was not trained on
  std::vector<CardSource> sources;
};

// At most 16 tags of 1 to 32 bytes each, without control characters; `where` begins the message.
Result<void> check_tags(const std::vector<std::string>& tags, const std::string& where);

std::string json_from_card(const Card& card);
Result<Card> card_from_json(const std::string& text, const std::string& file);

}  // namespace partials
