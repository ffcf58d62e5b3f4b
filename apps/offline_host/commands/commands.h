// SPDX-License-Identifier: MIT
// The verbs of the program `host`, one file each. PLUGIN is a .clap file, which has both kinds, or a
// bundle .lv2 or .vst3, which has one; what it has not is left out. MODEL is a .partials file or the name of
// a preset, which is then played untrained: cost and latency do not depend on the weights.
#pragma once
#include <memory>
#include <string>

#include "hosted.h"
#include "script.h"

namespace partials::hosting {

// A model file for as long as this lives; made, where a preset is named.
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
Result<void> silence(const std::string& plugin, const std::string& model);

// Open, with the model loaded and active.
Result<std::unique_ptr<Hosted>> ready(const std::string& plugin, PlayerKind kind,
                                      const std::string& model_path, double rate_hz, int max_block);

}  // namespace partials::hosting
