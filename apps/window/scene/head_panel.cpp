// SPDX-License-Identifier: MIT
// The top: the current model with its author, selection of other models, the pages.
#include <filesystem>

#include "button.h"
#include "panels.h"
#include "presets.h"
#include "text_line.h"

namespace partials::window {
namespace {

void step(Scene& s, int by) {
  const std::string path = s.library().neighbour(playing_path(s), s.state().query, by);
  if (!path.empty()) return s.load(path);
  s.state().notice = s.library().busy()
                         ? "The model folders are still being read."
                         : "There is no other model in the model folders; press Open, or drop one here.";
  s.change();
}

std::string credits_line(Scene& s) {
  const Status& status = s.status();
  if (!status.playable) return "its file is not on this machine";
  std::string line = status.preset && changed_since(s) ? "changed since it was saved" : "";
  if (!status.author.empty()) line += (line.empty() ? "" : "  ·  ") + status.author;
  if (!status.licence.empty()) line += (line.empty() ? "" : "  ·  ") + status.licence;
  if (!status.credits.empty()) line += (line.empty() ? "" : "  ·  ") + status.credits;
  return line.empty() ? "no credits in this file" : line;
}

struct Tab {
  Page page;
  const char *words, *help;
};
constexpr Tab kTabs[] = {{Page::play, "Play", "The sound and its controls"},
                         {Page::settings, "Settings", "All other parameters"},
                         {Page::train, "Train", "Train a model on your own recordings"},
                         {Page::record, "Record", "Record takes for training"}};

void tabs(Scene& s, Box box) {
  const int n = s.takes() ? 4 : 3;
  for (int i = 0; i < n; ++i) {
    const Tab& tab = kTabs[i];
    s.add<Button>(
        "tab:" + std::string(tab.words), box.column(i, n, 4), ButtonFace{tab.words}, tab.help,
        [&s, &tab] { s.show(tab.page); }, [&s, &tab] { return s.state().page == tab.page; });
  }
}

void model_name(Scene& s, Box box) {
  const bool none = s.status().model.empty();
  s.add<TextLine>(
      "model", box.cut_top(28), [&s] { return title_of(s); }, kTitle, none ? kQuiet : kText);
  const auto below = [&s, none] {
    return none ? "Open one, or drop a .partials file or recordings here" : credits_line(s);
  };
  s.add<TextLine>("credits", box.cut_top(16), below, kSmall, kQuiet);
}

}  // namespace

void head_panel(Scene& s, Box box) {
  box = box.inset(kGap + 4, 0);
  Box buttons = box.cut_left(64, 12).centred(64, 30);
  s.add<Button>("previous", buttons.column(0, 2, 4), ButtonFace{"", Icon::previous},
                "Previous model or preset", [&s] { step(s, -1); });
  s.add<Button>("next", buttons.column(1, 2, 4), ButtonFace{"", Icon::next}, "Next model or preset",
                [&s] { step(s, 1); });
  const float tab_w = s.takes() ? 268 : 210;
  tabs(s, box.cut_right(tab_w, 14).centred(tab_w, 30));
  Box right = box.cut_right(168, 12).centred(168, 30);
  s.add<Button>(
      "browse", right.column(0, 2, 6), ButtonFace{"Models", Icon::search}, "All models on this machine",
      [&s] { s.show(s.state().page == Page::browse ? Page::play : Page::browse); },
      [&s] { return s.state().page == Page::browse; });
  s.add<Button>("open", right.column(1, 2, 6), ButtonFace{"Open", Icon::folder},
                "Open a model file (.partials) or a preset (.partials-preset)",
                [&s] { s.shell().ask_for(Wanted::model); });
  if (silenced(s)) {
    s.add<Button>("unmute", box.cut_right(112, 12).centred(112, 30),
                  ButtonFace{"Muted", Icon::mute, Tone::warm},
                  "Muted to protect ears and speakers; click to unmute", [&s] {
                    const Parameter p = parameter(s, kOutput);
                    p.set_once(p.entry().initial);
                  });
  }
  if (!absent(s) && box.w > 240)
    s.add<Button>("save", box.cut_right(30, 4).centred(30, 30), ButtonFace{"", Icon::drop, Tone::bare},
                  "Save this sound as a preset", [&s] { begin_saving(s); });
  if (!playing_path(s).empty()) {
    const std::string path = playing_path(s);
    const auto liked = [&s, path] {
      const auto e = s.library().entry(path);
      return e && e->favourite;
    };
    if (s.library().entry(path))
      s.add<Button>(
          "favourite", box.cut_right(30, 4).centred(30, 30), ButtonFace{"", Icon::star, Tone::bare},
          "Add to the favourites", [&s, path, liked] { s.library().set_favourite(path, !liked()); }, liked);
  }
  model_name(s, box.centred(box.w, 44));
}

}  // namespace partials::window
