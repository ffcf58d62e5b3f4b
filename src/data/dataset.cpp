// SPDX-License-Identifier: MIT
#include "data/dataset.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/listed.h"
#include "base/need.h"
#include "base/plain_number.h"
#include "base/printable.h"
#include "base/sha256.h"
#include "base/units.h"
#include "data/dataset_files.h"
#include "data/opened.h"
#include "data/phrases.h"
#include "soundfile/segmented_file.h"
#include "system/file.h"

namespace partials {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

constexpr size_t kMaxRecordings = 10000;
constexpr size_t kFewRecordings = 4;  // below this, phrases are the pieces

FoundRecordings files_in(const std::vector<std::string>& paths) {
  FoundRecordings found = need<DataRefused>(find_recordings(paths));
  if (found.files.empty()) {
    std::string rest;
    for (const LeftOutWords& w : words_on(found.left_out))
      rest += "; " + w.text + (w.remedy.empty() ? "" : " (" + w.remedy + ")");
    throw DataRefused("no audio files (wav, flac, aiff, ogg, mp3) in '" +
                      (paths.empty() ? std::string(".") : paths[0]) + "' itself" +
                      (rest.empty() ? "; put recordings of one instrument there" : rest) + ".");
  }
  if (found.files.size() > kMaxRecordings)
    throw DataRefused("more than " + std::to_string(kMaxRecordings) + " recordings; use a smaller folder.");
  return found;
}

json side_file(const fs::path& folder) {
  const fs::path path = folder / "dataset.json";
  std::error_code none;
  if (!fs::exists(path, none)) return json::object();
  const json j = json::parse(need<DataRefused>(read_file(path.string(), 1 << 22)), nullptr, false);
  if (!j.is_object())
    throw DataRefused("'" + path.string() + "' is not a JSON object; correct it or remove it.");
  return j;
}

void take(const json& j, const char* key, std::string* value) {
  if (const auto it = j.find(key); it != j.end() && it->is_string()) *value = it->get<std::string>();
}

void describe(const fs::path& path, Recording* r) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  for (const char* name : {"LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYING"})
    if (std::error_code none; fs::exists(folder / name, none)) r->licence = std::string("see ") + name;
  const json all = side_file(folder);
  const auto apply = [&](const json& j) {
    take(j, "licence", &r->licence);
    take(j, "license", &r->licence);
    take(j, "source", &r->source);
    take(j, "consent", &r->consent);
    take(j, "credit", &r->credit);
  };
  apply(all);
  if (all.contains("recordings") && all["recordings"].is_object() &&
      all["recordings"].contains(path.filename().string()))
    apply(all["recordings"][path.filename().string()]);
}

// The name of a folder; for one file, its own name; for several files, that of the first one's folder.
std::string data_name(const std::vector<std::string>& paths) {
  std::error_code none;
  fs::path p = fs::weakly_canonical(fs::absolute(paths.at(0), none), none);
  if (p.empty()) p = paths.at(0);
  if (paths.size() > 1 && !fs::is_directory(p, none)) p = p.parent_path();
  if (!fs::is_directory(p, none)) return p.stem().string();
  std::string name = p.filename().string();
  take(side_file(p), "name", &name);
  return name;
}

Piece heard_piece(size_t recording, int64_t first, int64_t samples, double rate_hz,
                  const RecordingFeatures& all) {
  const RecordingFeatures h =
      all.between(static_cast<double>(first) / rate_hz, static_cast<double>(first + samples) / rate_hz);
  return {recording, first, samples, h.median_midi(), h.is_single_note(), Split::train};
}

constexpr double kSoftPeak = 0.0316, kRaisedPeak = 0.25;  // -30 and -12 dB of full scale

Opened listened_to(const StoredClip& clip) {
  const ClipView view(clip.samples, clip.rate_hz);
  return {analyse_recording(view),
          find_phrases(view),
          clip.remarks,
          view.peak(),
          clip.full_scale,
          quiet_level_db(frame_levels_db(view, 0.02)),
          clip.low_in_32};
}

// Keeps a recording's samples: a long recording keeps its own store, a short one is appended to the store
// that all short ones share. If that fails, the recording is decoded again later.
void keep_decoded(SampleStore samples, const std::shared_ptr<SampleStore>& shared, Recording* r) {
  if (!samples.in_memory()) {
    r->decoded = std::make_shared<const SampleStore>(std::move(samples));
    return;
  }
  const int64_t first = shared->size();
  Result<void> kept;
  ClipView(samples, r->rate_hz).each_block([&](const float* x, int64_t n) {
    if (kept) kept = shared->append(x, n);
  });
  if (!kept) return;
  r->decoded = shared;
  r->decoded_first = first;
}

