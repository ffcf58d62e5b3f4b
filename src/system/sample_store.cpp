// SPDX-License-Identifier: MIT
#include "system/sample_store.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <limits>
#include <string>

namespace partials {
namespace {

constexpr const char* kUnreadable =
    "a temporary file cannot be read; check the disk of /var/tmp, or name another folder by TMPDIR.";

int open_in(const std::string& folder) {
  std::string name = folder + "/partials-XXXXXX";
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file >= 0) ::unlink(name.c_str());
  return file;
}

std::shared_ptr<const int> nameless_file() {
  const char* wanted = std::getenv("TMPDIR");
  int file = wanted && *wanted ? open_in(wanted) : -1;
  for (const char* folder : {"/var/tmp", "/tmp"})
    if (file < 0) file = open_in(folder);
  if (file < 0) return nullptr;
  return {new int(file), [](const int* f) {
            ::close(*f);
            delete f;
          }};
}

// Transfers all bytes or fails. move: ::pread or ::pwrite.
template <class Move, class Byte>
bool moved(Move move, int file, Byte* bytes, int64_t n, int64_t at) {
  while (n > 0) {
    const ssize_t done = move(file, bytes, static_cast<size_t>(n), at);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes += done;
    n -= done;
    at += done;
  }
  return true;
}

constexpr int64_t kBytes = sizeof(float);

}  // namespace

bool SampleStore::write_at(int64_t first, const float* x, int64_t n) const {
  return moved(::pwrite, *file_, reinterpret_cast<const char*>(x), n * kBytes, first * kBytes);
}

bool SampleStore::read_at(int64_t first, float* x, int64_t n) const {
  return moved(::pread, *file_, reinterpret_cast<char*>(x), n * kBytes, first * kBytes);
}

bool SampleStore::move_to_file() {
  file_ = nameless_file();
  if (!file_ || !write_at(0, memory_.data(), size_)) {
    file_ = nullptr;
    return false;
  }
  memory_ = {};
  return true;
}

Result<void> SampleStore::back_to_memory() {
  memory_.resize(static_cast<size_t>(size_));
  if (!read_at(0, memory_.data(), size_)) return Error{kUnreadable, ErrorCode::unreadable};
  file_ = nullptr;
  return {};
}

Result<void> SampleStore::append(const float* x, int64_t n) {
  if (!file_ && size_ + n > most_in_memory_ && !move_to_file())
    most_in_memory_ = std::numeric_limits<int64_t>::max() / 2;
  if (file_ && !write_at(size_, x, n)) {  // the disk is full
    most_in_memory_ = std::numeric_limits<int64_t>::max() / 2;
    if (auto back = back_to_memory(); !back) return back;
  }
  if (!file_) memory_.insert(memory_.end(), x, x + n);
  size_ += n;
  return {};
}

const float* SampleStore::at(int64_t first, int64_t n, std::vector<float>& scratch) const {
  if (!file_) return memory_.data() + first;
  scratch.resize(std::max(scratch.size(), static_cast<size_t>(n)));
  return read_at(first, scratch.data(), n) ? scratch.data() : nullptr;
}

Result<void> SampleStore::change(const std::function<void(float* x, int64_t n)>& block) {
  std::vector<float> some(static_cast<size_t>(file_ ? kBlock : 0));
  for (int64_t at = 0; at < size_; at += kBlock) {
    const int64_t n = std::min(kBlock, size_ - at);
    if (!file_) {
      block(memory_.data() + at, n);
      continue;
    }
    if (!read_at(at, some.data(), n)) return Error{kUnreadable, ErrorCode::unreadable};
    block(some.data(), n);
    if (!write_at(at, some.data(), n))
      return Error{
          "a temporary file cannot be written; check the disk of /var/tmp, or name another folder by "
          "TMPDIR.",
          ErrorCode::unreadable};
  }
  return {};
}

Result<std::vector<float>> SampleStore::take() {
  if (file_)
    if (auto back = back_to_memory(); !back) return back.error();
  size_ = 0;
  return std::move(memory_);
}

}  // namespace partials
