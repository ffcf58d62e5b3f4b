// SPDX-License-Identifier: MIT
// The remaining parameters as tables, grouped by topic; parameters that a later version adds appear at the
// end automatically. In the standalone also the audio system and MIDI inputs (audio_page.cpp).
#include <algorithm>

#include "button.h"
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
                            {"Hearing", {kInput, kGate, kConsonants, kLowestNote, kMidiOut, kMix}},
                            {"Output", {kOutput, kMatchLevel, kLimiter, kQuality, kBypass}}};
  const auto& has = shown(kind);
  std::vector<int> left(has.begin(), has.end());
  // shown elsewhere
  std::erase_if(left, [](int i) { return is_macro(i) || i == kPreviousModel || i == kNextModel; });
  for (Group& g : all) {
    std::erase_if(g.rows, [&](int i) { return std::find(left.begin(), left.end(), i) == left.end(); });
    for (const int i : g.rows) std::erase(left, i);
  }
  all.back().rows.insert(all.back().rows.end(), left.begin(), left.end());
  std::erase_if(all, [](const Group& g) { return g.rows.empty(); });
  return all;
}

}  // namespace

namespace {

void parameters_page(Scene& s, Box box) {
  const auto all = groups(s.view().kind());
  size_t most = 0;
  for (const Group& g : all) most = std::max(most, g.rows.size());
  const auto n = static_cast<int>(all.size());
  for (int i = 0; i < n; ++i) {
    Box column = box.column(i, n, kGap);
    s.add<Plate>("plate:" + std::string(all[static_cast<size_t>(i)].title), column);
    column = column.inset(14, 10);
    s.add<TextLine>("title:" + std::string(all[static_cast<size_t>(i)].title), column.cut_top(24, 6),
                    all[static_cast<size_t>(i)].title, kHead, kText);
    const float each = std::min(56.f, column.h / static_cast<float>(most));
    for (const int index : all[static_cast<size_t>(i)].rows)
      s.add<Slider>(column.cut_top(each - 8, 8), parameter(s, index));
  }
}

// Selects which half of the settings is shown.
void halves(Scene& s, Box box) {
  struct Half {
    bool audio;
    const char *words, *help;
  };
  static constexpr Half kHalves[] = {{false, "Sound", "Parameters of sound and playing"},
                                     {true, "Audio and MIDI", "Audio output and MIDI inputs"}};
  box = box.cut_left(268);
  for (int i = 0; i < 2; ++i)
    s.add<Button>(
        "half:" + std::string(kHalves[i].words), box.column(i, 2, 4), ButtonFace{kHalves[i].words},
        kHalves[i].help,
        [&s, audio = kHalves[i].audio] {
          s.state().audio = audio;
          s.change();
        },
        [&s, audio = kHalves[i].audio] { return s.state().audio == audio; });
}

}  // namespace

void settings_page(Scene& s, Box box) {
  box = box.inset(0, kGap);
  if (!s.standalone()) return parameters_page(s, box);
  halves(s, box.cut_top(28, kGap));
  s.state().audio ? audio_page(s, box) : parameters_page(s, box);
}

}  // namespace partials::window
