// SPDX-License-Identifier: MIT
#include "soundfile/ogg_links.h"

#include <cstring>
#include <optional>
#include <string>

namespace partials {
namespace {

constexpr size_t kHead = 27;
constexpr int64_t kFlacMapping = 9;  // bytes before "fLaC" in the first packet of FLAC (mapping 1.0)

struct Page {
  int64_t at = 0, body = 0, end = 0;
  bool begins = false;  // a stream
  std::string serial;
};

std::optional<Page> page_at(const SegmentedFile& disk, int64_t at) {
  const std::string head = disk.disk_bytes(at, kHead + 255);
  if (head.size() < kHead || head.compare(0, 4, "OggS") != 0) return {};
  const auto count = static_cast<size_t>(static_cast<uint8_t>(head[26]));
  if (head.size() < kHead + count) return {};
  Page p{at, at + static_cast<int64_t>(kHead + count), 0, (head[5] & 2) != 0, head.substr(14, 4)};
  p.end = p.body;
  for (size_t i = 0; i < count; ++i) p.end += static_cast<uint8_t>(head[kHead + i]);
  return p;
}

struct Link {
  std::vector<Page> pages;
  bool flac = false;
};

// Streams that begin side by side belong to one link.
std::vector<Link> links_of(const SegmentedFile& disk) {
  std::vector<Link> links;
  bool beginning = false;
  for (auto page = page_at(disk, 0); page; page = page_at(disk, page->end)) {
    if (page->begins && !beginning)
      links.push_back({{},
                       disk.disk_bytes(page->body, 5) == "\x7f"
                                                         "FLAC"});
    beginning = page->begins;
    if (links.empty()) return {};
    links.back().pages.push_back(*page);
    if (page->end >= disk.disk_size()) break;
  }
  return links;
}

SegmentedFile flac_of(const SegmentedFile& disk, const Link& link) {
  SegmentedFile out = disk.empty_copy();
  const Page& first = link.pages.front();
  for (const Page& p : link.pages) {
    if (p.serial != first.serial) continue;
    const int64_t skip = &p == &first ? kFlacMapping : 0;
    out.add_disk(p.body + skip, p.end - p.body - skip);
  }
  return out;
}

}  // namespace

std::vector<SegmentedFile> ogg_links(const SegmentedFile& disk) {
  if (!disk.ok() || disk.disk_bytes(0, 4) != "OggS") return {};
  const std::vector<Link> links = links_of(disk);
  if (links.empty() || (links.size() == 1 && !links[0].flac)) return {};
  std::vector<SegmentedFile> out;
  for (const Link& link : links) {
    if (link.flac) {
      out.push_back(flac_of(disk, link));
      continue;
    }
    out.push_back(disk.empty_copy());
    out.back().add_disk(link.pages.front().at, link.pages.back().end - link.pages.front().at);
  }
  return out;
}

}  // namespace partials
