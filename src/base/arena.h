// SPDX-License-Identifier: MIT
// One block of memory that holds everything a plan needs. It is allocated once on the main thread, or lent by
// the caller, who owns it; parts are 64-byte aligned and zeroed. Training and playing never touch fresh
// pages.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <span>
#include <utility>

namespace partials {

class Arena {
 public:
  Arena() = default;
  explicit Arena(size_t bytes) { resize(bytes); }
  ~Arena() { drop(); }
  Arena(Arena&& o) noexcept
      : data_(std::exchange(o.data_, nullptr)), size_(std::exchange(o.size_, 0)), lent_(o.lent_) {}
  Arena& operator=(Arena&& o) noexcept {
    std::swap(data_, o.data_);
    std::swap(size_, o.size_);
    std::swap(lent_, o.lent_);
    return *this;
  }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // [main-thread] Discards the old contents. Returns false if the allocation fails.
  bool resize(size_t bytes) {
    drop();
    lent_ = false;
    size_ = round_up(bytes);
    data_ = size_ ? static_cast<std::byte*>(::operator new(size_, kAlignment, std::nothrow)) : nullptr;
    if (data_) std::memset(data_, 0, size_);
    return data_ || !bytes;
  }
  // [main-thread] Uses the first `bytes` of memory that the caller keeps for as long as the arena lives.
  // Returns false, and changes nothing, if it is too small or not aligned to 64 bytes.
  bool lend(std::span<std::byte> memory, size_t bytes) {
    if (memory.size() < round_up(bytes) || !is_aligned(memory.data())) return false;
    drop();
    lent_ = true;
    size_ = round_up(bytes);
    data_ = memory.data();
    if (size_) std::memset(data_, 0, size_);
    return true;
  }
  static bool is_aligned(const void* p) { return reinterpret_cast<uintptr_t>(p) % 64 == 0; }
  std::byte* at(size_t offset) const { return data_ + offset; }
  size_t size() const { return size_; }
  static size_t round_up(size_t bytes) { return (bytes + 63) & ~size_t{63}; }

 private:
  static constexpr std::align_val_t kAlignment{64};
  void drop() {
    if (!lent_) ::operator delete(data_, kAlignment);
  }

  std::byte* data_ = nullptr;
  size_t size_ = 0;
  bool lent_ = false;
};

// Adds up sizes before the arena exists: take() returns the offset of the next part.
class ArenaLayout {
 public:
  size_t take(size_t bytes) {
    const size_t offset = size_;
    size_ += Arena::round_up(bytes);
    return offset;
  }
  size_t size() const { return size_; }

 private:
  size_t size_ = 0;
};

}  // namespace partials
