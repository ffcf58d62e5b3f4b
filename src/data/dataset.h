// SPDX-License-Identifier: MIT
// Opens a folder as a data set: recordings identified by content hash with their licence, source and consent,
// cut into pieces, and pieces assigned to train, validation and test. A piece is a whole recording; only if
// there are fewer than four recordings are they cut at silences into phrases, and the description says so. No
// piece is ever split between sets. dataset.json beside the recordings may contain
// {"name","licence","source","consent","credit","group","recordings":{"FILE":{...}}}.
#pragma once
#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/given_recording.h"
#include "data/left_out.h"
#include "data/recording_features.h"
#include "soundfile/audio_file.h"

namespace partials {

class Ranks;

// The error for recordings that cannot be used, in one sentence.
struct DataRefused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Recording {
  std::string path, sha256, format;
  double rate_hz = 0.0;
  int64_t samples = 0;  // at its own rate
  double gain = 1.0;    // factor on the samples of read_audio: other than 1 only in very soft sets
  // Its samples without the gain, from `decoded_first` on. All short recordings of a set share one store, so
  // that a set takes no more memory than one recording. Null: it is decoded for every reader.
  std::shared_ptr<const SampleStore> decoded = nullptr;
  int64_t decoded_first = 0;
  // Reads it again from its path; null: it was given as samples, which are kept.
  Result<StoredClip> (*decode)(const std::string& path) = nullptr;
  std::string licence = "unknown", source = "unknown", consent = "unknown", credit;
  std::string group;           // a player or session, whose recordings are never in two sets; "": unknown
  std::string samples_sha256;  // of the decoded samples as float32, without the gain; "": not audio
  std::string samples_marks;   // of kSampleMarks equal parts of it, kMarkDigits each, to say where it changed
};

inline constexpr int kSampleMarks = 16, kMarkDigits = 6;

enum class Split { train, validation, test };
const char* name_of(Split split);

struct Piece {
  size_t recording = 0;
  int64_t first = 0, samples = 0;  // at the recording's own rate
  double midi = 0.0;               // median pitch, 0 when unpitched
  bool single_note = false;
  Split split = Split::train;
};

struct Dataset {
  std::string name;
  std::vector<Recording> recordings;
  std::vector<RecordingFeatures> heard;  // [recordings]
  std::vector<Piece> pieces;
  std::vector<Remark> remarks;
  std::vector<LeftOut> left_out;
  std::string split_description;  // how the pieces were split, in words

  std::vector<size_t> pieces_of(Split split) const;
  // Frees the decoded samples of files; a later reader decodes its recording again.
  void drop_decoded();
};

// Files or folders (not recursive), in a fixed order. Unreadable files are left out and listed, unless they
// were named individually. Throws DataRefused: no readable file, an unreadable file that was named, a damaged
// dataset.json. Ranks divide the analysis among themselves.
Dataset open_dataset(const std::vector<std::string>& paths, Ranks* ranks = nullptr);

// Recordings that are given as samples, in this order; a recording is identified by the hash of its samples.
// Throws DataRefused.
Dataset open_samples(const std::vector<GivenRecording>& given);

// A recording's samples: as decoded when the set was opened; after drop_decoded() they are decoded again.
class RecordingReader {
 public:
  explicit RecordingReader(const Recording& recording);
  ClipView view() const { return ClipView(*store_, rate_hz_, gain_).cut(first_, samples_); }

 private:
  std::shared_ptr<const SampleStore> store_;
  int64_t first_, samples_;
  double rate_hz_, gain_;
};

// Pieces' audio, at its own rate.
class PieceReader {
 public:
  explicit PieceReader(const Dataset& data) : data_(data) {}
  AudioClip operator()(size_t piece) { return view(piece).clip(); }
  ClipView view(size_t piece);  // until the next call

 private:
  const Dataset& data_;
  size_t recording_ = static_cast<size_t>(-1);
  std::optional<RecordingReader> whole_;
};
AudioClip read_piece(const Dataset& data, size_t piece);
std::string name_of(const Dataset& data, const Piece& piece);  // "A3" or "suite@12.4s"

// The whole data set as JSON: hashes, splits, licences.
nlohmann::json manifest(const Dataset& data);

}  // namespace partials
