// SPDX-License-Identifier: MIT
// All models of this machine and their presets: search words, tags, favourites, recent models; beside them
// the card of the selected one.
#include <algorithm>
#include <cmath>

#include "base/note_name.h"
#include "base/units.h"
#include "button.h"
#include "list.h"
#include "panels.h"
#include "presets.h"
#include "text_line.h"

namespace partials::window {
namespace {

std::string second_line(Scene& s, const ModelEntry& e) {
  if (!e.problem.empty()) return e.problem;
  if (e.player_preset)
    return (has_model(s, e) ? "preset of " : "model not found: ") + e.model_name +
           (e.description.empty() ? "" : "  ·  " + e.description);
  std::string line = e.learning ? "in training" : e.author;
  if (!e.licence.empty()) line += (line.empty() ? "" : "  ·  ") + e.licence;
  for (const std::string& tag : e.tags) line += (line.empty() ? "" : "  ·  ") + tag;
  return line;
}

void draw_line(Scene& s, Canvas& c, const ModelEntry& e, const Box& line, bool plays) {
  Box rest = line;
  if (e.player_preset) {  // listed below its model, with its own icon
    const Box mark = rest.cut_left(22, 6);
    stroke(c, {mark.x + 7, mark.y + 2}, {mark.x + 7, mark.middle().y}, kFaint);
    stroke(c, {mark.x + 7, mark.middle().y}, {mark.x + 19, mark.middle().y}, kFaint);
    icon(c, Icon::play, rest.cut_right(12, 8).centred(12, 12),
         e.problem.empty() && has_model(s, e) ? kText : kFaint, false);
  }
  icon(c, Icon::star, rest.cut_left(14, 12).centred(14, 14), e.favourite ? kOrange : kFaint, e.favourite);
  if (plays) icon(c, Icon::play, rest.cut_left(9, 8).centred(9, 9), kBlue, false);
  if (!e.problem.empty()) icon(c, Icon::warn, rest.cut_left(13, 8).centred(13, 13), kOrange, false);
  if (e.low_hz > 0 && e.problem.empty()) {
    const std::string range = note_name(midi_from_hz(e.low_hz)) + " – " + note_name(midi_from_hz(e.high_hz));
    c.text({rest.right(), line.middle().y}, range, kSmall, kQuiet, Align::right);
    rest.cut_right(c.width(range, kSmall), 12);
  }
  c.text({rest.x, line.y + 15}, fitted(c, e.name, kHead, rest.w), kHead, e.problem.empty() ? kText : kQuiet);
  c.text({rest.x, line.y + 32}, fitted(c, second_line(s, e), kSmall, rest.w), kSmall, kQuiet);
}

void choose(Scene& s, const std::string& path) {
  s.state().chosen = path;
  s.change();
}

int place_of(const ModelList& list, const std::string& path) {
  const auto at = std::find_if(list.begin(), list.end(), [&](const auto& e) { return e->path == path; });
  return at == list.end() ? -1 : static_cast<int>(at - list.begin());
}

Lines lines_of(Scene& s, const ModelList& list) {
  Lines lines;
  lines.count = static_cast<int>(list.size());
  lines.draw = [&s, list](Canvas& c, int i, const Box& line, bool) {
    draw_line(s, c, *list[static_cast<size_t>(i)], line,
              list[static_cast<size_t>(i)]->path == playing_path(s) && !absent(s));
  };
  lines.chosen = [&s, list] { return place_of(list, s.state().chosen); };
  lines.choose = [&s, list](int i) { choose(s, list[static_cast<size_t>(i)]->path); };
  lines.open = [&s, list](int i) {
    if (list[static_cast<size_t>(i)]->problem.empty()) s.load(list[static_cast<size_t>(i)]->path);
  };
  lines.click = [&s, list](int i, float from_left, float from_right) {
    const ModelEntry& e = *list[static_cast<size_t>(i)];
    if (e.player_preset && from_right < 40 && e.problem.empty()) {
      choose(s, e.path);
      s.load(e.path);
      return true;
    }
    const float star_from = e.player_preset ? 28.f : 0.f;
    if (from_left < star_from || from_left > star_from + 34) return false;
    s.library().set_favourite(e.path, !e.favourite);
    return true;
  };
  const ModelQuery& q = s.state().query;
  lines.empty = s.library().busy() ? "Reading the model folders…"
                : !q.words.empty() ? "No model matches these words; use fewer words, or another tag."
                : q.favourites     ? "No favourites yet: click the star of a model."
                : q.recent         ? "No model has been loaded yet."
                           : "There are no models in the model folders yet. Drop a .partials file on this "
                             "window, or train one on the Train page.";
  return lines;
}

void filters(Scene& s, Box box) {
  ModelQuery& q = s.state().query;
  struct Filter {
    const char *words, *help;
    bool favourites, recent;
  };
  static constexpr Filter kFilters[] = {{"All", "Every model", false, false},
                                        {"Favourites", "Models with a star", true, false},
                                        {"Recent", "The models loaded last", false, true}};
  for (const Filter& f : kFilters)
    s.add<Button>(
        "filter:" + std::string(f.words), box.cut_top(28, 5), ButtonFace{f.words}, f.help,
        [&s, &q, &f] {
          q.favourites = f.favourites;
          q.recent = f.recent;
          q.order = f.recent ? ModelOrder::recent : ModelOrder::name;
          s.change();
        },
        [&q, &f] { return q.favourites == f.favourites && q.recent == f.recent; });
  box.cut_top(6);
  if (box.h < 50) return;
  s.add<TextLine>("title:tags", box.cut_top(20, 4), "Tags", kSmall, kQuiet);
  for (const TagCount& t : s.library().tags()) {
    if (box.h < 26) break;
    s.add<Button>(
        "tag:" + t.tag, box.cut_top(26, 4),
        ButtonFace{t.tag + "  " + std::to_string(t.models), Icon::none, Tone::plain, kSmall},
        "Only models with this tag",
        [&s, &q, tag = t.tag] {
          q.tag = q.tag == tag ? "" : tag;
          s.change();
        },
        [&q, tag = t.tag] { return q.tag == tag; });
  }
}

}  // namespace

void browser_page(Scene& s, Box box) {
  box = box.inset(0, kGap);
  ModelQuery& q = s.state().query;
  q.words = s.state().search.text;
  const ModelList list = s.library().find(q);
  card_panel(s, box.cut_right(std::clamp(box.w * 0.3f, 210.f, 380.f), kGap));
  filters(s, box.cut_left(128, kGap));
  search_row(s, box.cut_top(32, 8), list);
  s.add<List>("list", box, s.state().list_top, lines_of(s, list));
}

}  // namespace partials::window
