// SPDX-License-Identifier: MIT
// Everything else as tables, grouped by what a player thinks of; what a later version adds to the table of parameters appears at the
// end by itself.
#include <algorithm>

#include "panels.h"
#include "shown.h"
#include "slider.h"
#include "text_line.h"

namespace partials::window {
namespace {

struct Group {
  const char* title;
  std::vector<int> rows;
};

std::vector<Group> groups(PlayerKind kind) {
  std::vector<Group> all = {{"Notes", {kTranspose, kTune, kAttack, kRelease, kVelocityCurve, kSensitivity}},
                            {"Voices", {kMono, kGlide, kVoices, kBendRange, kMpe, kMpeBendRange}},
                            {"Hearing", {kInput, kGate, kLowestNote, kMidiOut, kMix}},
                            {"Output", {kOutput, kMatchLevel, kLimiter, kQuality, kBypass}}};
  const auto& has = shown(kind);
  std::vector<int> left(has.begin(), has.end());
  std::erase_if(left, [](int i) { return is_macro(i) || i == kPreviousModel || i == kNextModel; });  // elsewhere
  for (Group& g : all) {
    std::erase_if(g.rows, [&](int i) { return std::find(left.begin(), left.end(), i) == left.end(); });
    for (const int i : g.rows) std::erase(left, i);
  }
  all.back().rows.insert(all.back().rows.end(), left.begin(), left.end());
  std::erase_if(all, [](const Group& g) { return g.rows.empty(); });
  return all;
}

}  // namespace

void settings_page(Scene& s, Box box) {
  box = box.inset(0, kGap);
  const auto all = groups(s.view().kind());
  size_t most = 0;
  for (const Group& g : all) most = std::max(most, g.rows.size());
  const auto n = static_cast<int>(all.size());
  for (int i = 0; i < n; ++i) {
    Box column = box.column(i, n, kGap);
    s.add<Plate>("plate:" + std::string(all[static_cast<size_t>(i)].title), column);
    column = column.inset(14, 10);
    s.add<TextLine>("title:" + std::string(all[static_cast<size_t>(i)].title), column.cut_top(24, 6), all[static_cast<size_t>(i)].title, kHead, kText);
    const float each = std::min(56.f, column.h / static_cast<float>(most));
    for (const int index : all[static_cast<size_t>(i)].rows) s.add<Slider>(column.cut_top(each - 8, 8), parameter(s, index));
  }
}

}  // namespace partials::window
