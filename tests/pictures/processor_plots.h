// SPDX-License-Identifier: MIT
// The pictures of docs/processors.md: the kind of plot and the settings for each processor. One line here
// draws a processor; tools/plot_processors writes the files, and processor_plots_test.cpp names processors
// without one.
#pragma once
#include <initializer_list>

#include "base/plain_number.h"
#include "pictures/processor_curves.h"

namespace partials::test {

enum class Curve { magnitude, level, step, frames, transfer, partials };

struct ProcessorPlot {
  std::string id, common;  // settings that all of its curves have
  Curve curve;
  double from, to;  // magnitude: Hz; others: `to` in seconds
  std::vector<CurveSettings> curves;
};

// Processors with a signal input that a picture would say nothing about, each with its reason.
inline constexpr const char* kNotDrawn[] = {
    "gain",            // the same at every frequency and at once
    "delay",           // the same at every frequency, later
    "impulse_reverb",  // its response is what it has learned
};

using ControlValues = std::map<std::string, double>;

// One control at several values, the others as given. The first name in the legend has the control's id.
inline std::vector<CurveSettings> over(const std::string& id, std::initializer_list<double> values,
                                       const ControlValues& others = {}) {
  std::vector<CurveSettings> curves;
  for (const double value : values) {
    curves.push_back({(curves.empty() ? id + " " : "") + plain_number(value), others});
    curves.back().controls[id] = value;
  }
  return curves;
}

// The reverb alone, without the dry sound, at several decay times.
inline std::vector<CurveSettings> over_t60(std::initializer_list<double> times_s) {
  std::vector<CurveSettings> curves;
  for (const double t60_s : times_s) {
    const double position = std::log(t60_s / 0.05) / std::log(400.0);  // on the weight's taper
    curves.push_back({(curves.empty() ? "t60_s " : "") + plain_number(t60_s),
                      {},
                      {{"ir_s", 2}},
                      {{"dry", 0}, {"wet_db", 1}, {"t60_s", position}}});
  }
  return curves;
}

inline const std::vector<ProcessorPlot>& processor_plots() {
  const auto damped = [] { return over("damping", {0.1, 0.5, 1.41, 2}, {{"cutoff_hz", 1000}}); };
  const auto mix = [](const char* name, double low, double band, double high) {
    return CurveSettings{name, {{"cutoff_hz", 1000}, {"low", low}, {"band", band}, {"high", high}}};
  };
  const auto bell = [](const char* name, double gain_db, double q) {
    return CurveSettings{name, {{"centre_hz", 1000}, {"gain_db", gain_db}, {"q", q}}};
  };
  const auto follower = [](const char* name, double attack_s, double release_s) {
    return CurveSettings{name, {{"attack_s", attack_s}, {"release_s", release_s}}};
  };
  static const std::vector<ProcessorPlot> plots = {
      {"one_pole", "", Curve::magnitude, 20, 20000, over("cutoff_hz", {100, 1000, 10000})},
      {"lowpass", "cutoff_hz 1000", Curve::magnitude, 20, 20000, damped()},
      {"bandpass", "cutoff_hz 1000", Curve::magnitude, 20, 20000, damped()},
      {"highpass", "cutoff_hz 1000", Curve::magnitude, 20, 20000, damped()},
      {"svf",
       "cutoff_hz 1000, damping 1.41",
       Curve::magnitude,
       20,
       20000,
       {mix("low 1", 1, 0, 0), mix("band 1", 0, 1, 0), mix("high 1", 0, 0, 1),
        mix("low 1 and high 1", 1, 0, 1)}},
      {"peak_eq",
       "centre_hz 1000",
       Curve::magnitude,
       20,
       20000,
       {bell("12 dB, q 1", 12, 1), bell("12 dB, q 4", 12, 4), bell("6 dB, q 0.3", 6, 0.3),
        bell("-12 dB, q 1", -12, 1)}},
      {"dc_block", "", Curve::magnitude, 0.5, 2000, over("cutoff_hz", {1, 10, 100})},
      {"tilt", "gain_db 0", Curve::partials, 0, 0, over("tilt_db", {-6, -2, 2}, {{"gain_db", 0}})},
      {"envelope_follower",
       "",
       Curve::step,
       0,
       0.3,
       {follower("attack_s 0.001, release_s 0.02", 0.001, 0.02), follower("0.02, 0.05", 0.02, 0.05),
        follower("0.005, 0.1", 0.005, 0.1)}},
      {"smooth", "", Curve::step, 0, 0.3, over("time_s", {0.005, 0.02, 0.08})},
      {"ramp", "frames of 4 ms", Curve::frames, 0, 0.032, {{}}},
      {"hold", "frames of 4 ms", Curve::frames, 0, 0.032, {{}}},
      {"soft_clip", "", Curve::transfer, 0, 0, over("drive_db", {0, 12, 24})},
      {"pluck", "f0_hz 220, decay_s 3", Curve::level, 0, 3,
       over("brightness", {0, 0.7, 1}, {{"f0_hz", 220}, {"decay_s", 3}})},
      {"decay_reverb", "ir_s 2, dry 0", Curve::level, 0, 2.2, over_t60({0.5, 1, 3})},
  };
  return plots;
}

inline PlotStyle style_of(const ProcessorPlot& p) {
  PlotStyle s{640,   260,   p.id + (p.common.empty() ? "" : ": " + p.common), "time, s", "level, dB", false,
              false, "#fff"};
  switch (p.curve) {
    case Curve::magnitude:
      s.x_label = "frequency, Hz";
      s.y_label = "magnitude, dB";
      s.log_x = true;
      break;
    case Curve::level:
      break;
    case Curve::step:
      s.y_label = "value";
      break;
    case Curve::frames:
      s.x_label = "time, ms";
      s.y_label = "value";
      break;
    case Curve::transfer:
      s.x_label = "input";
      s.y_label = "output";
      break;
    case Curve::partials:
      s.x_label = "number of the partial";
      s.log_x = true;
      break;
  }
  return s;
}

inline PlotSeries curve_of(const ProcessorPlot& p, const CurveSettings& c) {
  constexpr double kFloorDb = -60;
  switch (p.curve) {
    case Curve::magnitude:
      return magnitude_curve(p.id, c, p.from, p.to, kFloorDb);
    case Curve::level:
      return level_curve(p.id, c, p.to, kFloorDb);
    case Curve::step:
      return step_curve(p.id, c, p.to);
    case Curve::frames:
      return frames_curve(p.id, p.to);
    case Curve::transfer:
      return transfer_curve(p.id, c);
    case Curve::partials:
      return partials_curve(p.id, c);
  }
  return {};
}

inline std::string svg_of(const ProcessorPlot& p) {
  std::vector<PlotSeries> series;
  for (const CurveSettings& c : p.curves) series.push_back(curve_of(p, c));
  if (p.curve == Curve::step) series.push_back(step_input(p.to));
  if (p.curve == Curve::frames) series.push_back(frames_input(p.to));
  return svg_plot(series, style_of(p));
}

// The ids that have a picture, as docs/processors.md shows them.
inline std::vector<std::string> drawn_processors() {
  std::vector<std::string> ids;
  for (const ProcessorPlot& p : processor_plots()) ids.push_back(p.id);
  return ids;
}

}  // namespace partials::test
