// SPDX-License-Identifier: MIT
// Data sets of sound files.
#include "data/dataset_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/need.h"
#include "base/sha256.h"
#include "data/find_recordings.h"
#include "data/make_dataset.h"
#include "learn/byte_list.h"
#include "soundfile/segmented_file.h"
#include "system/file.h"
#include "system/process_id.h"

namespace partials {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

constexpr size_t kMaxRecordings = 10000;

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
    take(j, "group", &r->group);
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

Result<StoredClip> decoded(const std::string& path) { return read_stored(path); }

Result<Opened> open_recording(const std::string& file, const std::shared_ptr<SampleStore>& shared,
                              Recording* r, bool listen) {
  r->path = file;
  // checked by its header, before it takes minutes to read
  if (const auto may = allowed(file); !may) return may.error();
  auto hash = content_hash(file);
  if (!hash) return hash.error();
  const auto info = audio_file_info(file);
  if (!info) return info.error();
  auto clip = decoded(file);
  if (!clip) return clip.error();
  r->sha256 = hash.value();
  r->format = info.value().format;
  r->decode = decoded;
  describe(file, r);
  return open_clip(std::move(clip).value(), shared, r, listen);
}

// Ranks read the same files, each on its own machine: what a disk that is not shared would mix up.
void need_same_recordings(Ranks& ranks, const std::vector<Recording>& own) {
  std::vector<std::string> found;
  for (const Recording& r : own) {
    found.push_back(fs::path(r.path).filename().string());
    found.push_back(r.sha256);
  }
  const std::vector<std::string> first = bytes_apart(ranks.from_first(joined_bytes(found)));
  const auto differs = std::mismatch(found.begin(), found.end(), first.begin(), first.end());
  const auto at = static_cast<size_t>(differs.first - found.begin()) / 2 * 2;
  std::string complaint;
  if (found != first)
    complaint = "Rank " + std::to_string(ranks.rank()) + " on " + host_name() +
                " reads other recordings than rank 0: '" + (at < found.size() ? found : first)[at] +
                "' is the first that differs; give all ranks the same files, on a disk that all nodes share.";
  need_all_content(ranks, complaint);
}

Dataset open_found(FoundRecordings found, const std::vector<std::string>& paths, Ranks* ranks) {
  Dataset data;
  data.name = data_name(paths);
  std::vector<Opened> opened;
  const auto shared = shared_store(SampleStore::kInMemory);  // uses memory only where it is written
  for (const std::string& file : found.files) {
    Recording r;
    const bool own =
        opened.size() % static_cast<size_t>(size_of(ranks)) == static_cast<size_t>(rank_of(ranks));
    auto one = open_recording(file, shared, &r, own);
    if (!one && std::count(found.named.begin(), found.named.end(), file)) throw DataRefused(one.error().text);
    if (!one) {
      found.left_out.push_back({file, "unreadable", one.error().text});
      continue;
    }
    opened.push_back(std::move(one).value());
    data.recordings.push_back(std::move(r));
  }
  data.left_out = std::move(found.left_out);
  if (ranks) need_same_recordings(*ranks, data.recordings);
  if (data.recordings.empty()) {
    const std::string why = words_on(data.left_out).back().text;
    throw DataRefused("none of the recordings in '" + paths.at(0) + "' can be read: " + why +
                      "; export or convert them again.");
  }
  return complete_dataset(std::move(data), std::move(opened), ranks);
}

}  // namespace

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

Result<std::string> samples_hash(const std::string& path) {
  if (const auto may = allowed(path); !may) return may.error();
  const auto clip = decoded(path);
  if (!clip) return clip.error();
  Recording r;
  hash_samples(ClipView(clip.value().samples, clip.value().rate_hz), &r);
  return r.samples_sha256;
}

Dataset open_dataset(const std::vector<std::string>& paths, Ranks* ranks) {
  return open_found(files_in(paths), paths, ranks);
}
Dataset open_recordings(const std::vector<std::string>& files, Ranks* ranks) {
  return open_found({files, files, {}}, files, ranks);
}

}  // namespace partials
