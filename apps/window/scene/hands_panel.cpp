// SPDX-License-Identifier: MIT
// The panel for playing: the drawn keyboard and the demo phrase, or, for the effect in the standalone, the
// input level; and the switch between the two. A plug-in's kind is fixed, so it has no switch.
#include <cmath>

#include "button.h"
#include "input_meter.h"
#include "keyboard.h"
#include "panels.h"
#include "text_line.h"

namespace partials::window {
namespace {

constexpr float kButton = 28,
                kTall = 470;  // from this page height on, the keyboard is shown by default

bool sung(Scene& s) { return s.view().kind() == PlayerKind::effect; }
bool unfolded(Scene& s, float page_height) {
  if (sung(s)) return s.takes() != nullptr && page_height >= kTall;
  return s.state().keys == Keys::shown || (s.state().keys == Keys::fitting && page_height >= kTall);
}

void kind_switch(Scene& s, Box box) {
  struct Way {
    PlayerKind kind;
    const char *id, *words, *help;
  };
  static constexpr Way kWays[] = {{PlayerKind::instrument, "kind:notes", "Play notes",
                                   "An instrument: played by MIDI, the keys below or the computer's keys"},
                                  {PlayerKind::effect, "kind:sing", "Sing into it",
                                   "An effect: the model follows the pitch and loudness of the microphone"}};
  for (int i = 0; i < 2; ++i)
    s.add<Button>(
        kWays[i].id, box.column(i, 2, 4), ButtonFace{kWays[i].words}, kWays[i].help,
        [&s, kind = kWays[i].kind] { s.set_kind(kind); },
        [&s, kind = kWays[i].kind] { return s.view().kind() == kind; });
}

void demo_button(Scene& s, Box box) {
  const bool plays = s.view().phrase_plays();
  s.add<Button>(
      "demo", box, ButtonFace{plays ? "Stop" : "Demo", plays ? Icon::stop : Icon::play},
      "A few notes, soft and loud, within the model's trained range",
      [&s] {
        s.view().play_phrase(!s.view().phrase_plays());
        s.say_if_muted();
        s.change();
      },
      [&s] { return s.view().phrase_plays(); });
}

void fold_button(Scene& s, Box box, bool open) {
  s.add<Button>(
      "keys", box, ButtonFace{"Keyboard"}, open ? "Hide the keyboard" : "Show a keyboard to play on",
      [&s, open] {
        s.state().keys = open ? Keys::folded : Keys::shown;
        s.change();
      },
      [open] { return open; });
}

void keyboard(Scene& s, Box box) {
  const TrainedKeys trained = trained_keys(s.status().known, 0);
  s.typist().settle(12 * static_cast<int>(std::lround((trained.low + trained.high - 16) / 24)));
  s.add<Keyboard>(box, s.view(), s.typist(), s.status().known,
                  Keyboard::Words{s.standalone() != nullptr, [&s] { s.say_if_muted(); }});
}

std::string sung_words(Scene& s) {
  if (s.standalone()) return "Sing or play one note at a time into the microphone.";
  return {};
}

}  // namespace

float hands_height(Scene& s, float page_height) {
  if (sung(s) && !s.standalone()) return 0;
  return unfolded(s, page_height) ? std::clamp(page_height * 0.18f, 84.f, 108.f) : kButton + 14;
}

void hands_panel(Scene& s, Box box, float page_height) {
  s.add<Plate>("plate:hands", box);
  const bool open = unfolded(s, page_height);
  box = box.inset(12, open ? 10 : 7);
  const float switch_w = s.standalone() ? 196.f : 0, tools_w = sung(s) ? 0.f : 196.f;
  if (!open) {
    if (s.standalone()) kind_switch(s, box.cut_left(switch_w, 12));
    if (sung(s)) return void(s.add<TextLine>("hands:words", box, sung_words(s), kPlain, kQuiet));
    const Box tools = box.cut_left(tools_w, 12);
    demo_button(s, tools.column(0, 2, 4));
    fold_button(s, tools.column(1, 2, 4), false);
    const std::string first = s.typist().letter({TypedKey::note, 0}),
                      second = s.typist().letter({TypedKey::note, 2});
    if (s.standalone())
      s.add<TextLine>("hands:words", box, "The computer's keys play: " + first + ", " + second + " and on.",
                      kPlain, kQuiet);
    return;
  }
  Box left = box.cut_left(s.standalone() ? switch_w : 96.f, 12).centred(196, 2 * kButton + 8);
  Box upper = left.cut_top(kButton, 8), lower = left.cut_top(kButton);
  if (s.standalone()) kind_switch(s, upper);
  if (sung(s)) {
    s.add<TextLine>("hands:words", lower, "One note at a time.", kPlain, kQuiet);
    return void(s.add<InputMeter>(box, *s.takes()));
  }
  demo_button(s, s.standalone() ? lower.column(0, 2, 4) : upper);
  fold_button(s, s.standalone() ? lower.column(1, 2, 4) : lower, true);
  keyboard(s, box);
}

}  // namespace partials::window
