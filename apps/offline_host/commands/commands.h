// SPDX-License-Identifier: MIT
// The commands of the program `host`, one file each. PLUGIN is a .clap file, which has both kinds, or a
// bundle .lv2 or .vst3, which has one; a missing kind is skipped. MODEL is a .partials file or the name of
// a graph preset, which is then played untrained: cost and latency do not depend on the weights.
#pragma once
#include <memory>
#include <string>

#include "hosted.h"
#include "script.h"

namespace partials::hosting {

// A model file that exists as long as this object; generated if a graph preset is named.
class ModelOnDisk {
 public:
  static Result<std::unique_ptr<ModelOnDisk>> find(const std::string& name);
  ~ModelOnDisk();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool made_ = false;
};

using Command = Result<void> (*)(const std::string& plugin, const std::string& model);
Result<void> scan(const std::string& plugin, const std::string& model);
Result<void> cost(const std::string& plugin, const std::string& model);
Result<void> instances(const std::string& plugin, const std::string& model);
Result<void> latency(const std::string& plugin, const std::string& model);
Result<void> play_model(const std::string& plugin, const std::string& model);
Result<void> silence(const std::string& plugin, const std::string& model);

// Opens a plug-in, loads the model and activates it.
Result<std::unique_ptr<Hosted>> ready(const std::string& plugin, PlayerKind kind,
                                      const std::string& model_path, double rate_hz, int max_block);

}  // namespace partials::hosting
