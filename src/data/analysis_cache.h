// SPDX-License-Identifier: MIT
// What was analysed is kept in files, so that the same sound is analysed once: by default in
// $XDG_CACHE_HOME/partials/analysis. An entry is found by a key, the SHA-256 of the samples, of every setting
// and of all else that may change a bit of the result: the code, the compiler, the machine's libraries and
// instruction sets. It has a checksum. A missing, damaged or foreign entry is as if it were not there, and a
// folder that cannot be written is as if there were no cache: nothing here fails, and no result depends on
// it. Entries appear whole; processes may share a folder, and anyone may delete it at any time.
// The least recently used are removed beyond most_bytes. Any thread may call these.
//   PARTIALS_CACHE       "off", or a folder instead (an absolute path)
//   PARTIALS_CACHE_MIB   the most that it may hold, in MiB; 1024
#pragma once
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace partials {

// kind: what is analysed, in a word. parts: bytes of everything that the result depends on. "" without a
// cache.
std::string analysis_key(std::string_view kind, const std::vector<std::string>& parts);

std::string hash_of_samples(const std::vector<float>& x);

std::optional<std::string> recalled(const std::string& key);
void remember(const std::string& key, std::string_view bytes);

// For this process from now on.
void leave_analysis_cache();

struct AnalysisCacheState {
  std::string folder;  // "": there is none, because it is switched off or the user has no folder for it
  uint64_t entries = 0, bytes = 0, most_bytes = 0;
  bool writable = false;
};
AnalysisCacheState analysis_cache_state();

// A file's bytes, and what it holds, if it is a whole entry with this key.
std::string entry_of(const std::string& key, std::string_view bytes);
std::optional<std::string> bytes_in_entry(std::string_view file, const std::string& key);

// The result of `analyse`, or an earlier one. `read` may throw on bytes that do not fit.
template <class Analyse, class Write, class Read>
auto analysed_once(const std::string& key, Analyse&& analyse, Write&& write, Read&& read)
    -> decltype(analyse()) {
  try {
    if (const auto bytes = recalled(key)) return read(*bytes);
  } catch (const std::exception&) {  // as if it were not there
  }
  auto result = analyse();
  if (!key.empty()) remember(key, write(result));
  return result;
}

}  // namespace partials
