// SPDX-License-Identifier: MIT
#include "data/analysis_cache.h"

#include <fcntl.h>
#include <soxr.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <mutex>

#include "analysis_code.h"
#include "base/cpu.h"
#include "base/sha256.h"
#include "system/file.h"
#include "system/xdg.h"

namespace partials {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kMagic = "Partials analysis 1\n";
constexpr size_t kKeyDigits = 64, kHashBytes = 32, kFrame = kMagic.size() + kKeyDigits + 8 + kHashBytes;
// a larger entry, the partials of a sound of more than a minute and a half, is not kept
constexpr uint64_t kMostEntryBytes = uint64_t{64} << 20;
constexpr uint64_t kMostBytes = uint64_t{1} << 30, kKeepFree = uint64_t{1} << 30;
constexpr double kKeptShare = 0.9;                  // what remains when the oldest are removed
constexpr auto kForgotten = std::chrono::hours(1);  // a half-written file of a process that was killed

std::atomic<bool> left{false};
std::mutex counting;  // guards `held`
std::optional<uint64_t>
    held;  // bytes in the folder, as far as this process knows; none before the first count

// What may change a bit of a result and is not in the code. The C library's functions depend on the
// instruction sets that the machine has, whichever is chosen.
std::string machine() {
  std::string text = std::string(name_of(best_isa())) + " of";
  for (const Isa isa : {Isa::base, Isa::avx2, Isa::avx512, Isa::bf16})
    if (has(isa)) text += std::string(" ") + name_of(isa);
#ifdef __GLIBC__
  text += std::string(", glibc ") + gnu_get_libc_version();
  if (const char* tunables = std::getenv("GLIBC_TUNABLES")) text += std::string(" ") + tunables;
#endif
  return text + ", " + soxr_version() + ", " + ANALYSIS_CODE;
}

std::string folder() {
  static const std::string chosen = [] {
    const char* wanted = std::getenv("PARTIALS_CACHE");
    if (wanted && *wanted == '/') return std::string(wanted);
    const std::string home = cache_home();
    return (wanted && *wanted) || home.empty() ? std::string() : home + "/analysis";
  }();
  return left ? std::string() : chosen;
}

uint64_t most_bytes() {
  static const uint64_t most = [] {
    const char* wanted = std::getenv("PARTIALS_CACHE_MIB");
    char* end = nullptr;
    const unsigned long long mib = wanted ? std::strtoull(wanted, &end, 10) : 0;
    return wanted && end != wanted && *end == 0 ? std::min<uint64_t>(mib, 1 << 20) << 20 : kMostBytes;
  }();
  return most;
}

struct Entry {
  fs::path path;
  uint64_t bytes = 0;
  fs::file_time_type used;
};

bool is_key(const std::string& name) {
  return name.size() == kKeyDigits && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Other files in the folder are left alone, except half-written entries of long ago.
std::vector<Entry> entries_in(const std::string& place) {
  std::vector<Entry> all;
  std::error_code none;
  for (fs::directory_iterator at(place, none), end; !none && at != end; at.increment(none)) {
    const std::string name = at->path().filename().string();
    std::error_code gone;
    const Entry e{at->path(), at->file_size(gone), at->last_write_time(gone)};
    if (gone) continue;
    if (is_key(name))
      all.push_back(e);
    else if (is_key(name.substr(0, kKeyDigits)) && name.compare(kKeyDigits, 5, ".part") == 0 &&
             fs::file_time_type::clock::now() - e.used > kForgotten)
      fs::remove(e.path, gone);
  }
  return all;
}

uint64_t sum_of(const std::vector<Entry>& all) {
  uint64_t sum = 0;
  for (const Entry& e : all) sum += e.bytes;
  return sum;
}

// Other processes write too, so the folder is counted again whenever it seems full.
void make_room(const std::string& place, uint64_t bytes) {
  const std::lock_guard lock(counting);
  if (!held) held = sum_of(entries_in(place));
  *held += bytes;
  if (*held <= most_bytes()) return;
  std::vector<Entry> all = entries_in(place);
  *held = sum_of(all) + bytes;
  if (*held <= most_bytes()) return;
  std::sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) { return a.used < b.used; });
  const auto enough = static_cast<uint64_t>(kKeptShare * static_cast<double>(most_bytes()));
  for (const Entry& e : all) {
    if (*held <= enough) break;
    std::error_code none;
    fs::remove(e.path, none);
    *held -= std::min(*held, e.bytes);
  }
}

