// SPDX-License-Identifier: MIT
// What a window does with presets: save, rename, remove and put back, on a thread of its own. How each ended
// is told once by take_news(); version() changes then. Lists of presets are the model library's
// (model_library.h).
//   [main-thread] everything; nothing here waits for a disk.
#pragma once
#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "library/preset_file.h"
#include "library/worker.h"

namespace partials {

struct PresetNews {
  enum Kind { saved, renamed, removed, put_back, taken, failed } kind = failed;
  std::string path;     // of the preset as it lies now
  std::string before;   // renamed: where it lay
  std::string name;     // taken: the one that there is already
  std::string trouble;  // failed: one sentence
};

class PresetStore {
 public:
  void save(const Preset& preset, bool replace);
  void rename(const std::string& path, const std::string& name);
  void remove(const std::string& path);
  void put_back();            // the one that was removed last
  bool can_put_back() const;  // there is one
  std::optional<PresetNews> take_news();
  uint64_t version() const { return version_.load(std::memory_order_acquire); }

 private:
  void tell(PresetNews news);
  void tell(const Result<PresetEnd>& end, PresetNews::Kind kind, const std::string& before,
            const std::string& name);

  mutable std::mutex mutex_;  // held for moments: what stands below
  std::vector<PresetNews> news_;
  std::optional<RemovedPreset> removed_;
  std::atomic<uint64_t> version_{0};
  Worker worker_;  // last: ends first
};

}  // namespace partials
