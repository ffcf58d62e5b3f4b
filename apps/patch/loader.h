// SPDX-License-Identifier: MIT
// A player that is loaded on a thread which all objects of the process share, so that neither messages nor
// audio wait for a disk. It lives as long as a load of it runs, even if its object is deleted meanwhile.
//   [patch-thread] everything but Loaded::player, whose header says who may call what
#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "player.h"

namespace partials::patch {

struct LoadEnd {
  std::string name, trouble;  // name as requested; trouble: one sentence, "" if it plays
};

class LoadedPlayer {
 public:
  explicit LoadedPlayer(PlayerKind kind);
  ~LoadedPlayer();  // does not wait
  LoadedPlayer(const LoadedPlayer&) = delete;
  LoadedPlayer& operator=(const LoadedPlayer&) = delete;

  Player& player() const;
  // A model or preset: `path` if not empty, otherwise `name` among the models of this machine
  // (model_names.h).
  void load(const std::string& name, const std::string& path);
  void load_preset(const std::string& name, const std::string& path);  // likewise among its presets
  void load_first();                                                   // the model of a new instance
  void unload();
  void wait();  // until everything that was requested has ended: for rendering offline
  bool busy() const;
  std::vector<LoadEnd> take_ends();

 private:
  struct Core;
  void post(const std::string& name, std::function<std::string(Player&)> work);
  std::shared_ptr<Core> core_;
};

}  // namespace partials::patch
