// SPDX-License-Identifier: MIT
// The learned spectrum, the training, and the provenance of the model.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/note_name.h"
#include "base/units.h"
#include "families/instrument/train/report_parts.h"
#include "pictures/plot_svg.h"

namespace partials {
namespace {

constexpr const char* kLadder[] = {"#2f81c7", "#3aa6a0", "#6bb04a", "#d9a02b", "#d0605e", "#9a72c9"};
constexpr double kShownDb = 90.0;  // below the strongest partial

std::string spectra(const std::vector<LearnedNote>& notes, const std::string& title, bool by_pitch) {
  std::vector<PlotSeries> series;
  double top = -300.0;
  for (const LearnedNote& n : notes)
    for (const double db : n.partial_db) top = std::max(top, db);
  for (size_t i = 0; i < notes.size(); ++i) {
    const LearnedNote& n = notes[i];
    PlotSeries line{by_pitch ? note_name(midi_from_hz(n.f0_hz)) : fmt::format("{:.0f} dB", n.loudness_db),
                    {},
                    {},
                    false,
                    kLadder[i % std::size(kLadder)]};
    PlotSeries dots{"", {}, {}, true, line.colour};
    for (size_t k = 0; k < n.partial_hz.size(); ++k) {
      line.x.push_back(n.partial_hz[k]);
      line.y.push_back(n.partial_db[k] > top - kShownDb ? n.partial_db[k] : std::nan(""));
    }
    dots.x = line.x;
    dots.y = line.y;
    series.push_back(std::move(line));
    series.push_back(std::move(dots));
  }
  return svg_plot(series, {520, 300, title, "Hz", "dB of full scale", true, false});
}

// Level of the first partials against pitch, over the range.
std::string over_the_range(const std::vector<LearnedNote>& notes) {
  std::vector<PlotSeries> series;
  for (const size_t k : {0, 1, 2, 3, 5, 8}) {
    PlotSeries s{
        fmt::format("partial {}", k + 1), {}, {}, false, kLadder[series.size() % std::size(kLadder)]};
    for (const LearnedNote& n : notes)
      if (k < n.partial_db.size()) {
        s.x.push_back(n.f0_hz);
        s.y.push_back(n.partial_db[k]);
      }
    if (s.x.size() > 1) series.push_back(std::move(s));
  }
  return svg_plot(series,
                  {1060, 260, "Partials over the range", "pitch, Hz", "dB of full scale", true, false});
}

std::string noise(const std::vector<LearnedNote>& notes) {
  std::vector<PlotSeries> series;
  for (size_t i = 0; i < notes.size(); ++i) {
    PlotSeries s{note_name(midi_from_hz(notes[i].f0_hz)), notes[i].noise_hz, notes[i].noise_db, false,
                 kLadder[i % std::size(kLadder)]};
    if (!s.y.empty()) series.push_back(std::move(s));
  }
  return series.empty() ? ""
                        : svg_plot(series, {520, 300, "Breath and bow noise", "Hz", "dB of full scale per Hz",
                                            true, false});
}

std::vector<LearnedNote> a_few(const std::vector<LearnedNote>& notes, size_t count) {
  if (notes.size() <= count) return notes;
  std::vector<LearnedNote> some;
  for (size_t i = 0; i < count; ++i) some.push_back(notes[i * (notes.size() - 1) / (count - 1)]);
  return some;
}

std::string facts(const std::vector<ReportFact>& list) {
  std::string out = "<dl class=\"card\">\n";
  for (const ReportFact& f : list)
    out += "<dt>" + xml_escaped(f.term) + "</dt><dd>" + xml_escaped(f.description) + "</dd>\n";
  return out + "</dl>\n";
}

}  // namespace

std::string learned_section(const Report& report) {
  if (report.over_pitch.empty()) return "";
  const auto few = a_few(report.over_pitch, 5);
  std::string out =
      "<section id=\"learned\"><h2>Learned spectrum</h2>\n<p>The model held notes, and the amplitudes of its "
      "partials were read. Resonances of the instrument's body are at fixed frequencies for all notes. If "
      "louder notes are brighter, their lines fall less steeply.</p>\n<div class=\"curves\">\n";
  out += spectra(few, "Partials of held notes", true);
  if (!report.over_loudness.empty())
    out += spectra(
        report.over_loudness,
        fmt::format("The same note ({}), softer and louder", note_or_dash(report.over_loudness[0].f0_hz)),
        false);
  out += noise(few);
  return out + "</div>\n" + over_the_range(report.over_pitch) + "</section>\n";
}

std::string training_section(const Report& report) {
  if (report.training.size() < 2) return "";
  PlotSeries loss{"loss", {}, {}, false, kLadder[0]}, validation{"validation", {}, {}, false, kLadder[4]},
      dots{"", {}, {}, true, kLadder[4]};
  for (const TrainingPoint& p : report.training) {
    loss.x.push_back(p.spent_s);
    loss.y.push_back(p.loss);
    if (p.validation_db) {
      validation.x.push_back(p.spent_s);
      validation.y.push_back(*p.validation_db);
    }
  }
  dots.x = validation.x;
  dots.y = validation.y;
  std::string out =
      "<section id=\"training\"><h2>Training</h2>\n<p>Loss on the training recordings, and log-mel distance "
      "on the validation recordings, by which the best weights were chosen.</p>\n<div class=\"curves\">\n";
  out += svg_plot({loss}, {520, 260, "Loss", "training time, s", "", false, true});
  if (!validation.x.empty())
    out += svg_plot({validation, dots}, {520, 260, "Validation", "training time, s", "log-mel distance, dB"});
  return out + "</div></section>\n";
}

std::string cards_section(const Report& report) {
  std::string out = "<section id=\"card\"><h2>Provenance</h2>\n<div class=\"cards\">\n";
  if (!report.card.empty()) out += "<div><h3>Model</h3>" + facts(report.card) + "</div>\n";
  if (!report.data_card.empty())
    out += "<div><h3>Evaluated recordings</h3>" + facts(report.data_card) + "</div>\n";
  return out + "</div></section>\n";
}

}  // namespace partials
