// SPDX-License-Identifier: MIT
#include "data/dataset.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/file.h"
#include "base/sha256.h"
#include "data/phrases.h"

namespace partials {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

constexpr uint64_t kMaxFileBytes = 2ull << 30;
constexpr size_t kMaxRecordings = 10000;
constexpr size_t kFewRecordings = 4;  // below this, phrases are the pieces

template <class T>
T need(Result<T> r) {
  if (!r) throw DataRefused(r.error().text);
  return std::move(r).value();
}

std::vector<std::string> audio_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& p : paths) {
    if (!fs::exists(p)) throw DataRefused("'" + p + "' does not exist; name a folder or audio files.");
    if (!fs::is_directory(p)) {
      files.push_back(p);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(p))
      if (entry.is_regular_file() && has_audio_extension(entry.path().string())) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  if (files.empty())
    throw DataRefused("no audio files (wav, flac, aiff, ogg, mp3) in '" + (paths.empty() ? std::string(".") : paths[0]) +
                             "'; put recordings of one instrument there.");
  if (files.size() > kMaxRecordings)
    throw DataRefused("more than " + std::to_string(kMaxRecordings) + " recordings; use a smaller folder.");
  return files;
}

json side_file(const fs::path& folder) {
  const fs::path path = folder / "dataset.json";
  if (!fs::exists(path)) return json::object();
  const json j = json::parse(need(read_file(path.string(), 1 << 22)), nullptr, false);
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
    if (fs::exists(folder / name)) r->licence = std::string("see ") + name;
  const json all = side_file(folder);
  const auto apply = [&](const json& j) {
    take(j, "licence", &r->licence), take(j, "license", &r->licence), take(j, "source", &r->source);
    take(j, "consent", &r->consent), take(j, "credit", &r->credit);
  };
  apply(all);
  if (all.contains("recordings") && all["recordings"].is_object() && all["recordings"].contains(path.filename().string()))
    apply(all["recordings"][path.filename().string()]);
}

// Of a folder, that of the folder; of one file, its own; of several files, that of the folder in which the first one lies.
std::string data_name(const std::vector<std::string>& paths) {
  fs::path p = fs::weakly_canonical(fs::absolute(paths.at(0)));
  if (paths.size() > 1 && !fs::is_directory(p)) p = p.parent_path();
  if (!fs::is_directory(p)) return p.stem().string();
  std::string name = p.filename().string();
  take(side_file(p), "name", &name);
  return name;
}

Piece heard_piece(size_t recording, int64_t first, int64_t samples, double rate_hz, const Heard& all) {
  const Heard h = all.between(static_cast<double>(first) / rate_hz, static_cast<double>(first + samples) / rate_hz);
  return {recording, first, samples, h.median_midi(), h.is_single_note(), Split::train};
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

Dataset open_dataset(const std::vector<std::string>& paths) {
  Dataset data;
  const std::vector<std::string> files = audio_files(paths);
  data.name = data_name(paths);
  const bool cut = files.size() < kFewRecordings;
  for (const std::string& file : files) {
    Recording r;
    r.path = file;
    r.sha256 = sha256_hex(need(read_file(file, kMaxFileBytes)));
    r.format = need(audio_file_info(file)).format;
    const AudioClip clip = need(read_audio(file));
    r.rate_hz = clip.rate_hz;
    r.samples = static_cast<int64_t>(clip.samples.size());
    describe(file, &r);
    const size_t index = data.recordings.size();
    data.recordings.push_back(r);
    data.heard.push_back(hear(clip));
    const std::vector<Phrase> parts = cut ? find_phrases(clip) : std::vector<Phrase>{{0, r.samples}};
    for (const Phrase& p : parts) data.pieces.push_back(heard_piece(index, p.first, p.samples, r.rate_hz, data.heard.back()));
  }
  if (data.pieces.empty()) throw DataRefused("'" + files[0] + "' is silent; record it again, louder.");
  return data;
}

AudioClip read_piece(const Dataset& data, size_t piece) {
  const Piece& p = data.pieces.at(piece);
  const Recording& r = data.recordings.at(p.recording);
  AudioClip clip = need(read_audio(r.path));
  if (p.first + p.samples > static_cast<int64_t>(clip.samples.size()))
    throw DataRefused("'" + r.path + "' has changed since it was opened; start again.");
  if (p.first > 0 || p.samples < static_cast<int64_t>(clip.samples.size()))
    clip.samples = std::vector<float>(clip.samples.begin() + p.first, clip.samples.begin() + p.first + p.samples);
  return clip;
}

std::string name_of(const Dataset& data, const Piece& piece) {
  const Recording& r = data.recordings.at(piece.recording);
  const std::string stem = fs::path(r.path).stem().string();
  if (piece.samples == r.samples) return stem;
  std::string at = std::to_string(std::lround(10.0 * static_cast<double>(piece.first) / r.rate_hz) / 10.0);
  return stem + "@" + at.substr(0, at.find('.') + 2) + "s";
}

json manifest(const Dataset& data) {
  json j{{"name", data.name}, {"split", data.split_description}, {"recordings", json::array()}, {"pieces", json::array()}};
  for (const Recording& r : data.recordings)
    j["recordings"].push_back({{"file", fs::path(r.path).filename().string()}, {"sha256", r.sha256}, {"format", r.format},
                               {"rate_hz", r.rate_hz}, {"samples", r.samples}, {"licence", r.licence},
                               {"source", r.source}, {"consent", r.consent}, {"credit", r.credit}});
  for (const Piece& p : data.pieces)
    j["pieces"].push_back({{"name", name_of(data, p)}, {"recording", p.recording}, {"first", p.first}, {"samples", p.samples},
                           {"midi", p.midi}, {"single_note", p.single_note}, {"split", name_of(p.split)}});
  return j;
}

}  // namespace partials
