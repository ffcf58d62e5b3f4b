// SPDX-License-Identifier: MIT
#include "families/conductor/train/report_conductor.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "base/need.h"
#include "families/conductor/hand_channels.h"
#include "pictures/plot_svg.h"
#include "report/report_page.h"

namespace partials::conductor {
namespace {

constexpr double kShown_s = 12;
constexpr size_t kMostPictures = 16;

double height_at(const motion::Take& hand, double time_s) {
  const auto& t = hand.times_s;
  const auto next = std::lower_bound(t.begin(), t.end(), time_s) - t.begin();
  const size_t b = std::clamp<size_t>(static_cast<size_t>(next), 1, t.size() - 1), a = b - 1;
  const auto y = [&](size_t n) { return 100 * static_cast<double>(hand.frame(n)[1]); };
  return y(a) + (y(b) - y(a)) * std::clamp((time_s - t[a]) / (t[b] - t[a]), 0.0, 1.0);
}

// Upright marks of so many cm up and down.
PlotSeries beats_on(const motion::Take& hand, const std::string& name, const std::vector<double>& beats_s,
                    double from_s, double to_s, const std::string& colour, double cm, double width) {
  constexpr double kBreak = std::numeric_limits<double>::quiet_NaN();
  PlotSeries s{name, {}, {}, false, colour, width};
  for (const double b : beats_s)
    if (b >= from_s && b <= to_s) {
      const double y = height_at(hand, b);
      s.x.insert(s.x.end(), {b, b, kBreak});
      s.y.insert(s.y.end(), {y - cm, y + cm, kBreak});
    }
  return s;
}

std::string table_row(const std::string& name, const BeatScore& s) {
  std::string row = "<tr><th scope=\"row\">" + xml_escaped(name) + "</th>";
  for (const std::string& cell : cells_of(s)) row += "<td>" + cell + "</td>";
  return row + "</tr>\n";
}

std::string table(const std::string& caption, const std::string& rows) {
  return fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table><caption>{0}</caption>"
      "<thead><tr><th></th><th scope=\"col\">F within 70 ms</th><th scope=\"col\">recall</th>"
      "<th scope=\"col\">precision</th><th scope=\"col\">within 40 ms</th>"
      "<th scope=\"col\">early, median ms</th><th scope=\"col\">next beat foretold, median ms</th><th "
      "scope=\"col\">95 %, ms</th>"
      "<th scope=\"col\">settled in two beats</th></tr></thead><tbody>\n{1}</tbody></table></div>\n",
      caption, rows);
}

std::string numbers(const Judged& j) {
  std::string listeners, people;
  for (size_t i = 0; i < kListeners; ++i) listeners += table_row(kWho[i], j.all[i]);
  for (const JudgedTake& p : j.people) people += table_row(p.name, p.scores[0]);
  return "<section id=\"numbers\"><h2>Numbers</h2>\n" + table("All takes", listeners) +
         table("The network, person by person", people) + "</section>\n";
}

// The first take of each person.
std::string curves(const Model& model, const std::vector<motion::Take>& takes) {
  std::string out =
      "<section id=\"curves\"><h2>Beats on the curve of the hand</h2>\n<p>The height of the hand, with "
      "the true beats, those of the network and the turning points, each where it was heard.</p>\n";
  std::set<std::string> people;
  for (const motion::Take& take : takes) {
    if (people.size() >= kMostPictures ||
        !people.insert(take.person.empty() ? take.name : take.person).second)
      continue;
    const double begin_s = take.times_s.empty() ? 0 : take.times_s.front();
    out += "<h3>" + xml_escaped(take.name) + "</h3>\n" +
           beats_picture(model, take, begin_s, begin_s + kShown_s) + "\n";
  }
  return out + "</section>\n";
}

}  // namespace

std::string beats_picture(const Model& model, const motion::Take& take, double from_s, double to_s) {
  const motion::Take hand = need(hand_of(take, ""));
  if (hand.frames() < 2) return "";
  const auto heard = all_hear(model, take);
  PlotSeries height{"height of the hand", {}, {}, false, "#9aa3ad", 1.5};
  for (size_t n = 0; n < hand.frames(); ++n)
    if (hand.times_s[n] >= from_s && hand.times_s[n] <= to_s) {
      height.x.push_back(hand.times_s[n]);
      height.y.push_back(100 * static_cast<double>(hand.frame(n)[1]));
    }
  const PlotStyle style{.width = 1040,
                        .height = 260,
                        .title = "",
                        .x_label = "s",
                        .y_label = "cm",
                        .log_x = false,
                        .log_y = false,
                        .background = ""};
  const auto [low, high] = std::minmax_element(height.y.begin(), height.y.end());
  const double size_cm = height.y.empty() ? 0 : *high - *low;
  return svg_plot(
      {height,
       beats_on(hand, "true beats", need(truth_of(take)).beats_s, from_s, to_s, "#1d2126", 0.3 * size_cm, 1),
       beats_on(hand, kWho[1], heard[1].beats_s, from_s, to_s, "#c77c11", 0.16 * size_cm, 2),
       beats_on(hand, kWho[0], heard[0].beats_s, from_s, to_s, "#1f6fb4", 0.1 * size_cm, 3)},
      style);
}

std::string conductor_report(const std::string& name, const Model& model,
                             const std::vector<motion::Take>& takes, const Judged& j) {
  ReportPage page;
  const BeatScore& own = j.all[0];
  page.title = xml_escaped(name) + ": does it follow the hand?";
  page.kicker = "Partials · conductor · " + std::to_string(j.people.size()) + " people, " +
                std::to_string(own.beats) + " beats";
  page.verdict = fmt::format(
      "<b>{}</b> finds beats with F = <b>{:.3f}</b> within 70 ms, and foretells the next beat to <b>{} "
      "ms</b> (median; turning points {} ms, oscillator {} ms). {} of the beats are within 40 ms.",
      xml_escaped(name), own.f(), cells_of(own)[5], cells_of(j.all[1])[5], cells_of(j.all[2])[5],
      cells_of(own)[3]);
  page.links = {{"numbers", "Numbers"}, {"curves", "Curves"}};
  page.sections = numbers(j) + curves(model, takes);
  page.made_by = "partials eval";
  return page_html(page);
}

}  // namespace partials::conductor
