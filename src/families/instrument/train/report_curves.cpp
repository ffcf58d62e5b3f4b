// SPDX-License-Identifier: MIT
// Pitch and loudness over time, of the recording and the model; also loudness from MIDI.
#include <algorithm>
#include <cmath>

#include "families/instrument/train/report_parts.h"
#include "judge/mel.h"
#include "pictures/plot_svg.h"

namespace partials {
namespace {

constexpr size_t kCurvePoints = 700;
constexpr double kWide =
    4.5;  // the recording's line, under the model's, so that both are visible where they agree

// Values outside [lowest, highest] are gaps. Only the part before until_s is shown.
struct Shown {
  double lowest, highest, until_s;
};

PlotSeries thinned(const std::string& name, const std::string& colour, const std::vector<float>& y,
                   double first_s, double step_s, const Shown& shown, double width = 1.5) {
  PlotSeries s{name, {}, {}, false, colour, width};
  const size_t most =
      std::min(y.size(), static_cast<size_t>(std::max(0.0, shown.until_s - first_s) / step_s));
  const size_t stride = std::max<size_t>(1, most / kCurvePoints);
  for (size_t i = 0; i < most; i += stride) {
    s.x.push_back(first_s + static_cast<double>(i) * step_s);
    s.y.push_back(y[i] > shown.lowest && y[i] < shown.highest ? y[i] : std::nan(""));
  }
  return s;
}

// The range is that of the recording's middle 96 %, plus a semitone, so that octave errors of the tracker do
// not compress the plot.
Shown pitch_range(const std::vector<float>& f0_hz, double until_s) {
  std::vector<float> v;
  for (const float f : f0_hz)
    if (f > 0.f) v.push_back(f);
  if (v.empty()) return {0.0, 1e9, until_s};
  std::sort(v.begin(), v.end());
  constexpr double kSemitone = 1.0595;
  return {v[v.size() / 50] / kSemitone, v[v.size() - 1 - v.size() / 50] * kSemitone, until_s};
}

}  // namespace

std::string curves_of(const JudgedRecording& r) {
  const Rendering& own = r.renders.at(Contender::model);
  const double until_s = static_cast<double>(r.audio.size()) / kJudgeRateHz;
  std::string out = "<div class=\"curves\">\n";
  if (!r.pitch.f0_hz.empty() && !own.pitch.f0_hz.empty()) {
    const Shown shown = pitch_range(r.pitch.f0_hz, until_s);
    out += svg_plot({thinned("model", timbre_controls_of(Contender::model), own.pitch.f0_hz,
                             own.pitch.first_s, own.pitch.step_s, shown),
                     thinned("recording", kRecordingColour, r.pitch.f0_hz, r.pitch.first_s, r.pitch.step_s,
                             shown, kWide)},
                    {520, 210, "Pitch", "s", "Hz"});
  }
  const std::vector<float> wanted = loudness_curve_db(r.audio), is = loudness_curve_db(own.audio);
  const auto midi = r.renders.find(Contender::from_midi);
  const Shown shown{*std::max_element(wanted.begin(), wanted.end()) - 70.0, 1e9, until_s};
  const double step = kJudgeHop / kJudgeRateHz;
  std::vector<PlotSeries> loudness;
  if (midi != r.renders.end() && !midi->second.audio.empty())
    loudness.push_back(thinned("from MIDI", timbre_controls_of(Contender::from_midi),
                               loudness_curve_db(midi->second.audio), 0.0, step, shown));
  loudness.push_back(thinned("model", timbre_controls_of(Contender::model), is, 0.0, step, shown));
  loudness.push_back(thinned("recording", kRecordingColour, wanted, 0.0, step, shown, kWide));
  out += svg_plot(loudness, {520, 210, "Loudness", "s", "dB (A)"});
  return out + "</div>\n";
}

}  // namespace partials
