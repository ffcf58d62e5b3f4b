// SPDX-License-Identifier: MIT
// Trains a model from recordings, as the window does: by `partials train` in the background, at low
// priority; it goes on when the patch is closed. The object tells of it, and whenever there is a better
// model, it tells a player to load that. [patch-thread]
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "library/training_job.h"
#include "patch/patch.h"

namespace partials::patch {

class LearnObject {
 public:
  // words: the name of the model
  LearnObject(Words words, Patch& patch);
  ~LearnObject();  // does not wait

  // "": it was taken; otherwise one sentence. docs/pd.md lists the messages.
  std::string message(std::string_view selector, Words words);
  // Samples of an array of the patch, which become a recording.
  std::string add_samples(std::vector<float> samples, double rate_hz);
  void poll();
  // Called with the path of a model that a player should load.
  std::function<void(const std::string& path)> play = [](const std::string&) {};

 private:
  std::string number(std::string_view selector, Words words);
  std::string start();
  void tell(const TrainingStatus& status);

  struct Takes;  // recordings made of arrays, shared with the loading thread
  Patch& patch_;
  std::shared_ptr<TrainingJob> job_;
  std::shared_ptr<Takes> takes_;
  TrainingRequest request_;
  bool starting_ = false;
  uint64_t version_ = 0;
  int64_t stamp_ = 0;
  TrainingState state_ = TrainingState::none;
  int percent_ = -1;
};

}  // namespace partials::patch
