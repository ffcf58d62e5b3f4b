// SPDX-License-Identifier: MIT
// Shown if there is no model: how to get one; and if a project's model is missing: how to find it.
#include "button.h"
#include "panels.h"
#include "text_line.h"

namespace partials::window {
namespace {

void find_it(Scene& s, Box box) {
  s.add<TextLine>("absent:head", box.cut_top(34), "“" + s.status().model + "” is missing", kTitle, kText,
                  Align::middle);
  s.add<TextLine>("absent:why", box.cut_top(38, 6),
                  "This project uses that model, and its file was not found. No other model is substituted.",
                  kPlain, kQuiet, Align::middle);
  s.add<TextLine>("absent:hash", box.cut_top(18, 14), "SHA-256  " + s.status().sha256.substr(0, 16) + "…",
                  kSmall, kFaint, Align::middle);
  const Box row = box.cut_top(34, 10).centred(460, 34);
  s.add<Button>("locate", row.column(0, 3, 8), ButtonFace{"Locate file…", Icon::folder, Tone::main},
                "Select the file at its new place", [&s] { s.shell().ask_for(Wanted::model); });
  s.add<Button>("hash", row.column(1, 3, 8),
                ButtonFace{s.state().searching_hash ? "Searching…" : "Search by hash", Icon::search},
                "Search all model folders for a file with the same contents, whatever its name", [&s] {
                  s.state().searching_hash = true;
                  s.state().notice.clear();
                  s.library().refresh();
                  s.change();
                });
  s.add<Button>("others", row.column(2, 3, 8), ButtonFace{"Other models"}, "Play another model instead",
                [&s] { s.show(Page::browse); });
}

void none(Scene& s, Box box) {
  s.add<TextLine>("absent:head", box.cut_top(34), "Pick a sound, or bring your own", kTitle, kText,
                  Align::middle);
  s.add<TextLine>("absent:why", box.cut_top(38, 16),
                  "Drop a model (.partials) here to play it, or recordings of one instrument or voice to "
                  "train a model on them.",
                  kPlain, kQuiet, Align::middle);
  const Box row = box.cut_top(34, 10).centred(460, 34);
  s.add<Button>("others", row.column(0, 3, 8), ButtonFace{"Browse models", Icon::search, Tone::main},
                "All models on this machine", [&s] { s.show(Page::browse); });
  s.add<Button>("locate", row.column(1, 3, 8), ButtonFace{"Open file…", Icon::folder},
                "Open a model file (.partials)", [&s] { s.shell().ask_for(Wanted::model); });
  s.add<Button>("bring", row.column(2, 3, 8), ButtonFace{"Train from audio"},
                "Train a model on your own recordings", [&s] { s.show(Page::train); });
}

}  // namespace

void absent_panel(Scene& s, Box box) {
  s.add<Plate>("plate:absent", box);
  const bool gone = missing(s);
  const Box inner = box.inset(24, 12).centred(620, gone ? 160 : 140);
  gone ? find_it(s, inner) : none(s, inner);
}

}  // namespace partials::window
