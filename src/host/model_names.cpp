// SPDX-License-Identifier: MIT
#include "host/model_names.h"

#include <algorithm>

#include "base/command_name.h"
#include "base/nearest.h"
#include "base/sha256.h"
#include "families/model_loading.h"
#include "host/model_version.h"
#include "host/session.h"
#include "model/model_header.h"
#include "system/file.h"
#include "system/paths.h"

namespace partials {
namespace {

constexpr size_t kFewestHashDigits = 4, kShownHashDigits = 12, kMaxShown = 8;
constexpr const char* kEnding = ".partials";

// "Tenor-Sax" -> "tenor sax"
std::string folded(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '-' || c == '_') c = ' ';
  }
  return text;
}

KnownModel known(const std::string& path) {
  KnownModel m;
  m.path = path;
  m.stem = file_stem(path);
  m.bytes = file_bytes(path);
  const auto header = read_model_header(path);
  if (!header) {
    m.problem = header.error().text;
    return m;
  }
  m.name = header.value().card.name;
  m.licence = header.value().card.licence;
  m.has_checksum = header.value().has_checksum;
  return m;
}

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (size_t i = 0; i < list.size() && i < kMaxShown; ++i) out += (i ? ", " : "") + list[i];
  return list.size() > kMaxShown ? out + " and others" : out;
}

struct Found {
  std::string path, sha256;
};

// Each content once; the first file of it counts.
void add(std::vector<Found>& found, const std::string& path, const std::string& sha256) {
  if (sha256.empty() ||
      std::none_of(found.begin(), found.end(), [&](const Found& f) { return f.sha256 == sha256; }))
    found.push_back({path, sha256});
}

std::vector<Found> by_name(const std::vector<KnownModel>& models, const std::string& name) {
  std::vector<Found> found;
  for (const KnownModel& m : models)
    if (folded(m.stem) == folded(name) || folded(m.name) == folded(name))
      add(found, m.path, sha256_of_file(m.path));
  return found;
}

std::vector<Found> by_hash(const std::vector<KnownModel>& models, const std::string& digits) {
  std::vector<Found> found;
  for (const KnownModel& m : models)
    if (const std::string sha256 = sha256_of_file(m.path); sha256.rfind(folded(digits), 0) == 0)
      add(found, m.path, sha256);
  return found;
}

Error ambiguous(const std::string& wanted, const std::vector<Found>& found) {
  std::vector<std::string> lines;
  for (const Found& f : found)
    lines.push_back(f.path + " (" +
                    (f.sha256.empty() ? "not readable" : f.sha256.substr(0, kShownHashDigits)) + ")");
  return Error{"'" + wanted + "' matches " + std::to_string(found.size()) + " models: " + joined(lines) +
               "; write the path of one, or the beginning of its hash."};
}

Error unknown(const std::string& wanted, const std::vector<KnownModel>& models) {
  const std::string text = folded(wanted);
  size_t least = std::max<size_t>(2, text.size() / 2) + 1;
  std::string nearest;
  for (const KnownModel& m : models)
    for (const std::string& name : {m.stem, m.name})
      if (const size_t d = edit_distance(folded(name), text); !name.empty() && d < least) {
        least = d;
        nearest = name;
      }
  const std::string looked = "looked for a file here and for a name in " + joined(known_model_folders());
  return Error{"There is no model '" + wanted + "' (" + looked + "); " +
                   (nearest.empty() ? "" : "the nearest name is '" + nearest + "', and ") +
                   command("models list") + " shows all.",
               ErrorCode::missing};
}

// "violin.partials" if there is no such file: no other file replaces it, but the message names a model of
// that name.
Error no_such_file(const std::string& wanted, const std::vector<KnownModel>& models) {
  const std::string stem = file_stem(wanted);
  const auto meant = by_name(models, stem);
  return Error{
      "There is no file '" + wanted + "' in this folder; " +
          (meant.empty() ? "check the name, or choose a model that " + command("models list") + " shows."
                         : "for " + meant.front().path + " write " + stem + "."),
      ErrorCode::missing};
}

bool is_hash(const std::string& text) {
  return text.size() >= kFewestHashDigits && text.size() <= 64 &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

}  // namespace

std::string sha256_of_file(const std::string& path) {
  const auto bytes = read_file(path, kMaxHostedModelBytes);
  return bytes ? sha256_hex(bytes.value()) : "";
}

std::vector<std::string> known_model_folders() {
  auto folders = model_folders();
  if (const std::string factory = factory_of_build_tree(); !factory.empty()) folders.push_back(factory);
  return folders;
}

std::vector<KnownModel> known_models() {
  std::vector<KnownModel> out;
  for (const std::string& folder : known_model_folders())
    for (const std::string& path : model_files_in(folder)) out.push_back(known(path));
  return out;
}

Result<std::string> model_path(const std::string& wanted) {
  if (is_file(wanted) || wanted.find('/') != std::string::npos || wanted.empty()) return wanted;
  if (is_version_name(wanted)) return version_path(wanted);
  const auto models = known_models();
  if (file_ending(wanted) == kEnding) return no_such_file(wanted, models);
  auto found = by_name(models, wanted);
  if (found.empty() && is_hash(wanted)) found = by_hash(models, wanted);
  if (found.empty()) return unknown(wanted, models);
  if (found.size() > 1) return ambiguous(wanted, found);
  return found.front().path;
}

}  // namespace partials
