// SPDX-License-Identifier: MIT
#include "body/example_book.h"

#include <algorithm>

#include "base/plain_number.h"

namespace partials::body {
namespace {

using motion::Demonstrations;
using motion::PoseExample;

std::string name_of(const PoseExample& pose) {
  if (!pose.label.empty()) return pose.label;
  std::string name;
  for (size_t i = 0; i < pose.outputs.size() && i < 4; ++i)
    name += (i ? ", " : "") + plain_number(static_cast<double>(pose.outputs[i]), 2);
  return pose.outputs.size() > 4 ? name + " ..." : name;
}

std::vector<int64_t> poses_of(const Demonstrations& d, int64_t row) {
  std::vector<int64_t> ids;
  const auto first =
      std::find_if(d.poses().begin(), d.poses().end(), [&](const PoseExample& p) { return p.id == row; });
  if (first == d.poses().end()) return ids;
  for (const PoseExample& p : d.poses())
    if (p.id == row || (!first->recording.empty() && p.recording == first->recording)) ids.push_back(p.id);
  return ids;
}

}  // namespace

std::vector<ExampleRow> example_rows(const Demonstrations& d) {
  std::vector<ExampleRow> rows;
  for (const PoseExample& p : d.poses()) {
    const auto same = std::find_if(rows.begin(), rows.end(), [&](const ExampleRow& r) {
      return !p.recording.empty() && r.recording == p.recording;
    });
    if (same != rows.end()) {
      ++same->frames;
      same->muted = same->muted && p.muted;
    } else {
      rows.push_back({p.id, name_of(p), p.recording, 1, p.muted});
    }
  }
  const auto width = static_cast<size_t>(std::max(1, d.inputs()));
  for (const motion::GestureExample& g : d.gestures())
    rows.push_back({g.id, g.name, "", g.frames.size() / width, g.muted});
  std::sort(rows.begin(), rows.end(), [](const ExampleRow& a, const ExampleRow& b) { return a.id < b.id; });
  return rows;
}

bool mute_row(Demonstrations& d, int64_t row, bool muted) {
  const auto ids = poses_of(d, row);
  for (const int64_t id : ids) d.mute(id, muted);
  return !ids.empty() || d.mute(row, muted);
}

bool remove_row(Demonstrations& d, int64_t row) {
  const auto ids = poses_of(d, row);
  for (const int64_t id : ids) d.remove(id);
  return !ids.empty() || d.remove(row);
}

}  // namespace partials::body
