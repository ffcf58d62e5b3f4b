// SPDX-License-Identifier: MIT
// A virtual file for a decoder: ranges of a file on disk and bytes in memory, one after the other. It allows
// repairing an unfinished header, and extracting a stream from its container, without copying the sound.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace partials {

class SegmentedFile {
 public:
  // ok() is false if the file cannot be opened.
  explicit SegmentedFile(const std::string& path);
  bool ok() const { return file_ != nullptr; }
  int64_t disk_size() const { return disk_size_; }
  // Bytes of the file on the disk at `at`, fewer at its end.
  std::string disk_bytes(int64_t at, int64_t bytes) const;

  // The decoder's view: the same open file with other segments.
  SegmentedFile empty_copy() const;
  void add_disk(int64_t at, int64_t bytes);
  void add_bytes(std::string bytes);
  bool has_segments() const { return !segments_.empty(); }

  int64_t size() const { return size_; }
  int64_t tell() const { return position_; }
  void seek(int64_t position);
  int64_t read(void* to, int64_t bytes);

 private:
  struct Segment {
    int64_t first = 0, bytes = 0, at = 0;  // first: position for the decoder; at: position on disk, or -1
    std::string own;
  };
  std::shared_ptr<int> file_;  // a descriptor, closed with the last copy
  std::vector<Segment> segments_;
  int64_t disk_size_ = 0, size_ = 0, position_ = 0;
};

}  // namespace partials
