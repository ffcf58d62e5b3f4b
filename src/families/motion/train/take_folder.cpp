// SPDX-License-Identifier: MIT
#include "families/motion/train/take_folder.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "base/need.h"
#include "base/sha256.h"
#include "families/motion/bvh_reader.h"
#include "families/motion/bvh_take.h"
#include "families/motion/csv_reader.h"
#include "families/motion/take_notes.h"
#include "system/file.h"

namespace partials::motion {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(const std::string& path) {
  std::error_code failed;
  if (!fs::is_directory(path, failed)) return {path};
  std::vector<fs::path> files;
  for (fs::directory_iterator it(path, failed), end; !failed && it != end; it.increment(failed))
    if (is_movement_file(it->path().string())) files.push_back(it->path());
  std::sort(files.begin(), files.end());
  return files;
}

TakeNotes notes_beside(const fs::path& file) {
  const std::string path = (file.parent_path() / "takes.json").string();
  std::error_code none;
  if (!fs::exists(path, none)) return {};
  return need(take_notes_from_json(need(read_file(path, kMaxNotesBytes)), path));
}

std::string lower_ending(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return ending;
}

FileNotes notes_about(const fs::path& file) { return notes_of(notes_beside(file), file.filename().string()); }

BvhFile read_bvh(const fs::path& file) {
  const std::string path = file.string(), text = need(read_file(path, kMaxBvhBytes));
  const FileNotes notes = notes_about(file);
  BvhFile out{path, sha256_hex(text), need(bvh_from_text(text, path, notes.bvh)), {}};
  out.take = take_from_bvh(out.bvh, file.stem().string());
  apply(notes, out.take);
  return out;
}

void read_one(const fs::path& file, TakeFolder& out) {
  if (lower_ending(file) == ".bvh") {
    out.takes.push_back(read_bvh(file).take);
    return;
  }
  const std::string path = file.string();
  const FileNotes notes = notes_about(file);
  CsvTakes read = need(takes_from_csv(need(read_file(path, kMaxCsvBytes)), path, notes.csv));
  out.remarks.insert(out.remarks.end(), read.remarks.begin(), read.remarks.end());
  for (Take& take : read.takes) {
    apply(notes, take);
    out.takes.push_back(std::move(take));
  }
}

}  // namespace

bool is_movement_file(const std::string& path) {
  const std::string ending = lower_ending(path);
  return ending == ".bvh" || ending == ".csv";
}

std::vector<std::string> movement_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths)
    for (const fs::path& file : files_of(path)) files.push_back(file.string());
  return files;
}

bool are_takes(const std::vector<std::string>& paths) {
  bool any = false;
  for (const std::string& path : paths)
    for (const fs::path& file : files_of(path)) {
      if (!is_movement_file(file.string())) return false;
      any = true;
    }
  return any;
}

std::vector<BvhFile> read_bvh_files(const std::vector<std::string>& paths) {
  std::vector<BvhFile> out;
  for (const std::string& path : paths)
    for (const fs::path& file : files_of(path))
      if (lower_ending(file) == ".bvh") out.push_back(read_bvh(file));
  if (out.empty())
    throw std::runtime_error("There is no BVH file in '" + (paths.empty() ? "" : paths.front()) +
                             "'; name files that end in .bvh, or a folder that holds some.");
  return out;
}

TakeFolder read_takes(const std::vector<std::string>& paths) {
  TakeFolder out;
  for (const std::string& path : paths)
    for (const fs::path& file : files_of(path)) read_one(file, out);
  if (out.takes.empty())
    throw std::runtime_error("There is no take of movement in '" + (paths.empty() ? "" : paths.front()) +
                             "'; name files that end in .bvh or .csv, or a folder that holds some.");
  return out;
}

}  // namespace partials::motion
