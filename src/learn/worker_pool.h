// SPDX-License-Identifier: MIT
// A pool of waiting threads, so that a training step does not start any. The caller is one of them.
#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace partials {

class WorkerPool {
 public:
  explicit WorkerPool(int threads);  // at least 1
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  int threads() const { return static_cast<int>(others_.size()) + 1; }
  // Runs work(thread) on every thread at once; returns when all have finished. It must not throw.
  void run(const std::function<void(int)>& work);

 private:
  void wait_for_work(int thread);

  std::vector<std::thread> others_;
  std::mutex mutex_;
  std::condition_variable begins_, ends_;
  const std::function<void(int)>* work_ = nullptr;
  uint64_t round_ = 0;
  int running_ = 0;
  bool over_ = false;
};

}  // namespace partials
