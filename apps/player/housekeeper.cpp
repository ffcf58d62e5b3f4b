// SPDX-License-Identifier: MIT
#include "housekeeper.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace partials {
namespace {

constexpr std::chrono::milliseconds kEvery(30), kSeldom(100);
constexpr std::chrono::seconds kAwake(2);

class Housekeeper {
 public:
  void begin(Tended& player) {
    const std::lock_guard guard(starting_);
    {
      const std::lock_guard lock(list_);
      players_.push_back(&player);
    }
    if (!thread_.joinable()) stop_ = false, thread_ = std::thread([this] { run(); });
  }

  void end(Tended& player) {
    const std::lock_guard guard(starting_);
    bool last;
    {
      const std::lock_guard lock(list_);  // held while tending
      players_.erase(std::remove(players_.begin(), players_.end(), &player), players_.end());
      last = players_.empty(), stop_ = last;
    }
    if (!last || !thread_.joinable()) return;
    wake_.notify_all();
    thread_.join();  // before the host unloads this library
  }

 private:
  void run() {
    std::unique_lock lock(list_);
    for (auto awake_until = std::chrono::steady_clock::now() + kAwake; !stop_;) {
      bool busy = false;
      for (Tended* p : players_) busy |= p->tend();
      const auto now = std::chrono::steady_clock::now();
      if (busy) awake_until = now + kAwake;
      wake_.wait_for(lock, now < awake_until ? kEvery : kSeldom, [this] { return stop_; });
    }
  }

  std::mutex starting_, list_;
  std::condition_variable wake_;
  std::vector<Tended*> players_;
  std::thread thread_;
  bool stop_ = false;
};

Housekeeper& housekeeper() {
  static Housekeeper h;
  return h;
}

}  // namespace

void begin_tending(Tended& player) { housekeeper().begin(player); }
void end_tending(Tended& player) { housekeeper().end(player); }

}  // namespace partials
