// SPDX-License-Identifier: MIT
// The card of one model: description, sources of its recordings, and licence.
#include <cmath>
#include <cstdio>

#include "base/note_name.h"
#include "base/plain_text.h"
#include "base/units.h"
#include "button.h"
#include "panels.h"
#include "presets.h"
#include "text_line.h"

namespace partials::window {
namespace {

struct Fact {
  std::string what, is;
};

std::vector<Fact> facts(const ModelEntry& e) {
  std::vector<Fact> list;
  const auto add = [&](const char* what, const std::string& is) {
    if (!is.empty()) list.push_back({what, is});
  };
  add("Author", e.author);
  add("Licence", e.licence);
  if (e.low_hz > 0) {
    char text[80];
    plain_snprintf(text, sizeof text, "%s to %s, %.0f to %.0f dB", note_name(midi_from_hz(e.low_hz)).c_str(),
                   note_name(midi_from_hz(e.high_hz)).c_str(), e.quiet_db, e.loud_db);
    add("Range", text);
  }
  add("Preset", e.preset);
  add("Made", e.created.substr(0, 10));
  char size[32];
  plain_snprintf(size, sizeof size, "%.2f MB", static_cast<double>(e.bytes) / 1e6);
  add("Size", size);
  if (!e.redistribute) add("Projects", "store only its hash: no redistribution");
  return list;
}

void preset_card(Scene& s, Box box, const ModelEntry& e) {
  Box row = box.cut_bottom(30, 10);
  s.add<Button>("card:rename", row.column(0, 2, 8), ButtonFace{"Rename"}, "Give the preset another name",
                [&s, e] { begin_renaming(s, e); });
  s.add<Button>("card:remove", row.column(1, 2, 8), ButtonFace{"Remove"},
                "Remove the preset; Undo restores it", [&s, path = e.path] { s.presets().remove(path); });
  if (e.problem.empty())
    s.add<Button>("card:load", box.cut_bottom(34, 10), ButtonFace{"Play this preset", Icon::play, Tone::main},
                  "Load it, with its model", [&s, path = e.path] { s.load(path); });
  s.add<TextLine>("card:name", box.cut_top(28, 4), e.name, Font{17, Face::strong}, kText);
  if (!e.problem.empty()) return void(s.add<TextLine>("card:problem", box, e.problem, kPlain, kOrange));
  const bool here = has_model(s, e);
  s.add<TextLine>("card:of", box.cut_top(36, 6),
                  "A preset of “" + e.model_name + "”" + (here ? "" : ", which is not on this machine"),
                  kPlain, here ? kQuiet : kOrange);
  s.add<TextLine>("card:description", box,
                  e.description.empty() ? "Everything as it was learned" : e.description, kSmall, kText);
}

}  // namespace

void card_panel(Scene& s, Box box) {
  s.add<Plate>("plate:card", box);
  box = box.inset(14, 12);
  const auto entry = s.library().entry(s.state().chosen);
  if (!entry)
    return void(
        s.add<TextLine>("card:none", box.cut_top(40), "Choose a model to see its card.", kPlain, kQuiet));
  const ModelEntry& e = *entry;
  if (e.player_preset) return preset_card(s, box, e);
  if (e.problem.empty())
    s.add<Button>("card:load", box.cut_bottom(34, 10), ButtonFace{"Play this model", Icon::play, Tone::main},
                  "Load it with a crossfade", [&s, path = e.path] { s.load(path); });
  s.add<TextLine>("card:name", box.cut_top(28, 4), e.name, Font{17, Face::strong}, kText);
  if (!e.problem.empty()) return void(s.add<TextLine>("card:problem", box, e.problem, kPlain, kOrange));
  if (!e.description.empty())
    s.add<TextLine>("card:description", box.cut_top(std::min(54.f, box.h * 0.3f), 8), e.description, kSmall,
                    kQuiet);
  int i = 0;
  for (const Fact& f : facts(e)) {
    if (box.h < 36) break;
    Box line = box.cut_top(18, 2);
    const std::string id = std::to_string(i++);
    s.add<TextLine>("fact:" + id, line.cut_left(58, 6), f.what, kSmall, kFaint);
    s.add<TextLine>("is:" + id, line, f.is, kSmall, kText);
  }
  box.cut_top(8);
  if (e.credits.empty() || box.h < 40) return;
  s.add<TextLine>("card:credits", box.cut_top(18, 2), "Recordings", kSmall, kFaint);
  std::string credits;
  for (const std::string& one : e.credits) credits += (credits.empty() ? "" : "; ") + one;
  s.add<TextLine>("card:whose", box, credits, kSmall, kQuiet);
}

}  // namespace partials::window
