// SPDX-License-Identifier: MIT
// One thread that runs pieces of work in order, so that a window never waits. It starts with the first
// piece. At destruction pieces that have not started are dropped, and stopping() tells the running piece to
// stop.
//   post: any thread; destruction waits for the running piece.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace partials {

class Worker {
 public:
  Worker() = default;
  ~Worker() { end(); }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  using Milliseconds = std::chrono::milliseconds;
  void post(std::function<void()> work, Milliseconds delay = {});
  const std::atomic<bool>& stopping() const { return stopping_; }
  void end();                     // stops as destruction does
  bool pause(Milliseconds time);  // sleeps within a long piece; false: the piece must stop

 private:
  using Clock = std::chrono::steady_clock;
  struct Piece {
    Clock::time_point due;
    std::function<void()> work;
  };
  void loop();
  bool take(std::unique_lock<std::mutex>& lock, Piece& piece);  // false: the thread must stop
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Piece> queue_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace partials
