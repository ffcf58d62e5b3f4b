// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/note_name.h"
#include "base/units.h"
#include "families/instrument/train/report_parts.h"
#include "judge/reference_pitch.h"
#include "pictures/plot_svg.h"

namespace partials {

const char* timbre_controls_of(Contender c) {
  switch (c) {
    case Contender::model:
      return "#2f81c7";
    case Contender::from_midi:
      return "#139aa8";
    case Contender::sampler:
      return "#4f9d69";
    case Contender::careful:
      return "#9a72c9";
    case Contender::naive:
      return "#d0605e";
    case Contender::floor:
      return "#8b949e";
  }
  return "";
}

std::string note_or_dash(double f0_hz) { return f0_hz > 0.0 ? note_name(midi_from_hz(f0_hz)) : "–"; }

std::string figure(const std::optional<double>& value, int digits) {
  return value ? fmt::format("{:.{}f}", *value, digits) : "–";
}

std::string bars(const Evaluation& e) {
  double longest = 1e-9;
  for (const Contender c : kContenders)
    if (const auto m = e.mean(c)) longest = std::max(longest, m->log_mel_db);
  std::string out =
      "<div class=\"bars\" role=\"list\" aria-label=\"Mean log-mel distance to the recordings, shorter is "
      "better\">\n";
  for (const Contender c : kContenders) {
    const auto m = e.mean(c);
    if (!m) continue;
    out += fmt::format(
        "<div role=\"listitem\" class=\"bar{}\"><span class=\"who\">{}</span><span class=\"track\"><span "
        "style=\"width:{:.1f}%;background:{}\"></span></span><span class=\"value\">{:.2f} dB</span></div>\n",
        c == Contender::model ? " own" : "", name_of(c), 100.0 * m->log_mel_db / longest,
        timbre_controls_of(c), m->log_mel_db);
  }
  return out + "</div>\n";
}

namespace {

std::optional<double> distance(const JudgedRecording& r, Contender c) {
  const auto found = r.renders.find(c);
  return found == r.renders.end() ? std::nullopt : std::optional(found->second.judgement.log_mel_db);
}

std::string distances(const Evaluation& e) {
  std::string out =
      "<table><caption>Log-mel distance in dB, smaller is closer. Bold: the best of those that are given the "
      "recording's pitch and loudness; the floor and the model from MIDI are not "
      "ranked.</caption>\n<thead><tr><th scope=\"col\">recording</th><th scope=\"col\" "
      "class=\"text\">note</th>";
  for (const Contender c : kContenders) out += fmt::format("<th scope=\"col\">{}</th>", name_of(c));
  out += "<th scope=\"col\">model ÷ sampler</th></tr></thead>\n<tbody>\n";
  for (const JudgedRecording& r : e.recordings) {
    double best = 1e9;
    for (const Contender c : kContenders)
      if (competes(c)) best = std::min(best, distance(r, c).value_or(1e9));
    out += fmt::format("<tr><th scope=\"row\">{}{}</th><td class=\"text\">{}</td>", xml_escaped(r.name),
                       r.seen ? " <em class=\"seen\">trained on</em>" : "", note_or_dash(r.median_f0_hz));
    for (const Contender c : kContenders) {
      const auto d = distance(r, c);
      out +=
          fmt::format("<td{}>{}</td>", competes(c) && d && *d == best ? " class=\"best\"" : "", figure(d, 2));
    }
    const auto own = distance(r, Contender::model), sampler = distance(r, Contender::sampler);
    out += fmt::format("<td>{}</td></tr>\n", own && sampler ? fmt::format("{:.2f}", *own / *sampler) : "–");
  }
  out += "</tbody><tfoot><tr><th scope=\"row\">mean</th><td></td>";
  for (const Contender c : kContenders) {
    const auto m = e.mean(c);
    out += fmt::format("<td>{}</td>", figure(m ? std::optional(m->log_mel_db) : std::nullopt, 2));
  }
  out += "<td></td></tr>\n<tr><th scope=\"row\">model ÷ this</th><td></td><td></td>";
  for (const Contender c : kContenders)
    if (c != Contender::model)
      out += fmt::format("<td>{}</td>", c == Contender::from_midi ? "" : figure(e.ratio_to(c), 2));
  return out + "<td></td></tr></tfoot></table>\n";
}

std::string fidelity_row(const std::string& head, const Judgement& j) {
  const auto pitch = j.pitch && j.pitch->compared_s > 0.0 ? j.pitch : std::nullopt;
  const auto cents = [&](double v) { return pitch ? fmt::format("{:.1f}", v) : std::string("–"); };
  return fmt::format(
      "<tr><th "
      "scope=\"row\">{}</th><td>{:.2f}</td><td>{:.2f}</td><td>{:+.2f}</td><td>{:.2f}</td><td>{}</td><td>{}</"
      "td><td>{}</td><td>{}</td></tr>\n",
      head, j.multi_resolution_db, j.loudness.median_abs_db, j.loudness.median_db, j.loudness.p95_abs_db,
      cents(pitch ? pitch->median_cents : 0), cents(pitch ? pitch->p95_cents : 0),
      cents(pitch ? 100 * pitch->over_50_cents_share : 0), cents(pitch ? 100 * pitch->lost_share : 0));
}

std::string fidelity(const Evaluation& e) {
  std::string out =
      "<table><caption>The model alone: does it play the requested pitch and loudness "
      "for?</caption>\n"
      "<thead><tr><th scope=\"col\">recording</th><th scope=\"col\">multi-resolution, dB</th><th "
      "scope=\"col\">loudness error, dB</th><th "
      "scope=\"col\">loudness bias, dB</th>"
      "<th scope=\"col\">loudness, 95 %</th><th scope=\"col\">pitch error, cents</th><th "
      "scope=\"col\">pitch, 95 %</th><th scope=\"col\">over 50 "
      "cents, %</th><th scope=\"col\">pitch lost, %</th></tr></thead>\n<tbody>\n";
  for (const JudgedRecording& r : e.recordings)
    out += fidelity_row(xml_escaped(r.name), r.renders.at(Contender::model).judgement);
  out += "</tbody>";
  if (const auto m = e.mean(Contender::model)) out += "<tfoot>" + fidelity_row("mean", *m) + "</tfoot>";
  return out + "</table>\n";
}

std::string in_ms(const std::optional<double>& s) {
  return figure(s ? std::optional(1000.0 * *s) : std::nullopt, 0);
}

std::string course_row(const JudgedRecording& r, const Rendering& midi) {
  const Rendering& own = r.renders.at(Contender::model);
  std::string out =
      fmt::format("<tr><th scope=\"row\">{}</th><td class=\"text\">{}</td><td>{}</td><td>{:.2f}</td>",
                  xml_escaped(r.name), note_name(r.pressed->key), r.pressed->velocity, r.course->held_s);
  const std::array courses{&r.course, &own.course, &midi.course};
  for (const auto* c : courses)
    out += fmt::format("<td>{}</td>", in_ms(*c ? std::optional((*c)->attack_s) : std::nullopt));
  for (const auto* c : courses) out += fmt::format("<td>{}</td>", in_ms(*c ? (*c)->release_s : std::nullopt));
  return out + fmt::format("<td>{:.2f}</td><td>{:.2f}</td></tr>\n", own.judgement.loudness.median_abs_db,
                           midi.judgement.loudness.median_abs_db);
}

// Recordings that were played from MIDI; empty if there are none.
std::string courses(const Evaluation& e) {
  if (!e.has(Contender::from_midi)) return "";
  std::string out =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"From MIDI\"><table><caption>Played "
      "from MIDI: does the note begin, hold and end as the "
      "recorded one? Attack and release in milliseconds.</caption>\n<thead><tr><th "
      "scope=\"col\">recording</th><th scope=\"col\" class=\"text\">key</th><th "
      "scope=\"col\">velocity</th><th scope=\"col\">held, s</th>";
  for (const char* what : {"attack", "release"})
    for (const char* whose : {"recording", "model", "from MIDI"})
      out += fmt::format("<th scope=\"col\">{}, {}</th>", what, whose);
  out +=
      "<th scope=\"col\">level error, model, dB</th><th scope=\"col\">level error, from MIDI, "
      "dB</th></tr></thead>\n<tbody>\n";
  for (const JudgedRecording& r : e.recordings)
    if (const auto midi = r.renders.find(Contender::from_midi);
        midi != r.renders.end() && r.course && r.pressed)
      out += course_row(r, midi->second);
  return out + "</tbody></table></div>\n";
}

std::string glossary(const Evaluation& e) {
  std::string out = "<details><summary>What the figures mean</summary><dl>\n";
  const auto entry = [&](const std::string& term, const std::string& text) {
    out += "<dt>" + term + "</dt><dd>" + text + "</dd>\n";
  };
  entry("log-mel distance",
        "The difference in timbre of two sounds over time: the mean difference in level over 128 mel bands, "
        "20 to 16 000 Hz. Loudness is matched first, so only timbre counts. 0 dB means identical.");
  double noises = 0.0, count = 0.0;
  for (const JudgedRecording& r : e.recordings)
    if (r.two_noises_db) {
      noises += *r.two_noises_db;
      count += 1.0;
    }
  if (count > 0.0)
    entry("smallest possible distance",
          fmt::format("Two renderings of the floor that differ only in the random numbers of their noise "
                      "have a distance of {:.2f} dB here. A synthesiser that generates its own noise cannot "
                      "be much closer than that.",
                      noises / count));
  entry("multi-resolution",
        "The same idea on plain frequency bins with windows of 512 to 4096 samples: short windows resolve "
        "attacks, long ones single partials.");
  entry("loudness error",
        "Median difference of the A-weighted loudness, without matching. Bias is the signed difference: "
        "above 0 the model is too loud.");
  entry("pitch error", fmt::format("Median and 95 % of the difference in pitch, measured by {} and not by "
                                   "the model's live analyser. 100 cents are "
                                   "a semitone. Over 50 cents: the share of outliers. Lost: pitched in the "
                                   "recording, not in the rendering.",
                                   kReferencePitch));
  if (e.has(Contender::from_midi))
    entry("attack, release, level error",
          "Attack: from 20 dB below the level of the note's first second to 3 dB below it. Release: from "
          "the key's release to 20 dB lower; a dash if the recording ends before that. "
          "Level: A-weighted; the figure is the median difference over time, without matching.");
  for (const Contender c : kContenders)
    if (e.has(c)) entry(name_of(c), explanation_of(c));
  return out + "</dl></details>\n";
}

}  // namespace

std::string numbers_section(const Evaluation& e) {
  std::string out = "<section id=\"numbers\"><h2>Numbers</h2>\n";
  for (const std::string& remark : e.remarks) out += "<p class=\"remark\">" + xml_escaped(remark) + "</p>\n";
  return out + "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Distances\">" +
         distances(e) +
         "</div>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Pitch and loudness\">" +
         fidelity(e) + "</div>\n" + courses(e) + glossary(e) + "</section>\n";
}

}  // namespace partials
