// SPDX-License-Identifier: MIT
#include "learn/worker_pool.h"

namespace partials {

WorkerPool::WorkerPool(int threads) {
  for (int t = 1; t < threads; ++t) others_.emplace_back([this, t] { wait_for_work(t); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  begins_.notify_all();
  for (std::thread& t : others_) t.join();
}

void WorkerPool::wait_for_work(int thread) {
  uint64_t done = 0;
  for (;;) {
    const std::function<void(int)>* work = nullptr;
    {
      std::unique_lock lock(mutex_);
      begins_.wait(lock, [&] { return over_ || round_ != done; });
      if (over_) return;
      done = round_;
      work = work_;
    }
    (*work)(thread);
    const std::lock_guard lock(mutex_);
    if (--running_ == 0) ends_.notify_one();
  }
}

void WorkerPool::run(const std::function<void(int)>& work) {
  {
    const std::lock_guard lock(mutex_);
    work_ = &work;
    running_ = static_cast<int>(others_.size());
    ++round_;
  }
  begins_.notify_all();
  work(0);
  std::unique_lock lock(mutex_);
  ends_.wait(lock, [&] { return running_ == 0; });
}

}  // namespace partials
