// SPDX-License-Identifier: MIT
// One thread that does what it is given, in order, so that a window never waits. Started with the first piece
// of work. At the end what has not begun is dropped, and stopping() tells the piece that runs.
//   post: any thread; destruction waits for the piece that runs.
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
  void end();                     // as at destruction
  bool pause(Milliseconds time);  // for a piece that goes on for long; false: it is to stop

 private:
  using Clock = std::chrono::steady_clock;
  struct Piece {
    Clock::time_point due;
    std::function<void()> work;
  };
  void loop();
  bool take(std::unique_lock<std::mutex>& lock, Piece& piece);  // false: it is to stop
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Piece> queue_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace partials
