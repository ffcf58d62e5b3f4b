// SPDX-License-Identifier: MIT
#include "runs/report.h"

#include <fmt/format.h>

#include "data/plot_svg.h"
#include "runs/report_parts.h"

namespace partials {
namespace {

// Forbids every request: what a reader opens is all there is.
constexpr const char* kPolicy =
    "default-src 'none'; img-src data:; media-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

std::string percent_less(double ratio) {
  return ratio <= 1.0 ? fmt::format("{:.0f} % closer", 100.0 * (1.0 - ratio)) : fmt::format("{:.0f} % farther", 100.0 * (ratio - 1.0));
}

// The result in one or two sentences.
std::string verdict(const Report& report) {
  const Evaluation& e = report.evaluation;
  const Judgement own = e.mean(Contender::model).value();
  std::string out = fmt::format(
      "On {} recording{}, <b>{}</b> comes within <b>{:.2f} dB</b> of the real sound (mean difference over 128 bands of hearing; 0 is the same)",
      e.recordings.size(), e.recordings.size() == 1 ? "" : "s", xml_escaped(report.model_name), own.log_mel_db);
  const auto sampler = e.ratio_to(Contender::sampler), careful = e.ratio_to(Contender::careful);
  if (sampler && careful) out += fmt::format(": {} than a sampler, {} than the best fixed spectrum", percent_less(*sampler), percent_less(*careful));
  out += fmt::format(". Loudness is off by {:.1f} dB in the median", own.loudness.median_abs_db);
  if (own.pitch) out += fmt::format(", pitch by {:.1f} cents", own.pitch->median_cents);
  return out + ".";
}

std::string navigation(const Report& report) {
  std::string out = "<nav aria-label=\"Sections\">";
  if (!report.played.empty()) out += "<a href=\"#played\">Hear it play</a>";
  out += "<a href=\"#numbers\">Numbers</a><a href=\"#listen\">Listen</a><a href=\"#blind\">Blind test</a>";
  if (!report.over_pitch.empty()) out += "<a href=\"#learned\">What it learned</a>";
  if (report.training.size() > 1) out += "<a href=\"#training\">Training</a>";
  return out + "<a href=\"#card\">Where it comes from</a></nav>\n";
}

}  // namespace

std::string report_html(const Report& report, const ReportLimits& limits) {
  const std::string title = xml_escaped(report.model_name) + ": how near is it?";
  const std::string kicker = "Partials · judged on recordings that it has never heard · data: " + xml_escaped(report.data_name);
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += fmt::format(
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n<meta name=\"color-scheme\" content=\"light "
      "dark\">\n<title>{}</title>\n<style>{}</style></head>\n",
      kPolicy, title, report_style());
  out += fmt::format(
      "<body><a class=\"skip\" href=\"#numbers\">Skip to the numbers</a>\n<header><p class=\"kicker\">{}</p><h1>{}</h1>\n<p "
      "class=\"verdict\">{}</p>\n{}</header>\n{}<main>\n",
      kicker, title, verdict(report), bars(report.evaluation), navigation(report));
  out += played_section(report, limits) + numbers_section(report.evaluation) + listening_section(report, limits) + blind_section(report) +
         learned_section(report) + training_section(report) + cards_section(report);
  out += fmt::format(
      "</main>\n<footer><p>One file, no requests to anywhere. Made by <code>partials eval</code>.</p></footer>\n<script>{}</script></body></html>\n",
      report_script());
  return out;
}

}  // namespace partials
