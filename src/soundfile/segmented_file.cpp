// SPDX-License-Identifier: MIT
#include "soundfile/segmented_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace partials {
namespace {

int64_t read_at(int file, char* to, int64_t at, int64_t bytes) {
  int64_t done = 0;
  while (done < bytes) {
    const ssize_t n = ::pread(file, to + done, static_cast<size_t>(bytes - done), at + done);
    if (n <= 0) break;
    done += n;
  }
  return done;
}

}  // namespace

SegmentedFile::SegmentedFile(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return;
  file_ = std::shared_ptr<int>(new int(file), [](int* f) {
    ::close(*f);
    delete f;
  });
  struct stat facts {};
  if (::fstat(file, &facts) == 0 && S_ISREG(facts.st_mode)) disk_size_ = facts.st_size;
}

std::string SegmentedFile::disk_bytes(int64_t at, int64_t bytes) const {
  std::string read(static_cast<size_t>(std::clamp<int64_t>(disk_size_ - at, 0, bytes)), '\0');
  read.resize(static_cast<size_t>(read_at(*file_, read.data(), at, static_cast<int64_t>(read.size()))));
  return read;
}

SegmentedFile SegmentedFile::empty_copy() const {
  SegmentedFile copy = *this;
  copy.segments_.clear();
  copy.size_ = copy.position_ = 0;
  return copy;
}

void SegmentedFile::add_disk(int64_t at, int64_t bytes) {
  if (bytes <= 0) return;
  segments_.push_back({size_, bytes, at, {}});
  size_ += bytes;
}

void SegmentedFile::add_bytes(std::string bytes) {
  const auto count = static_cast<int64_t>(bytes.size());
  segments_.push_back({size_, count, -1, std::move(bytes)});
  size_ += count;
}

void SegmentedFile::seek(int64_t position) { position_ = std::clamp<int64_t>(position, 0, size_); }

int64_t SegmentedFile::read(void* to, int64_t bytes) {
  int64_t done = 0;
  while (done < bytes && position_ < size_) {
    const auto after = std::upper_bound(segments_.begin(), segments_.end(), position_,
                                        [](int64_t p, const Segment& s) { return p < s.first; });
    const Segment& s = *(after - 1);
    const int64_t within = position_ - s.first, n = std::min(bytes - done, s.bytes - within);
    char* const place = static_cast<char*>(to) + done;
    if (s.at < 0)
      std::memcpy(place, s.own.data() + within, static_cast<size_t>(n));
    else if (read_at(*file_, place, s.at + within, n) != n)
      break;
    done += n;
    position_ += n;
  }
  return done;
}

}  // namespace partials