// listen: analyse it here; otherwise another rank does.
Result<Opened> open_recording(const std::string& file, const std::shared_ptr<SampleStore>& shared,
                              bool listen, Recording* r) {
  r->path = file;
  // checked by its header, before it takes minutes to read
  if (const auto may = allowed(file); !may) return may.error();
  auto hash = content_hash(file);
  if (!hash) return hash.error();
  const auto info = audio_file_info(file);
  if (!info) return info.error();
  auto clip = read_stored(file);
  if (!clip) return clip.error();
  StoredClip& c = clip.value();
  r->sha256 = hash.value();
  r->format = info.value().format;
  r->rate_hz = c.rate_hz;
  r->samples = c.samples.size();
  describe(file, r);
  Opened opened = listen ? listened_to(c) : Opened{};
  keep_decoded(std::move(c.samples), shared, r);
  return opened;
}

std::string rounded(double x) { return std::to_string(std::lround(x)); }

// Analyses again what a gain has changed.
void hear_scaled(const Dataset& data, Ranks* ranks, std::vector<Opened>* opened) {
  const auto hear = [&](size_t i) { return analyse_recording(RecordingReader(data.recordings[i]).view()); };
  std::vector<size_t> scaled;
  for (size_t i = 0; i < opened->size(); ++i)
    if (data.recordings[i].gain != 1.0) scaled.push_back(i);
  if (!ranks) {
    for (const size_t i : scaled) (*opened)[i].heard = hear(i);
    return;
  }
  const auto all = shared_out(*ranks, scaled.size(), [&](size_t k) { return bytes_of(hear(scaled[k])); });
  for (size_t k = 0; k < scaled.size(); ++k) (*opened)[scaled[k]].heard = heard_from(all[k]);
}

// One gain for all recordings raises a very soft set to a usual level, so that soft notes stay softer than
// loud ones; integers of one set share the largest full scale.
void set_levels(Dataset* data, Ranks* ranks, std::vector<Opened>* opened) {
  double peak = 0.0, full_scale = 1.0, pause_db = -120.0;
  bool low_in_32 = true;
  for (const Opened& o : *opened) full_scale = std::max(full_scale, o.full_scale);
  for (size_t i = 0; i < opened->size(); ++i) {
    Opened& o = (*opened)[i];
    if (o.full_scale > 1.0) data->recordings[i].gain = o.full_scale / full_scale;
    if (o.peak * data->recordings[i].gain > peak) {
      peak = o.peak * data->recordings[i].gain;
      pause_db = o.pause_db;
    }
    low_in_32 = low_in_32 && o.low_in_32;
  }
  const double gain = peak > 0.0 && peak < kSoftPeak ? kRaisedPeak / peak : 1.0;
  for (size_t i = 0; i < opened->size(); ++i) {
    Recording& r = data->recordings[i];
    r.gain *= gain;
  }
  hear_scaled(*data, ranks, opened);
  if (gain == 1.0) return;
  const double peak_db = db_from_gain(peak), beneath = peak_db - pause_db;
  (*opened)[0].remarks.push_back(
      {"soft",
       "the loudest peak of all is at " + rounded(peak_db) + " dB of full scale" +
           (low_in_32 ? ", perhaps 24 bits at the wrong end of 32" : "") + "; everything was raised by " +
           rounded(db_from_gain(gain)) + " dB, " +
           (pause_db < -110.0 ? "and the pauses are silent"
                              : "and the pauses are " + rounded(beneath) + " dB below"),
       beneath < 40.0 && pause_db >= -110.0 ? "record again, closer or with more gain" : ""});
}

// Merges equal remarks into one, with the names of the recordings.
std::vector<Remark> remarks_on(const std::vector<Recording>& recordings, const std::vector<Opened>& opened) {
  std::vector<Remark> all;
  std::vector<std::vector<std::string>> names;
  for (size_t i = 0; i < opened.size(); ++i)
    for (const Remark& r : opened[i].remarks) {
      size_t at = 0;
      while (at < all.size() && (all[at].id != r.id || (r.id != "offset" && all[at].text != r.text))) ++at;
      if (at == all.size()) {
        all.push_back(r);
        names.push_back({});
      }
      names[at].push_back(printable(fs::path(recordings[i].path).filename().string()));
    }
  for (size_t i = 0; i < all.size(); ++i)
    if (all[i].id != "soft") all[i].text = listed(names[i]) + ": " + all[i].text;
  return all;
}

