// SPDX-License-Identifier: MIT
// Additional sounds in a report: an input, and the model's rendering of it.
#include <fmt/format.h>

#include <algorithm>

#include "families/instrument/train/report_parts.h"
#include "judge/mel.h"

namespace partials {
namespace {

// longer sounds are cut, and faded so that they do not click
constexpr double kLongestS = 20.0, kFadeS = 0.05;

std::vector<float> beginning(std::vector<float> x) {
  const auto most = static_cast<size_t>(kLongestS * kJudgeRateHz),
             fade = static_cast<size_t>(kFadeS * kJudgeRateHz);
  if (x.size() <= most) return x;
  x.resize(most);
  for (size_t i = 0; i < fade; ++i) x[most - 1 - i] *= static_cast<float>(i) / static_cast<float>(fade);
  return x;
}

}  // namespace

std::string played_section(const Report& report, const ReportLimits& limits) {
  if (report.played.empty()) return "";
  std::string out =
      "<section id=\"played\"><h2>Examples</h2>\n<article class=\"recording\" tabindex=\"-1\" "
      "data-name=\"played\"><div class=\"players\">\n";
  int key = 0;
  for (const ReportSound& s : report.played) {
    const std::vector<float> heard = beginning(s.audio);
    SpectrogramStyle style;
    style.width = limits.spectrogram_width;
    style.height = limits.spectrogram_height;
    style.axes = false;
    style.top_db = spectrogram_peak_db(heard, kJudgeRateHz, style);
    const double whole_s = static_cast<double>(s.audio.size()) / kJudgeRateHz;
    const std::string note = fmt::format(
        "{:.1f} s{}", whole_s, whole_s > kLongestS ? fmt::format(", first {:g} s shown", kLongestS) : "");
    out += player({"played", s.name, note, "", timbre_controls_of(Contender::model), ++key}, heard,
                  kJudgeRateHz, style);
  }
  return out + "</div></article></section>\n";
}

}  // namespace partials
