// SPDX-License-Identifier: MIT
// takes.json, which stands beside recordings of movement and says what the files do not: who moves, in which
// session, under which licence and with whose consent, and in what units.
//   {"takes": [
//     {"files": "{person}_{together}.bvh", "licence": "free use with credit", "consent": "public database"},
//     {"files": "*.csv", "time": "ms", "units": {"*.x": "m"}, "labels": {"Preparacao": "Preparation"}}]}
// An entry counts for every file of the folder that its pattern fits (file_pattern.h); what a later entry
// says replaces what an earlier one said. Keys besides files: person, session, together, licence, consent
// (texts), time (s, ms or us), rate_hz (of files without times), metres_per_unit and positions ("replace" or
// "add") of BVH files, label (name of the label column), labels (old: new), units (pattern of channels:
// unit). A session's name counts for the whole folder: two people who share one were recorded in it together.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "families/motion/bvh_reader.h"
#include "families/motion/csv_reader.h"
#include "families/motion/take.h"

namespace partials::motion {

inline constexpr size_t kMaxNotesBytes = size_t{1} << 20;
inline constexpr size_t kMaxNotes = 1000;

struct FileNotes {
  std::string person, session, together, licence, consent;
  CsvOptions csv;
  BvhOptions bvh;
  std::map<std::string, std::string> labels;
  std::vector<std::pair<std::string, std::string>> units;  // pattern of channels, unit
};

struct TakeNote {
  std::string files;
  std::map<std::string, std::string>
      texts;  // person, session, together, licence, consent, label, time, positions
  std::map<std::string, double> numbers;  // rate_hz, metres_per_unit
  std::map<std::string, std::string> labels;
  std::vector<std::pair<std::string, std::string>> units;
};

using TakeNotes = std::vector<TakeNote>;

// name: the file's, for messages.
Result<TakeNotes> take_notes_from_json(std::string_view text, const std::string& name);

// What the notes say about one file; its name is without folders.
FileNotes notes_of(const TakeNotes& notes, const std::string& file);

// Writes it into a take that was read from the file.
void apply(const FileNotes& notes, Take& take);

// A sentence that names what is not known of a take; empty where all is.
std::string unknown_of(const Take& take);

}  // namespace partials::motion
