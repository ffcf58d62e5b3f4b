// SPDX-License-Identifier: MIT
#include "families/dance/train/dance_report.h"

#include <fmt/format.h>

#include "families/dance/train/contact_sheet.h"
#include "families/dance/train/dance_page.h"
#include "pictures/plot_svg.h"
#include "report/card_rows.h"
#include "report/report_media.h"
#include "report/report_page.h"

namespace partials::dance {
namespace {

constexpr const char *kOwn = "#2f81c7", *kBaseline = "#d0605e";

std::string likelihood_plot(const TakeNats& take) {
  PlotSeries own{"model", {}, {}, false, kOwn}, ar2{"AR(2)", {}, {}, false, kBaseline};
  for (size_t s = 0; s < take.seconds.size(); ++s) {
    for (PlotSeries* series : {&own, &ar2}) series->x.push_back(static_cast<double>(s) + 0.5);
    own.y.push_back(take.seconds[s].model);
    ar2.y.push_back(take.seconds[s].ar2);
  }
  return svg_plot({own, ar2}, {520, 240, take.name, "s", "nats a number"});
}

std::string likelihood_section(const DanceEvaluation& e) {
  std::string out =
      "<section id=\"numbers\"><h2>Likelihood</h2>\n<p>How surprising the next pose is, given all before it: "
      "the "
      "negative log-likelihood of a number, of every second. Lower is better.</p>\n<div "
      "class=\"scroll\"><table>"
      "<thead><tr><th>take</th><th>model</th><th>AR(2)</th><th>below AR(2)</th></tr></thead><tbody>\n";
  const auto row = [](const std::string& name, const Nats& n) {
    return fmt::format("<tr><th>{}</th><td>{:.3f}</td><td>{:.3f}</td><td>{:.3f}</td></tr>\n",
                       xml_escaped(name), n.model, n.ar2, n.below_ar2());
  };
  for (const TakeNats& t : e.takes) out += row(t.name, t.nats);
  out += "</tbody><tfoot>" + row("all", e.all) + (e.follows ? row("without its leader", e.alone) : "") +
         (e.hears ? row("in silence", e.in_silence) : "") +
         "</tfoot></table></div>\n<div class=\"curves\">\n";
  for (const TakeNats& t : e.takes) out += likelihood_plot(t);
  return out + "</div></section>\n";
}

std::string rollout_section(const DanceEvaluation& e) {
  std::string out = fmt::format(
      "<section id=\"alone\"><h2>Left to itself</h2>\n<p>For {:.0f} minutes at temperature 1 (the plain "
      "LSTM: 0): "
      "lowest and highest mean speed and acceleration of any {:.0f} s, as shares of the movement it learned "
      "from "
      "({:.2f} m/s, {:.1f} m/s²), and how many of its numbers left the range of the data.</p>\n<div "
      "class=\"scroll\"><table><thead><tr><th></th><th>speed</th><th>acceleration</th><th>outside</"
      "th><th>last "
      "minute</th></tr></thead><tbody>\n",
      e.rollout_s / 60, kWindowS, e.speed, e.acceleration);
  for (const NamedRollout& r : e.rollouts)
    out += fmt::format(
        "<tr><th>{}</th><td>{:.2f} to {:.2f}</td><td>{:.2f} to {:.2f}</td><td>{:.2f} "
        "%</td><td>{}</td></tr>\n",
        r.name, r.figures.slowest, r.figures.fastest, r.figures.softest, r.figures.hardest,
        100 * r.figures.outside, r.figures.end_text());
  return out + "</tbody></table></div>\n<p>" + end_sentence(e) + "</p></section>\n";
}

std::string figures_section(const DanceEvaluation& e) {
  return "<section id=\"figures\"><h2>Figures</h2>\n<p>The model goes on where the first take is after three "
         "seconds, beside how that went on. Amber is the left side of a body, blue its right. Drag the "
         "picture to "
         "look from elsewhere.</p>\n" +
         dance_stage(e.performance) + "</section>\n";
}

std::string training_section(const DanceEvaluation& e) {
  if (e.curve.size() < 2) return "";
  PlotSeries validation{"validation", {}, {}, false, kOwn};
  for (const nlohmann::json& point : e.curve) {
    if (!point.contains("step") || !point.contains("validation") || !point["validation"].is_number())
      continue;
    validation.x.push_back(point["step"].get<double>());
    validation.y.push_back(point["validation"].get<double>());
  }
  return "<section id=\"training\"><h2>Training</h2>\n<div class=\"curves\">" +
         svg_plot({validation}, {520, 240, "Validation", "steps", "nats below AR(2)"}) + "</div></section>\n";
}

std::string card_section(const DanceEvaluation& e) {
  std::string out = "<section id=\"card\"><h2>Provenance</h2>\n<dl>\n";
  for (const ReportFact& fact : card_rows(e.card))
    out += "<dt>" + xml_escaped(fact.term) + "</dt><dd>" + xml_escaped(fact.description) + "</dd>\n";
  return out + "</dl></section>\n";
}

std::string summary_picture(const DanceEvaluation& e) {
  return "<img style=\"width:100%\" alt=\"Moments of the made dance above the real one\" src=\"" +
         data_uri("image/png", png_bytes(contact_sheet(e.performance))) + "\">\n";
}

}  // namespace

std::string report_html(const DanceEvaluation& e) {
  size_t lively = 0, own = 0;
  for (const NamedRollout& r : e.rollouts) {
    if (r.name.rfind("seed", 0) != 0) continue;
    ++own;
    lively += r.figures.lively();
  }
  ReportPage page;
  page.title = xml_escaped(e.model_name) + ": how does it dance?";
  page.kicker = "Partials · evaluated on unseen takes";
  page.verdict = fmt::format(
      "On {} takes it is <b>{:.2f} nats</b> a number below AR(2). Left to itself, {} of {} dances kept "
      "between half "
      "and twice the speed and acceleration of the data for {:.0f} minutes.",
      e.takes.size(), e.all.below_ar2(), lively, own, e.rollout_s / 60);
  page.summary = summary_picture(e);
  page.links = {{"figures", "Figures"}, {"numbers", "Likelihood"}, {"alone", "Left to itself"}};
  if (e.curve.size() > 1) page.links.push_back({"training", "Training"});
  page.links.push_back({"card", "Provenance"});
  page.sections = figures_section(e) + likelihood_section(e) + rollout_section(e) + training_section(e) +
                  card_section(e) + dance_script();
  page.made_by = "partials eval";
  return page_html(page);
}

}  // namespace partials::dance
