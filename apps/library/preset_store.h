// SPDX-License-Identifier: MIT
// A window's operations on presets: save, rename, remove and restore, on a separate thread. take_news()
// reports each result once; version() changes then. Lists of presets come from the model library
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
  std::string path;     // current path of the preset
  std::string before;   // renamed: its previous path
  std::string name;     // taken: name of the existing preset
  std::string trouble;  // failed: one sentence
};

class PresetStore {
 public:
  void save(const Preset& preset, bool replace);
  void rename(const std::string& path, const std::string& name);
  void remove(const std::string& path);
  void put_back();            // restores the preset removed last
  bool can_put_back() const;  // a removed preset can be restored
  std::optional<PresetNews> take_news();
  uint64_t version() const { return version_.load(std::memory_order_acquire); }

 private:
  void tell(PresetNews news);
  void tell(const Result<PresetEnd>& end, PresetNews::Kind kind, const std::string& before,
            const std::string& name);

  mutable std::mutex mutex_;  // held briefly; guards the members below
  std::vector<PresetNews> news_;
  std::optional<RemovedPreset> removed_;
  std::atomic<uint64_t> version_{0};
  Worker worker_;  // last member: destroyed first
};

}  // namespace partials
