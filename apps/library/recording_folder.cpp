// SPDX-License-Identifier: MIT
#include "library/recording_folder.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "base/audio_names.h"
#include "system/file.h"
#include "system/xdg.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
constexpr size_t kMaxFiles = 10000;  // limit of a data set
constexpr uint64_t kSpareBytes = 64u << 20;

Result<std::vector<fs::path>> files_in(const std::vector<std::string>& dropped) {
  std::vector<fs::path> out;
  std::error_code failed;
  for (const std::string& d : dropped) {
    if (!fs::is_directory(d, failed)) {
      if (!fs::is_regular_file(d, failed))
        return Error{"'" + d +
                     "' is neither a file nor a folder; drop recordings (wav, flac, aiff, ogg, mp3)."};
      out.emplace_back(d);
      continue;
    }
    for (fs::directory_iterator it(d, failed), end; !failed && it != end && out.size() <= kMaxFiles;
         it.increment(failed)) {
      std::error_code ignored;
      if (it->is_regular_file(ignored) && has_audio_extension(it->path().string())) out.push_back(it->path());
    }
    if (failed)
      return Error{"The folder '" + d + "' cannot be read: " + failed.message() + "; check its permissions."};
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  if (out.empty())
    return Error{
        "None of the dropped files is a recording (wav, flac, aiff, ogg, mp3); drop recordings of one "
        "instrument."};
  if (out.size() > kMaxFiles)
    return Error{"More than " + std::to_string(kMaxFiles) + " recordings were dropped; drop fewer."};
  return out;
}

// A name for the file that is not in `taken`, to which it is added: two folders may each hold a file 1.wav.
std::string free_name(const fs::path& file, std::set<std::string>& taken) {
  std::string name = file.filename().string();
  for (int n = 2; !taken.insert(name).second; ++n)
    name = file.stem().string() + "-" + std::to_string(n) + file.extension().string();
  return name;
}

Result<void> copy_all(const std::vector<fs::path>& files, const fs::path& to,
                      const std::function<bool()>& stop) {
  uint64_t bytes = 0;
  std::error_code failed;
  for (const fs::path& f : files) bytes += fs::file_size(f, failed);
  const fs::space_info space = fs::space(to, failed);
  if (!failed && space.available < bytes + kSpareBytes)
    return Error{"The recordings take " + std::to_string(bytes >> 20) + " MiB and there are " +
                 std::to_string(space.available >> 20) + " MiB free in '" + to.string() +
                 "'; free some space."};
  std::set<std::string> taken{"dataset.json"};
  for (const fs::path& f : files) {
    if (stop()) return Error{"Copying the recordings was stopped."};
    fs::copy_file(f, to / free_name(f, taken), failed);
    if (failed)
      return Error{"'" + f.string() + "' could not be copied to '" + to.string() + "': " + failed.message() +
                   "; check free space and permissions."};
  }
  return {};
}

std::string provenance_json(const Provenance& p) {
  nlohmann::json j{{"name", p.name}};
  for (const auto& [key, value] : {std::pair{"licence", &p.licence},
                                   {"source", &p.source},
                                   {"consent", &p.consent},
                                   {"credit", &p.credit}})
    if (!value->empty()) j[key] = *value;
  return j.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Renames the finished folder; an existing folder that is not empty is never replaced.
Result<std::string> put_in_place(const fs::path& from, const fs::path& folder, const std::string& name) {
  std::error_code failed;
  for (int n = 1; n < 1000; ++n) {
    const fs::path to = folder / (n == 1 ? name : name + "-" + std::to_string(n));
    if (fs::exists(to, failed)) continue;
    fs::rename(from, to, failed);
    if (!failed) return to.string();
  }
  return Error{"The folder '" + (folder / name).string() + "' could not be made: " + failed.message() +
               "; choose another name."};
}

}  // namespace

std::string file_name_of(const std::string& name) {
  std::string out;
  for (char c : name)
    out += c == '/' || c == '\\' || static_cast<unsigned char>(c) < ' ' || c == 127 ? '-' : c;
  while (!out.empty() && (out.front() == '.' || out.front() == ' ' || out.front() == '-')) out.erase(0, 1);
  size_t most = std::min<size_t>(out.size(), 64);
  // do not cut a UTF-8 character
  while (most > 0 && most < out.size() && (static_cast<unsigned char>(out[most]) & 0xC0) == 0x80) --most;
  out.resize(most);
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out.empty() ? "unnamed" : out;
}

Result<std::string> gather_recordings(const std::vector<std::string>& dropped, const Provenance& papers,
                                      const std::function<bool()>& stop) {
  auto files = files_in(dropped);
  if (!files) return files.error();
  const std::string home = data_home();
  if (home.empty())
    return Error{
        "There is no folder for recordings: neither XDG_DATA_HOME nor HOME is set; set one of them."};
  const fs::path folder = home + "/recordings";
  std::error_code failed;
  fs::create_directories(folder, failed);
  std::string half = (folder / ".half-XXXXXX").string();
  if (!::mkdtemp(half.data()))
    return Error{"A folder in '" + folder.string() + "' could not be made: " + std::strerror(errno) +
                 "; check free space and permissions."};
  (void)::chmod(half.c_str(), 0755);
  Result<void> copied = copy_all(files.value(), half, stop);
  if (copied) copied = atomic_write(half + "/dataset.json", provenance_json(papers));
  auto placed =
      copied ? put_in_place(half, folder, file_name_of(papers.name)) : Result<std::string>(copied.error());
  if (!placed) fs::remove_all(half, failed);
  return placed;
}

}  // namespace partials
