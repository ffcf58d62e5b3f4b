// SPDX-License-Identifier: MIT
#include "families/instrument/train/report.h"

#include <fmt/format.h>

#include "families/instrument/train/report_parts.h"
#include "pictures/plot_svg.h"
#include "report/report_page.h"

namespace partials {
namespace {

std::string percent_less(double ratio) {
  return ratio <= 1.0 ? fmt::format("{:.0f} % closer", 100.0 * (1.0 - ratio))
                      : fmt::format("{:.0f} % farther", 100.0 * (ratio - 1.0));
}

// The result in one or two sentences.
std::string verdict(const Report& report) {
  const Evaluation& e = report.evaluation;
  const Judgement own = e.mean(Contender::model).value();
  std::string out = fmt::format(
      "On {} recording{}, <b>{}</b> is <b>{:.2f} dB</b> from the real sound (log-mel distance over 128 mel "
      "bands; 0 is identical)",
      e.recordings.size(), e.recordings.size() == 1 ? "" : "s", xml_escaped(report.model_name),
      own.log_mel_db);
  const auto sampler = e.ratio_to(Contender::sampler), careful = e.ratio_to(Contender::careful);
  if (sampler && careful)
    out += fmt::format(": {} than a sampler, {} than the best fixed spectrum", percent_less(*sampler),
                       percent_less(*careful));
  out += fmt::format(". The median error is {:.1f} dB in loudness", own.loudness.median_abs_db);
  if (own.pitch) out += fmt::format(", {:.1f} cents in pitch", own.pitch->median_cents);
  return out + ".";
}

std::vector<std::pair<std::string, std::string>> links_of(const Report& report) {
  std::vector<std::pair<std::string, std::string>> links;
  if (!report.played.empty()) links.push_back({"played", "Examples"});
  links.insert(links.end(), {{"numbers", "Numbers"}, {"listen", "Listen"}, {"blind", "Blind test"}});
  if (!report.over_pitch.empty()) links.push_back({"learned", "Learned spectrum"});
  if (report.training.size() > 1) links.push_back({"training", "Training"});
  if (!report.played_notes.is_null()) links.push_back({"record-next", "Record next"});
  links.push_back({"card", "Provenance"});
  return links;
}

}  // namespace

std::string report_html(const Report& report, const ReportLimits& limits) {
  ReportPage page;
  page.title = xml_escaped(report.model_name) + ": how close is it?";
  page.kicker = "Partials · evaluated on unseen recordings · data: " + xml_escaped(report.data_name);
  page.verdict = verdict(report);
  page.summary = bars(report.evaluation);
  page.links = links_of(report);
  page.sections = played_section(report, limits) + numbers_section(report.evaluation) +
                  listening_section(report, limits) + blind_section(report) + learned_section(report) +
                  training_section(report) + played_notes_section(report) + cards_section(report);
  page.made_by = "partials eval";
  return page_html(page);
}

}  // namespace partials
