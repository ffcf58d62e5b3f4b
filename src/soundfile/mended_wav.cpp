// SPDX-License-Identifier: MIT
#include "soundfile/mended_wav.h"

#include <algorithm>
#include <cctype>
#include <cstring>

namespace partials {
namespace {

constexpr int64_t kLargestHeader = 8 << 20;
// sizes from here on mean "unknown", as written by programs that write into a pipe
constexpr uint32_t kUnknown = 0x7fffff00;

uint64_t little(const std::string& b, size_t at, int bytes) {
  uint64_t v = 0;
  for (int i = bytes - 1; i >= 0; --i) v = v << 8 | static_cast<uint8_t>(b[at + static_cast<size_t>(i)]);
  return v;
}
void put_little(std::string* b, size_t at, uint64_t v, int bytes) {
  for (int i = 0; i < bytes; ++i) (*b)[at + static_cast<size_t>(i)] = static_cast<char>(v >> (8 * i));
}
uint32_t big(const std::string& b, size_t at) {
  uint32_t v = 0;
  for (size_t i = 0; i < 4; ++i) v = v << 8 | static_cast<uint8_t>(b[at + i]);
  return v;
}
void put_big(std::string* b, size_t at, uint64_t v) {
  for (size_t i = 0; i < 4; ++i) (*b)[at + i] = static_cast<char>(v >> (24 - 8 * i));
}

// Whether a valid chunk, or the end of the file, follows at `at`, as after complete sound data. After that
// chunk there may be padding, or a shift by a missing pad byte. number: little, or big for AIFF.
template <class Number>
bool chunks_follow(const SegmentedFile& disk, int64_t at, Number&& number) {
  const int64_t end = disk.disk_size();
  if (at >= end) return true;
  const std::string head = disk.disk_bytes(at, 8);
  if (head.size() < 8) return std::all_of(head.begin(), head.end(), [](char c) { return c == 0; });
  if (!std::all_of(head.begin(), head.begin() + 4, [](unsigned char c) { return std::isprint(c); }))
    return false;
  return static_cast<int64_t>(number(head)) <= end - at - 8;
}

struct Layout {
  int64_t sound = 0;                      // where the samples begin
  size_t ds64 = 0, fmt = 0, size_at = 0;  // of the chunks' contents; of the sound's size; 0: none
  uint64_t claimed = 0;
};

// The layout of the header before the sound data, or nothing.
std::optional<Layout> layout_of(const SegmentedFile& disk) {
  Layout l;
  bool large = false;
  for (int64_t at = 12; at < std::min(disk.disk_size(), kLargestHeader);) {
    const std::string head = disk.disk_bytes(at, 8);
    if (head.size() < 8) return {};
    const uint64_t bytes = little(head, 4, 4);
    const std::string name = head.substr(0, 4);
    if (name == "ds64" && bytes >= 24) {
      l.ds64 = static_cast<size_t>(at + 8);
      large = true;
    }
    if (name == "fmt " && bytes >= 16) l.fmt = static_cast<size_t>(at + 8);
    if (name == "data") {
      l.sound = at + 8;
      l.size_at = static_cast<size_t>(at + 4);
      l.claimed = bytes;
      if (large && bytes == 0xffffffff)
        l.claimed = little(disk.disk_bytes(static_cast<int64_t>(l.ds64) + 8, 8), 0, 8);
      return l;
    }
    at += 8 + static_cast<int64_t>(bytes + (bytes & 1));
  }
  return {};
}

// Whether the sound continues after its end according to the header: the following bytes are neither chunks
// nor another tag.
bool sound_goes_on(const SegmentedFile& disk, const Layout& l, int64_t there) {
  if (there <= 0 || l.claimed >= static_cast<uint64_t>(there)) return false;
  const auto claimed = static_cast<int64_t>(l.claimed);
  if (there - claimed < 2048) return false;
  const int64_t end = l.sound + claimed;
  const std::string next = disk.disk_bytes(end, 4);
  for (const char* tag : {"TAG", "ID3", "APETAGEX", "RIFF"})
    if (next.compare(0, std::min<size_t>(3, next.size()), tag, 3) == 0) return false;
  const auto size = [](const std::string& head) { return little(head, 4, 4); };
  return !chunks_follow(disk, end, size) && !chunks_follow(disk, end + (claimed & 1), size);
}

std::optional<Mended> mended_riff(const SegmentedFile& disk, const std::string& start) {
  const auto l = layout_of(disk);
  if (!l || !l->fmt) return {};
  std::string header = disk.disk_bytes(0, l->sound), what;
  const int64_t there = disk.disk_size() - l->sound;
  const auto channels = little(header, l->fmt + 2, 2), block = little(header, l->fmt + 12, 2),
             bits = little(header, l->fmt + 14, 2);
  const bool wide = bits == 24 && block == 4 * channels, other_name = start.compare(0, 4, "BW64") == 0;
  const bool goes_on = sound_goes_on(disk, *l, there);
  if (goes_on)
    what = l->claimed ? "its header gives a shorter length than the sound has"
                      : "its header was never completed";
  const bool cut = l->claimed > static_cast<uint64_t>(there) && l->claimed < kUnknown;
  if (cut) what = "it is shorter than its header says";
  if (!goes_on && !cut && !wide && !other_name) return {};
  const uint64_t bytes =
      goes_on || cut ? static_cast<uint64_t>(there) : std::min(l->claimed, static_cast<uint64_t>(there));
  const bool large = l->ds64 > 0 && bytes >= 0xffffffff;
  header.replace(0, 4, large ? "RF64" : "RIFF");
  put_little(&header, 4, large ? 0xffffffff : std::min<uint64_t>(bytes + header.size() - 8, 0xfffffffe), 4);
  put_little(&header, l->size_at, large ? 0xffffffff : std::min<uint64_t>(bytes, 0xfffffffe), 4);
  if (l->ds64) {
    put_little(&header, l->ds64, bytes + header.size() - 8, 8);
    put_little(&header, l->ds64 + 8, bytes, 8);
  }
  if (l->ds64 && !large) header.replace(l->ds64 - 8, 4, "JUNK");
  if (wide) put_little(&header, l->fmt + 14, 32, 2);
  Mended mended{disk.empty_copy(), what};
  mended.file.add_bytes(header);
  mended.file.add_disk(l->sound, static_cast<int64_t>(bytes));
  return mended;
}

std::optional<Mended> mended_aiff(const SegmentedFile& disk) {
  size_t common = 0;
  for (int64_t at = 12; at < std::min(disk.disk_size(), kLargestHeader);) {
    const std::string head = disk.disk_bytes(at, 8);
    if (head.size() < 8) return {};
    const uint32_t bytes = big(head, 4);
    if (head.compare(0, 4, "COMM") == 0 && bytes >= 18) common = static_cast<size_t>(at + 8);
    if (head.compare(0, 4, "SSND") == 0) {
      const int64_t there = disk.disk_size() - at - 8;
      if (!common || bytes > 8 || there < 2048 ||
          chunks_follow(disk, at + 8 + bytes, [](const std::string& h) { return big(h, 4); }))
        return {};
      std::string header = disk.disk_bytes(0, at + 8);
      const uint64_t frame =
          (big(header, common) >> 16) * ((static_cast<uint64_t>(little(header, common + 7, 1)) + 7) / 8);
      if (frame == 0) return {};
      put_big(&header, 4, static_cast<uint64_t>(disk.disk_size() - 8));
      put_big(&header, static_cast<size_t>(at + 4), static_cast<uint64_t>(there));
      put_big(&header, common + 2, static_cast<uint64_t>(there - 8) / frame);
      Mended mended{disk.empty_copy(), "its header was never completed"};
      mended.file.add_bytes(header);
      mended.file.add_disk(at + 8, there);
      return mended;
    }
    at += 8 + static_cast<int64_t>(bytes) + (bytes & 1);
  }
  return {};
}

}  // namespace

std::optional<Mended> mended_header(const SegmentedFile& disk) {
  if (!disk.ok()) return {};
  const std::string start = disk.disk_bytes(0, 12);
  if (start.size() < 12) return {};
  const std::string outer = start.substr(0, 4), inner = start.substr(8, 4);
  if ((outer == "RIFF" || outer == "RF64" || outer == "BW64") && inner == "WAVE")
    return mended_riff(disk, start);
  if (outer == "FORM" && (inner == "AIFF" || inner == "AIFC")) return mended_aiff(disk);
  return {};
}

}  // namespace partials