// Every rank has read all recordings, and has analysed its share of them.
void exchange_heard(Ranks& ranks, std::vector<Opened>* opened) {
  const auto all = shared_out(ranks, opened->size(), [&](size_t i) { return bytes_of((*opened)[i]); });
  for (size_t i = 0; i < all.size(); ++i) (*opened)[i] = opened_from(all[i]);
}

Dataset open_found(FoundRecordings found, const std::vector<std::string>& paths, Ranks* ranks) {
  Dataset data;
  data.name = data_name(paths);
  std::vector<Opened> opened;
  const auto shared = std::make_shared<SampleStore>();
  shared->reserve(SampleStore::kInMemory);  // uses memory only where it is written
  for (const std::string& file : found.files) {
    Recording r;
    const bool own =
        opened.size() % static_cast<size_t>(size_of(ranks)) == static_cast<size_t>(rank_of(ranks));
    auto one = open_recording(file, shared, own, &r);
    if (!one && std::count(found.named.begin(), found.named.end(), file)) throw DataRefused(one.error().text);
    if (!one) {
      found.left_out.push_back({file, "unreadable", one.error().text});
      continue;
    }
    opened.push_back(std::move(one).value());
    data.recordings.push_back(std::move(r));
  }
  data.left_out = std::move(found.left_out);
  if (data.recordings.empty()) {
    const std::string why = words_on(data.left_out).back().text;
    throw DataRefused("none of the recordings in '" + paths.at(0) + "' can be read: " + why +
                      "; export or convert them again.");
  }
  if (ranks) exchange_heard(*ranks, &opened);
  set_levels(&data, ranks, &opened);
  const bool cut = data.recordings.size() < kFewRecordings;
  for (size_t i = 0; i < data.recordings.size(); ++i) {
    const Recording& r = data.recordings[i];
    data.heard.push_back(std::move(opened[i].heard));
    for (const Phrase& p : cut ? opened[i].phrases : std::vector<Phrase>{{0, r.samples}})
      data.pieces.push_back(heard_piece(i, p.first, p.samples, r.rate_hz, data.heard.back()));
  }
  if (data.pieces.empty())
    throw DataRefused("'" + data.recordings[0].path + "' is silent; record it again, louder.");
  data.remarks = remarks_on(data.recordings, opened);
  return data;
}

}  // namespace

const char* name_of(Split split) {
  return split == Split::train ? "train" : split == Split::validation ? "validation" : "test";
}

std::vector<size_t> Dataset::pieces_of(Split split) const {
  std::vector<size_t> found;
  for (size_t i = 0; i < pieces.size(); ++i)
    if (pieces[i].split == split) found.push_back(i);
  return found;
}

Result<std::string> content_hash(const std::string& path) {
  const SegmentedFile file(path);
  if (!file.ok())
    return Error{
        "cannot open '" + path + "': " + std::strerror(errno) + "; check the name and the permissions.",
        code_of_errno(errno)};
  constexpr int64_t kBlock = 1 << 20;
  Sha256 sha;
  for (int64_t at = 0; at < file.disk_size(); at += kBlock) {
    const std::string block = file.disk_bytes(at, kBlock);
    if (block.empty())
      return Error{"cannot read '" + path + "' to its end; check its disk.", ErrorCode::unreadable};
    sha.update(block.data(), block.size());
  }
  return hex_of(sha.finish());
}

Dataset open_dataset(const std::vector<std::string>& paths, Ranks* ranks) {
  return open_found(files_in(paths), paths, ranks);
}
Dataset open_recordings(const std::vector<std::string>& files, Ranks* ranks) {
  return open_found({files, files, {}}, files, ranks);
}

void Dataset::drop_decoded() {
  for (Recording& r : recordings) r.decoded = nullptr;
}

RecordingReader::RecordingReader(const Recording& r)
    : store_(r.decoded), first_(r.decoded_first), samples_(r.samples), rate_hz_(r.rate_hz), gain_(r.gain) {
  if (store_) return;
  StoredClip clip = need<DataRefused>(read_stored(r.path));
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
  const std::string stem = fs::path(r.path).stem().string();
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
    j["recordings"].push_back({{"file", fs::path(r.path).filename().string()},
                               {"sha256", r.sha256},
                               {"format", r.format},
                               {"rate_hz", r.rate_hz},
                               {"samples", r.samples},
                               {"licence", r.licence},
                               {"source", r.source},
                               {"consent", r.consent},
                               {"credit", r.credit}});
  for (const LeftOut& l : data.left_out)
    j["left_out"].push_back({{"file", fs::path(l.path).filename().string()}, {"kind", l.id}, {"why", l.why}});
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
