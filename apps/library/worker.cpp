// SPDX-License-Identifier: MIT
#include "library/worker.h"

#include <algorithm>

namespace partials {

void Worker::end() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Worker::post(std::function<void()> work, Milliseconds delay) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    queue_.push_back({Clock::now() + delay, std::move(work)});
    if (!thread_.joinable()) thread_ = std::thread([this] { loop(); });
  }
  changed_.notify_all();
}

bool Worker::pause(Milliseconds time) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, time, [this] { return stopping_.load(); });
}

bool Worker::take(std::unique_lock<std::mutex>& lock, Piece& piece) {
  while (!stopping_) {
    const auto first = std::min_element(queue_.begin(), queue_.end(),
                                        [](const Piece& a, const Piece& b) { return a.due < b.due; });
    if (first == queue_.end())
      changed_.wait(lock);
    else if (first->due > Clock::now())
      changed_.wait_until(lock, Clock::time_point(first->due));
    else {
      piece = std::move(*first);
      queue_.erase(first);
      return true;
    }
  }
  return false;
}

void Worker::loop() {
  for (Piece piece;;) {
    {
      std::unique_lock lock(mutex_);
      if (!take(lock, piece)) return;
    }
    piece.work();
    piece.work = nullptr;
  }
}

}  // namespace partials