// A folder that another user owns or may write in could hold analyses that were made up: it is not used.
bool is_own(const std::string& place) {
  struct stat s {};
  return ::stat(place.c_str(), &s) == 0 && s.st_uid == ::geteuid() && (s.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

// Its own user alone may read it: the entries hold sound.
bool make_folder(const std::string& place) {
  std::error_code failed;
  if (fs::is_directory(place, failed)) return true;
  fs::create_directories(fs::path(place).parent_path(), failed);
  return ::mkdir(place.c_str(), 0700) == 0 || fs::is_directory(place, failed);
}

std::string hash_of(std::string_view bytes) {
  Sha256 sha;
  sha.update(bytes.data(), bytes.size());
  const auto hash = sha.finish();
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

}  // namespace

std::string analysis_key(std::string_view kind, const std::vector<std::string>& parts) {
  if (folder().empty()) return "";
  static const std::string here = machine();
  Sha256 sha;
  const auto add = [&](std::string_view part) {
    const uint64_t n = part.size();
    sha.update(&n, sizeof n);
    sha.update(part.data(), part.size());
  };
  add(here);
  add(kind);
  for (const std::string& part : parts) add(part);
  return hex_of(sha.finish());
}

std::string hash_of_samples(const std::vector<float>& x) {
  return sha256_hex({reinterpret_cast<const char*>(x.data()), x.size() * sizeof(float)});
}

std::string entry_of(const std::string& key, std::string_view bytes) {
  const uint64_t n = bytes.size();
  std::string file(kMagic);
  file.append(key).append(reinterpret_cast<const char*>(&n), sizeof n).append(bytes);
  return file + hash_of(file);
}

std::optional<std::string> bytes_in_entry(std::string_view file, const std::string& key) {
  if (key.size() != kKeyDigits || file.size() < kFrame || file.substr(0, kMagic.size()) != kMagic ||
      file.substr(kMagic.size(), kKeyDigits) != key)
    return std::nullopt;
  uint64_t n = 0;
  std::memcpy(&n, file.data() + kMagic.size() + kKeyDigits, sizeof n);
  const size_t end = file.size() - kHashBytes;
  if (n != file.size() - kFrame || hash_of(file.substr(0, end)) != file.substr(end)) return std::nullopt;
  return std::string(file.substr(end - n, n));
}

std::optional<std::string> recalled(const std::string& key) {
  const std::string place = folder();
  if (place.empty() || !is_key(key) || !is_own(place)) return std::nullopt;
  const std::string path = place + "/" + key;
  const auto file = read_file(path, kMostEntryBytes + kFrame);
  if (!file) return std::nullopt;
  auto bytes = bytes_in_entry(file.value(), key);
  if (bytes) (void)::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);  // used now
  return bytes;
}

void remember(const std::string& key, std::string_view bytes) {
  static std::atomic<bool> failed{false};  // a full disk or a folder of others: not tried again
  const std::string place = folder();
  if (place.empty() || failed || !is_key(key) || bytes.size() > kMostEntryBytes) return;
  if (bytes.size() + kFrame > most_bytes()) return;
  std::error_code none;
  failed = !make_folder(place) || !is_own(place) || fs::space(place, none).available < kKeepFree || none;
  if (failed) return;
  make_room(place, bytes.size() + kFrame);
  // a folder that was deleted meanwhile is made again for the next one
  if (!atomic_write(place + "/" + key, entry_of(key, bytes))) failed = fs::exists(place, none);
}

void leave_analysis_cache() { left = true; }

AnalysisCacheState analysis_cache_state() {
  AnalysisCacheState s{folder(), 0, 0, most_bytes(), false};
  if (s.folder.empty()) return s;
  const std::vector<Entry> all = entries_in(s.folder);
  s.entries = all.size();
  s.bytes = sum_of(all);
  fs::path at = s.folder;
  std::error_code none;
  while (!fs::exists(at, none) && at.has_parent_path() && at != at.parent_path()) at = at.parent_path();
  s.writable = fs::is_directory(at, none) && ::access(at.c_str(), W_OK) == 0;
  return s;
}

}  // namespace partials
