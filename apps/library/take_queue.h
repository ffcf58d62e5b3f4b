// SPDX-License-Identifier: MIT
// Queue of samples from the audio thread to the writer of a take. Chunks are filled before they are sent,
// so that short host blocks do not shorten the queue. Each take has a number; chunks with another number do
// not belong to it.
//   begin, end: main thread;  push: audio thread, noexcept;  pop: the writer.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>

#include "base/ring.h"

namespace partials {

struct TakeChunk {
  static constexpr int kSamples = 256;
  uint32_t take = 0;
  int n = 0;
  bool last = false;  // the audio thread has seen the end of the take
  float x[kSamples];
};

class TakeQueue {
 public:
  TakeQueue() : ring_(std::make_unique<Chunks>()) {}

  void begin(uint32_t take) noexcept {
    lost_.store(0, std::memory_order_relaxed);
    wanted_.store(take, std::memory_order_release);
  }
  void end() noexcept { wanted_.store(0, std::memory_order_release); }
  int64_t lost() const noexcept { return lost_.load(std::memory_order_relaxed); }

  // x[0..n), mono.
  void push(const float* x, int n) noexcept {
    const uint32_t take = wanted_.load(std::memory_order_acquire);
    if (take != chunk_.take) {
      if (chunk_.take) {
        chunk_.last = true;
        send();
      }
      chunk_.take = take;
      chunk_.n = 0;
      chunk_.last = false;
    }
    if (!take) return;
    for (int i = 0; i < n; ++i) {
      chunk_.x[chunk_.n++] = x[i];
      if (chunk_.n == TakeChunk::kSamples) send();
    }
  }
  bool pop(TakeChunk& chunk) noexcept { return ring_->pop(chunk); }

 private:
  static constexpr size_t kChunks = 1024;  // 5.4 s at 48 kHz
  using Chunks = Ring<TakeChunk, kChunks>;
  void send() noexcept {
    if (!ring_->push(chunk_)) lost_.fetch_add(chunk_.n, std::memory_order_relaxed);
    chunk_.n = 0;
  }
  std::unique_ptr<Chunks> ring_;
  TakeChunk chunk_;
  std::atomic<uint32_t> wanted_{0};  // 0: none
  std::atomic<int64_t> lost_{0};
};

}  // namespace partials
