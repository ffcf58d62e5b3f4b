// SPDX-License-Identifier: MIT
#include "data/dataset.h"

#include <nlohmann/json.hpp>

#include "base/need.h"
#include "base/plain_number.h"
#include "system/paths.h"

namespace partials {
using nlohmann::json;

const char* name_of(Split split) {
  return split == Split::train ? "train" : split == Split::validation ? "validation" : "test";
}

std::vector<size_t> Dataset::pieces_of(Split split) const {
  std::vector<size_t> found;
  for (size_t i = 0; i < pieces.size(); ++i)
    if (pieces[i].split == split) found.push_back(i);
  return found;
}

void Dataset::drop_decoded() {
  for (Recording& r : recordings)
    if (r.decode) r.decoded = nullptr;
}

RecordingReader::RecordingReader(const Recording& r)
    : store_(r.decoded), first_(r.decoded_first), samples_(r.samples), rate_hz_(r.rate_hz), gain_(r.gain) {
  if (store_) return;
  if (!r.decode) throw DataRefused("the samples of '" + r.path + "' were not kept; give them again.");
  StoredClip clip = need<DataRefused>(r.decode(r.path));
  rate_hz_ = clip.rate_hz;
  first_ = 0;
  samples_ = clip.samples.size();
  store_ = std::make_shared<const SampleStore>(std::move(clip.samples));
}

ClipView PieceReader::view(size_t piece) {
  const Piece& p = data_.pieces.at(piece);
  const Recording& r = data_.recordings.at(p.recording);
  if (recording_ != p.recording) {
    whole_.emplace(r);
    recording_ = p.recording;
  }
  if (p.first + p.samples > whole_->view().samples())
    throw DataRefused("'" + r.path + "' has changed since it was opened; start again.");
  return whole_->view().cut(p.first, p.samples);
}

AudioClip read_piece(const Dataset& data, size_t piece) { return PieceReader(data)(piece); }

std::string name_of(const Dataset& data, const Piece& piece) {
  const Recording& r = data.recordings.at(piece.recording);
  const std::string stem = file_stem(r.path);
  if (piece.samples == r.samples) return stem;
  return stem + "@" + plain_number(static_cast<double>(piece.first) / r.rate_hz, 1) + "s";
}

json manifest(const Dataset& data) {
  json j{{"name", data.name},
         {"split", data.split_description},
         {"recordings", json::array()},
         {"pieces", json::array()},
         {"left_out", json::array()}};
  for (const Recording& r : data.recordings)
    j["recordings"].push_back({{"file", file_name(r.path)},
                               {"sha256", r.sha256},
                               {"format", r.format},
                               {"rate_hz", r.rate_hz},
                               {"samples", r.samples},
                               {"licence", r.licence},
                               {"source", r.source},
                               {"consent", r.consent},
                               {"credit", r.credit}});
  for (const LeftOut& l : data.left_out)
    j["left_out"].push_back({{"file", file_name(l.path)}, {"kind", l.id}, {"why", l.why}});
  for (const Piece& p : data.pieces)
    j["pieces"].push_back({{"name", name_of(data, p)},
                           {"recording", p.recording},
                           {"first", p.first},
                           {"samples", p.samples},
                           {"midi", p.midi},
                           {"single_note", p.single_note},
                           {"split", name_of(p.split)}});
  return j;
}

}  // namespace partials
