// SPDX-License-Identifier: MIT
// Hands a new object over to the audio thread, and the one that it replaces back, so that audio frees
// nothing and neither side waits. Of two offers that audio has not taken the later one stays.
//   [patch-thread] offer, collect, drop_all   [audio-thread] next, keep, playing
//   drop_all: not while audio runs
#pragma once
#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>
#include <vector>

namespace partials::patch {

template <class T>
class Handover {
 public:
  // Returns the offer that it replaces, if audio has not taken that.
  std::shared_ptr<T> offer(std::shared_ptr<T> object) {
    T* const plain = object.get();
    held_.push_back(std::move(object));
    T* const unwanted = offered_.exchange(plain, std::memory_order_acq_rel);
    return unwanted ? forget(unwanted) : nullptr;
  }
  // What audio no longer uses, to be freed elsewhere; null: nothing.
  std::shared_ptr<T> collect() {
    T* const done = returned_.exchange(nullptr, std::memory_order_acq_rel);
    return done ? forget(done) : nullptr;
  }
  std::vector<std::shared_ptr<T>> drop_all() {
    offered_ = returned_ = nullptr;
    playing_ = nullptr;
    return std::exchange(held_, {});
  }

  T* playing() const noexcept { return playing_; }
  // Whether keep() would take a new one: it is offered, and the last one has been collected.
  bool next() const noexcept {
    return offered_.load(std::memory_order_relaxed) && !returned_.load(std::memory_order_relaxed);
  }
  void keep() noexcept {  // from now on the new one plays
    T* const fresh = offered_.exchange(nullptr, std::memory_order_acq_rel);
    if (!fresh) return;
    returned_.store(std::exchange(playing_, fresh), std::memory_order_release);
  }

 private:
  std::shared_ptr<T> forget(const T* object) {
    const auto at = std::find_if(held_.begin(), held_.end(), [=](const auto& p) { return p.get() == object; });
    if (at == held_.end()) return nullptr;
    std::shared_ptr<T> found = std::move(*at);
    held_.erase(at);
    return found;
  }
  std::vector<std::shared_ptr<T>> held_;  // offered, playing, or returned
  std::atomic<T*> offered_{nullptr}, returned_{nullptr};
  T* playing_ = nullptr;  // audio's
};

}  // namespace partials::patch
