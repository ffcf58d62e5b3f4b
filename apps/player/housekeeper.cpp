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
  // At the end of a process whose host exits without destroying its players, as Pure Data does.
  ~Housekeeper() {
    {
      const std::lock_guard lock(list_);
      stop_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

  void begin(Housekept& player) {
    const std::lock_guard guard(starting_);
    {
      const std::lock_guard lock(list_);
      players_.push_back(&player);
    }
    if (!thread_.joinable()) {
      stop_ = false;
      thread_ = std::thread([this] { run(); });
    }
  }

  void end(Housekept& player) {
    {
      std::unique_lock lock(list_);
      players_.erase(std::remove(players_.begin(), players_.end(), &player), players_.end());
      left_.wait(lock, [&] { return at_ != &player; });
    }
    const std::lock_guard guard(starting_);
    {
      const std::lock_guard lock(list_);
      stop_ = players_.empty();
    }
    if (!stop_ || !thread_.joinable()) return;
    wake_.notify_all();
    thread_.join();  // before the host unloads this library
  }

 private:
  void run() {
    std::unique_lock lock(list_);
    for (auto awake_until = std::chrono::steady_clock::now() + kAwake; !stop_;) {
      bool busy = false;
      for (Housekept* p : std::vector(players_)) busy |= visit(p, lock);
      const auto now = std::chrono::steady_clock::now();
      if (busy) awake_until = now + kAwake;
      wake_.wait_for(lock, now < awake_until ? kEvery : kSeldom, [this] { return stop_; });
    }
  }

  // The list is unlocked meanwhile: players may be added and removed while one of them loads a model.
  bool visit(Housekept* p, std::unique_lock<std::mutex>& lock) {
    if (std::find(players_.begin(), players_.end(), p) == players_.end()) return false;
    at_ = p;
    lock.unlock();
    const bool busy = p->housekeep();
    lock.lock();
    at_ = nullptr;
    left_.notify_all();
    return busy;
  }

  std::mutex starting_, list_;
  std::condition_variable wake_, left_;
  std::vector<Housekept*> players_;
  Housekept* at_ = nullptr;
  std::thread thread_;
  bool stop_ = false;
};

Housekeeper& housekeeper() {
  static Housekeeper h;
  return h;
}

}  // namespace

void add_housekept(Housekept& player) { housekeeper().begin(player); }
void remove_housekept(Housekept& player) { housekeeper().end(player); }
void make_housekeeper() { (void)housekeeper(); }

}  // namespace partials
