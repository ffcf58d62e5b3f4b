// SPDX-License-Identifier: MIT
#include "data/find_recordings.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

#include "base/audio_names.h"
#include "base/letters.h"

namespace partials {
namespace fs = std::filesystem;
namespace {

std::string lower_ending(const fs::path& p) {
  const std::string e = lower(p.extension().string());
  return e.empty() ? e : e.substr(1);
}

template <size_t N>
bool among(const std::string& s, const std::array<const char*, N>& list) {
  return std::any_of(list.begin(), list.end(), [&](const char* x) { return s == x; });
}

// Files that systems, sound editors and cloud services leave beside recordings.
bool is_companion(const fs::path& p) {
  const std::string name = p.filename().string(), ending = lower_ending(p);
  constexpr std::array kNames{"Thumbs.db", "desktop.ini", "Icon\r", "ehthumbs.db"};
  constexpr std::array kEndings{"asd", "reapeaks", "pk",      "pkf",        "sfk",  "ovw", "gpk",   "wfm",
                                "ses", "peak",     "repeaks", "crdownload", "part", "tmp", "icloud"};
  return name.starts_with(".") || name.ends_with("~") || among(name, kNames) || among(ending, kEndings);
}

bool is_unread_sound(const fs::path& p) {
  constexpr std::array kEndings{"m4a",  "m4b",    "aac", "wma", "mp4", "mov",  "mkv", "webm", "3gp",
                                "amr",  "ape",    "wv",  "tta", "tak", "dsf",  "dff", "ac3",  "dts",
                                "mpc",  "ra",     "rm",  "qta", "mka", "alac", "spx", "aup",  "aup3",
                                "band", "logicx", "als", "flp", "rpp", "sesx"};
  return among(lower_ending(p), kEndings);
}

std::string number_of_recordings(const fs::path& folder) {
  std::error_code failed;
  size_t n = 0, looked_at = 0;
  for (fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, failed),
       end;
       !failed && it != end && ++looked_at < 100000; it.increment(failed)) {
    std::error_code none;
    if (!is_companion(it->path()) && has_audio_extension(it->path().string()) && it->is_regular_file(none))
      ++n;
  }
  if (failed && n == 0) return "a folder that cannot be read";
  return n == 0 ? "" : std::to_string(n) + (n == 1 ? " recording" : " recordings");
}

// A file that was named together with others, as by `recordings/*`.
void look_at_named(const std::string& path, FoundRecordings* found) {
  if (is_companion(path))
    return found->left_out.push_back({path, "companion", "a companion file of another system or program"});
  if (is_unread_sound(path)) return found->left_out.push_back({path, "format", "a format that is not read"});
  found->files.push_back(path);
}

void look_at(const fs::directory_entry& entry, FoundRecordings* found) {
  const fs::path& p = entry.path();
  std::error_code failed;
  const fs::file_status status = entry.status(failed);
  const auto leave = [&](const char* id, std::string why) {
    found->left_out.push_back({p.string(), id, std::move(why)});
  };
  if (is_companion(p)) return leave("companion", "a companion file of another system or program");
  if (status.type() == fs::file_type::directory) {
    if (const std::string inside = number_of_recordings(p); !inside.empty()) leave("folder", inside);
    return;
  }
  const bool sound = has_audio_extension(p.string());
  if (!sound && !is_unread_sound(p)) return;  // documents, pictures and the like
  if (failed || status.type() == fs::file_type::not_found) return leave("link", "a broken or circular link");
  if (status.type() != fs::file_type::regular) return leave("special", "not a regular file");
  if (!sound) return leave("format", "a format that is not read");
  found->files.push_back(p.string());
}

}  // namespace

Result<FoundRecordings> find_recordings(const std::vector<std::string>& paths) {
  FoundRecordings found;
  for (const std::string& p : paths) {
    std::error_code failed;
    const fs::file_status status = fs::status(p, failed);
    if (status.type() == fs::file_type::not_found)
      return Error{"'" + p + "' does not exist; name a folder or audio files."};
    if (failed)
      return Error{"'" + p + "' cannot be read: " + failed.message() +
                   "; check the name, links and permissions."};
    if (status.type() != fs::file_type::directory) {
      if (status.type() != fs::file_type::regular)
        return Error{"'" + p + "' is neither a file nor a folder; name a folder or audio files."};
      if (paths.size() == 1) {
        found.files.push_back(p);
        found.named.push_back(p);
      } else {
        look_at_named(p, &found);
      }
      continue;
    }
    fs::directory_iterator it(p, failed), end;
    for (; !failed && it != end; it.increment(failed)) look_at(*it, &found);
    if (failed)
      return Error{"the folder '" + p + "' cannot be read: " + failed.message() + "; check its permissions."};
  }
  std::sort(found.files.begin(), found.files.end());
  found.files.erase(std::unique(found.files.begin(), found.files.end()), found.files.end());
  std::sort(found.left_out.begin(), found.left_out.end(),
            [](const LeftOut& a, const LeftOut& b) { return a.path < b.path; });
  return found;
}

}  // namespace partials
