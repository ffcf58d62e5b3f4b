// SPDX-License-Identifier: MIT
#include "runs/runs_page.h"

#include <cmath>
#include <map>
#include <set>

#include "base/plain_number.h"
#include "learn/train_settings.h"
#include "model/json_fields.h"
#include "model/metric.h"
#include "pictures/plot_svg.h"
#include "report/json_values.h"
#include "report/report_media.h"
#include "report/report_page.h"
#include "system/file.h"

namespace partials {
namespace {

using nlohmann::json;

constexpr uint64_t kLargestSketch = 4 << 20;
// of one run alone
const std::set<std::string> kNoDifference = {"begun", "created", "folder", "output", "inputs", "name"};

std::string cell(const std::string& text) { return "<td class=\"text\">" + xml_escaped(text) + "</td>"; }

std::string words_of(const json& remarks) {
  std::string out;
  for (const std::string& tag : all_bytes_in(remarks, "tags")) out += (out.empty() ? "" : ", ") + tag;
  const std::string note = text_in(remarks, "note");
  return out + (out.empty() || note.empty() ? "" : "; ") + note;
}

// As --set names it: graph.memory.settings.units is graph.memory.units. "": wiring, which it cannot set.
std::string shown_name(const std::string& name) {
  if (name.rfind("graph.", 0) != 0) return name;
  constexpr const char* kSettings = ".settings.";
  const size_t at = name.find(kSettings);
  return at == std::string::npos ? "" : name.substr(0, at + 1) + name.substr(at + 10);
}

SettingValues settings_in(const Run& run) {
  nlohmann::json config = run.config();
  if (config.contains("graph") && config["graph"].is_string())  // its settings one by one
    config["graph"] = object_in(json_from_text(config["graph"].get<std::string>()), "nodes");
  SettingValues all;
  for (auto& [name, value] : flat_settings(config))
    if (kNoDifference.count(name.substr(0, name.find('.'))) == 0)
      if (std::string shown = shown_name(name); !shown.empty()) all[shown] = value;
  return all;
}

// Names of settings that are not equal in all runs that have them. What only some have follows from the
// preset.
std::set<std::string> differing(const std::vector<SettingValues>& all) {
  std::map<std::string, std::set<std::string>> values;
  for (const SettingValues& one : all)
    for (const auto& [name, value] : one) values[name].insert(value);
  std::set<std::string> names;
  for (const auto& [name, different] : values)
    if (different.size() > 1) names.insert(name);
  return names;
}

std::string curve(const Run& run, const Metric& metric) {
  PlotSeries loss{"loss", {}, {}, false, "", 1.5}, validation{"validation", {}, {}, false, "", 2.5};
  for (const json& m : run.metrics()) {
    const double step = static_cast<double>(whole_in(m, "step"));
    loss.x.push_back(step);
    loss.y.push_back(number_in(m, "loss", std::nan("")));
    validation.x.push_back(step);
    validation.y.push_back(validation_in(m).value_or(std::nan("")));
  }
  if (loss.x.empty()) return "<p>Not validated yet.</p>\n";
  return "<div class=\"curves\">" + svg_plot({validation}, {520, 210, "Validation", "step", metric.unit}) +
         svg_plot({loss}, {520, 210, "Loss", "step", ""}) + "</div>\n";
}

std::string sketch(const Run& run) {
  const auto wav = read_file(run.path() + "/sketch.wav", kLargestSketch);
  return wav ? "<audio controls preload=\"none\" src=\"" + data_uri("audio/wav", wav.value()) +
                   "\"></audio>\n"
             : "";
}

std::string differences(const SettingValues& own, const std::set<std::string>& names) {
  std::string rows;
  for (const std::string& name : names) {
    const auto at = own.find(name);
    if (at != own.end())
      rows += "<dt>" + xml_escaped(name) + "</dt><dd>" + xml_escaped(at->second.substr(0, 120)) + "</dd>\n";
  }
  return rows.empty() ? "" : "<h4>What differs between runs</h4>\n<dl class=\"card\">" + rows + "</dl>\n";
}

// The validation of the newest runs that have the metric of the newest one.
std::string overview(const std::vector<Run>& runs) {
  constexpr const char* kColours[] = {"#2f81c7", "#d9a02b", "#6bb04a", "#d0605e", "#9a72c9", "#3aa6a0"};
  std::vector<PlotSeries> lines;
  const Metric metric = runs.empty() ? Metric{} : metric_in(runs[0].figures());
  for (const Run& run : runs) {
    if (lines.size() == std::size(kColours)) break;
    if (metric_in(run.figures()).id != metric.id) continue;
    PlotSeries line{text_in(run.config(), "name"), {}, {}, false, kColours[lines.size()], 2};
    for (const json& m : run.metrics())
      if (const auto value = validation_in(m)) {
        line.x.push_back(static_cast<double>(whole_in(m, "step")));
        line.y.push_back(*value);
      }
    if (line.x.size() > 1) lines.push_back(std::move(line));
  }
  return lines.size() < 2 ? "" : svg_plot(lines, {860, 300, "Validation", "step", metric.unit}) + "\n";
}

constexpr const char* kFilter =
    "<p><label>Show runs that contain <input id=\"filter\" type=\"search\" placeholder=\"a tag, a note, a "
    "name\"></label> "
    "<span id=\"shown\" role=\"status\"></span></p>\n";
constexpr const char* kScript =
    "<script>(()=>{const "
    "box=document.getElementById('filter'),all=[...document.querySelectorAll('[data-words]')];"
    "const show=()=>{const words=box.value.toLowerCase().split(/\\s+/).filter(Boolean);let n=0;"
    "for(const e of "
    "all){e.hidden=!words.every(w=>e.dataset.words.includes(w));if(e.tagName==='TR'&&!e.hidden)n++}"
    "document.getElementById('shown').textContent=n+' shown'};"
    "box.addEventListener('input',show);show()})()</script>\n";

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

struct Shown {
  std::string id, status, name, words, figure, steps, spent;
  std::string data() const {
    return " data-words=\"" + xml_escaped(lower(id + " " + status + " " + name + " " + words)) + "\"";
  }
};

Shown shown_of(const Run& run) {
  const json figures = run.figures();
  return {run.id(),
          run.status(),
          text_in(run.config(), "name"),
          words_of(run.remarks()),
          metric_in(figures).text(validation_in(figures)),
          std::to_string(whole_in(figures, "steps")),
          plain_number(std::round(number_in(figures, "spent_s")))};
}

}  // namespace

std::string runs_page(const std::vector<Run>& runs, size_t heard) {
  std::vector<SettingValues> settings;
  for (const Run& run : runs) settings.push_back(settings_in(run));
  const std::set<std::string> names = differing(settings);
  std::string rows, articles;
  for (size_t i = 0; i < runs.size(); ++i) {
    const Shown s = shown_of(runs[i]);
    rows += "<tr" + s.data() + "><th><a href=\"#run" + std::to_string(i) + "\">" + xml_escaped(s.id) +
            "</a></th>" + cell(s.name) + cell(s.status) + "<td>" + xml_escaped(s.figure) + "</td><td>" +
            s.steps + "</td><td>" + s.spent + "</td>" + cell(s.words) + "</tr>\n";
    articles += "<article class=\"recording\" id=\"run" + std::to_string(i) + "\"" + s.data() + "><h3>" +
                xml_escaped(s.id) + " <small>" +
                xml_escaped(s.name + (s.words.empty() ? "" : "; " + s.words)) + "</small></h3>\n" +
                (i < heard ? sketch(runs[i]) : "") + curve(runs[i], metric_in(runs[i].figures())) +
                (runs.size() > 1 ? differences(settings[i], names) : "") + "</article>\n";
  }
  ReportPage page;
  page.title = "Training runs";
  page.kicker = "Partials";
  page.verdict =
      std::to_string(runs.size()) + (runs.size() == 1 ? " run" : " runs") +
      ", the newest first. Validation is the figure that chose each run's weights; for a judgement on " +
      "recordings without a part in training, see <code>partials eval</code>.";
  page.links = {{"numbers", "All runs"}, {"each", "Each run"}};
  page.sections = "<section id=\"numbers\"><h2>All runs</h2>\n" + std::string(kFilter) +
                  "<div class=\"scroll\"><table><thead><tr><th>run</th><th class=\"text\">name</th><th "
                  "class=\"text\">status</th><th>validation</th><th>steps</th><th>seconds</th><th "
                  "class=\"text\">tags and note</th></tr></thead><tbody>\n" +
                  rows + "</tbody></table></div>\n" + overview(runs) +
                  "</section>\n<section id=\"each\"><h2>Each run</h2>\n" + articles + "</section>\n" +
                  kScript;
  page.made_by = "partials runs page";
  return page_html(page);
}

}  // namespace partials
