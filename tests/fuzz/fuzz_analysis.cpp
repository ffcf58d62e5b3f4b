// SPDX-License-Identifier: MIT
// A file in the cache of analyses (data/analysis_cache.h), and the bytes of a recording.s analysis that one
// holds.
#include <cstddef>
#include <cstdint>
#include <exception>

#include "data/analysis_cache.h"
#include "data/opened.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials;
  const std::string bytes(reinterpret_cast<const char*>(data), size), key(64, 'a');
  (void)bytes_in_entry(bytes, key);
  if (bytes_in_entry(entry_of(key, bytes), key) != bytes) __builtin_trap();
  try {
    const Opened o = opened_from(bytes);
    (void)o.heard.median_midi();
    (void)o.heard.between(0.01, 0.1).is_single_note();
    if (bytes_of(opened_from(bytes_of(o))) != bytes_of(o)) __builtin_trap();
  } catch (const std::exception&) {  // analysed anew
  }
  return 0;
}
