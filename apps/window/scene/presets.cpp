// SPDX-License-Identifier: MIT
#include "presets.h"

#include <algorithm>

#include "button.h"
#include "panels.h"
#include "text_field.h"

namespace partials::window {
namespace {

constexpr char kField[] = "preset:name";

PlayerSettings settings_of(View& view) {
  PlayerSettings s;
  for (int i = 0; i < kParameterCount; ++i) {
    s.values[static_cast<size_t>(i)] = view.value(i);
    if (const int c = view.controller(i); c >= 0 && c < 128) s.learned[static_cast<size_t>(c)] = i;
  }
  for (int i = 0; i < kMaxEdited; ++i) {
    s.partials_db[static_cast<size_t>(i)] = view.spectral_edit().db(EditedPart::partials, i);
    s.noise_db[static_cast<size_t>(i)] = view.spectral_edit().db(EditedPart::noise, i);
  }
  return s;
}

void end_naming(Scene& s) {
  s.state().naming = Naming::none;
  s.state().name_taken = false;
  s.focus("search");
  s.change();
}

void say(Scene& s, const std::string& notice) {
  s.state().notice = notice;
  s.change();
}

void ask_to_replace(Scene& s, const std::string& name) {
  s.state().name_taken = true;
  say(s,
      s.state().naming == Naming::rename
          ? "A preset “" + name + "” exists already; enter another name."
          : "A preset “" + name + "” exists already; press Replace to overwrite it, or enter another name.");
}

void submit(Scene& s) {
  State& state = s.state();
  const std::string name = trimmed(state.preset_name.text);
  if (name.empty()) return say(s, "A preset needs a name; enter one.");
  const bool replace = state.name_taken && state.naming == Naming::save;
  if (!replace && preset_path(name) != state.renamed && s.library().entry(preset_path(name)))
    return ask_to_replace(s, name);
  state.notice.clear();
  if (state.naming == Naming::rename) return s.presets().rename(state.renamed, name);
  const Status& status = s.status();
  s.presets().save({name, {status.model, status.path, status.sha256}, settings_of(s.view())}, replace);
}

void naming_row(Scene& s, Box box) {
  State& state = s.state();
  const bool renames = state.naming == Naming::rename, replace = state.name_taken && !renames;
  s.add<Button>("preset:cancel", box.cut_right(76, 6), ButtonFace{"Cancel"}, "Close without saving", [&s] {
    end_naming(s);
    s.state().notice.clear();
  });
  s.add<Button>("preset:submit", box.cut_right(88, 6),
                ButtonFace{replace   ? "Replace"
                           : renames ? "Rename"
                                     : "Save",
                           Icon::none, replace ? Tone::warm : Tone::main},
                replace   ? "Overwrite the preset of this name"
                : renames ? "Give the preset this name"
                          : "Save the parameters and the spectral edit under this name",
                [&s] { submit(s); });
  const auto other = [&s](Key key) {
    if (key == Key::enter) {
      submit(s);
      return true;
    }
    return key == Key::escape && (end_naming(s), s.state().notice.clear(), true);
  };
  const auto typed = [&s] {
    if (std::exchange(s.state().name_taken, false)) s.state().notice.clear();
    s.change();
  };
  s.add<TextField>(kField, box, state.preset_name,
                   TextField::Words{"Name of the preset", "Type a name; Enter saves, Esc cancels"}, typed,
                   other);
}

int place_in(const ModelList& list, const std::string& path) {
  const auto at = std::find_if(list.begin(), list.end(), [&](const auto& e) { return e->path == path; });
  return at == list.end() ? -1 : static_cast<int>(at - list.begin());
}

void begin(Scene& s, Naming what, const std::string& name, const std::string& path) {
  State& state = s.state();
  state.naming = what;
  state.renamed = path;
  state.name_taken = false;
  state.notice.clear();
  state.preset_name = {name, name.size()};
  s.focus(kField);
  s.change();
}

void take(Scene& s, const PresetNews& news) {
  State& state = s.state();
  switch (news.kind) {
    case PresetNews::saved:
      state.chosen = news.path;
      end_naming(s);
      // its values are set already; this tells the host and the head that it is now the current preset
      s.load(news.path);
      break;
    case PresetNews::renamed: {
      const bool in_use = s.status().preset && s.status().preset->path == news.before && !changed_since(s);
      if (const auto e = s.library().entry(news.before); e && e->favourite) {
        s.library().set_favourite(news.before, false);
        s.library().set_favourite(news.path, true);
      }
      state.chosen = news.path;
      end_naming(s);
      if (in_use) s.load(news.path);
      break;
    }
    case PresetNews::removed:
    case PresetNews::put_back:
      state.chosen = news.kind == PresetNews::removed ? s.status().path : news.path;
      break;
    case PresetNews::taken:
      if (state.naming != Naming::none)
        ask_to_replace(s, trimmed(news.name));
      else
        say(s, "The preset was not restored, because there is a new one at '" + news.path + "'.");
      break;
    case PresetNews::failed:
      say(s, news.trouble);
      break;
  }
  s.library().refresh();
  s.change();
}

}  // namespace

void begin_saving(Scene& s) {
  s.show(Page::browse);
  begin(s, Naming::save, s.status().preset ? s.status().preset->name : "", "");
}

void begin_renaming(Scene& s, const ModelEntry& preset) {
  begin(s, Naming::rename, preset.name, preset.path);
}

void search_row(Scene& s, Box box, const ModelList& list) {
  if (s.state().naming != Naming::none) return naming_row(s, box);
  if (!absent(s))
    s.add<Button>("preset:save", box.cut_right(116, 8), ButtonFace{"Save preset", Icon::drop},
                  "Save the parameters and the spectral edit of this model under a name",
                  [&s] { begin_saving(s); });
  if (s.presets().can_put_back())
    s.add<Button>("preset:undo", box.cut_right(84, 6), ButtonFace{"Undo", Icon::undo},
                  "Restore the removed preset", [&s] { s.presets().put_back(); });
  const auto other = [&s, list](Key key) {
    if (list.empty()) return false;
    const int now = place_in(list, s.state().chosen), n = static_cast<int>(list.size());
    if (key == Key::down || key == Key::up) {
      s.state().chosen =
          list[static_cast<size_t>(std::clamp(now + (key == Key::down ? 1 : -1), 0, n - 1))]->path;
      s.change();
      return true;
    }
    if (key == Key::enter) {
      s.load(list[static_cast<size_t>(std::max(0, now))]->path);
      return true;
    }
    return false;
  };
  s.add<TextField>(
      "search", box, s.state().search,
      TextField::Words{"Search name, author, tag", "Type to search; arrows select, Enter plays, Esc closes",
                       Icon::search},
      [&s] {
        s.state().list_top = 0;
        s.change();
      },
      other);
}

void follow_presets(Scene& s) {
  while (const auto news = s.presets().take_news()) take(s, *news);
}

std::string playing_path(const Scene& s) {
  return s.status().preset ? s.status().preset->path : s.status().path;
}

bool changed_since(Scene& s) {
  return s.status().preset && !same_preset(s.status().preset->settings, settings_of(s.view()));
}

bool has_model(Scene& s, const ModelEntry& preset) {
  return !preset.model_path.empty() || preset.model_sha256 == s.status().built_in_sha256 ||
         s.library().busy();
}

std::string title_of(Scene& s) {
  const Status& status = s.status();
  if (status.model.empty()) return "No model";
  return partials::title_of(status) + (changed_since(s) ? " *" : "");
}

}  // namespace partials::window
