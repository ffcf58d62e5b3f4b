// SPDX-License-Identifier: MIT
// The pictures of docs/processors.md: what is drawn of which processor, at which settings. One line here
// draws a processor; tools/plot_processors writes the files, and processor_plots_test.cpp says which
// processor lacks one.
#pragma once
#include <span>

#include "pictures/processor_curves.h"

namespace partials::test {

enum class Curve { magnitude, level, step, frames, transfer, partials };

struct ProcessorPlot {
  std::string id, title;
  Curve curve;
  double from, to;  // magnitude: Hz; others: `to` in seconds
  std::vector<CurveSettings> curves;
};

inline double t60_position(double t60_s) { return std::log(t60_s / 0.05) / std::log(400.0); }

// Processors with a signal input that a picture would say nothing about, each with its reason.
inline constexpr const char* kNotDrawn[] = {
    "gain",            // the same at every frequency and at once
    "delay",           // the same at every frequency, later
    "impulse_reverb",  // its response is what it has learned
};

inline const std::vector<ProcessorPlot>& processor_plots() {
  const auto damped = [](double hz) {
    std::vector<CurveSettings> curves;
    for (const auto& [name, damping] : std::initializer_list<std::pair<const char*, double>>{
             {"damping 0.1", 0.1}, {"0.5", 0.5}, {"1.41", 1.41421356}, {"2", 2}})
      curves.push_back({name, {{"cutoff_hz", hz}, {"damping", damping}}});
    return curves;
  };
  const auto bell = [](double gain_db, double q) {
    return std::map<std::string, double>{{"centre_hz", 1000}, {"gain_db", gain_db}, {"q", q}};
  };
  const auto mix = [](double low, double band, double high) {
    return std::map<std::string, double>{{"cutoff_hz", 1000}, {"low", low}, {"band", band}, {"high", high}};
  };
  const auto room = [](const char* name, double t60_s) {
    return CurveSettings{
        name, {}, {{"ir_s", 2}}, {{"dry", 0}, {"wet_db", 1}, {"t60_s", t60_position(t60_s)}}};
  };
  static const std::vector<ProcessorPlot> plots = {
      {"one_pole",
       "one_pole",
       Curve::magnitude,
       20,
       20000,
       {{"cutoff_hz 100", {{"cutoff_hz", 100}}},
        {"1000", {{"cutoff_hz", 1000}}},
        {"10000", {{"cutoff_hz", 10000}}}}},
      {"lowpass", "lowpass, cutoff_hz 1000", Curve::magnitude, 20, 20000, damped(1000)},
      {"bandpass", "bandpass, cutoff_hz 1000", Curve::magnitude, 20, 20000, damped(1000)},
      {"highpass", "highpass, cutoff_hz 1000", Curve::magnitude, 20, 20000, damped(1000)},
      {"svf",
       "svf, cutoff_hz 1000, damping 1.41",
       Curve::magnitude,
       20,
       20000,
       {{"low 1", mix(1, 0, 0)},
        {"band 1", mix(0, 1, 0)},
        {"high 1", mix(0, 0, 1)},
        {"low 1 and high 1", mix(1, 0, 1)}}},
      {"peak_eq",
       "peak_eq, centre_hz 1000",
       Curve::magnitude,
       20,
       20000,
       {{"12 dB, q 1", bell(12, 1)},
        {"12 dB, q 4", bell(12, 4)},
        {"6 dB, q 0.3", bell(6, 0.3)},
        {"-12 dB, q 1", bell(-12, 1)}}},
      {"dc_block",
       "dc_block",
       Curve::magnitude,
       0.5,
       2000,
       {{"cutoff_hz 1", {{"cutoff_hz", 1}}}, {"10", {{"cutoff_hz", 10}}}, {"100", {{"cutoff_hz", 100}}}}},
      {"tilt",
       "tilt, gain_db 0",
       Curve::partials,
       0,
       0,
       {{"tilt_db -6", {{"tilt_db", -6}, {"gain_db", 0}}},
        {"-2", {{"tilt_db", -2}, {"gain_db", 0}}},
        {"2", {{"tilt_db", 2}, {"gain_db", 0}}}}},
      {"envelope_follower",
       "envelope_follower",
       Curve::step,
       0,
       0.3,
       {{"attack_s 0.001, release_s 0.02", {{"attack_s", 0.001}, {"release_s", 0.02}}},
        {"0.02, 0.05", {{"attack_s", 0.02}, {"release_s", 0.05}}},
        {"0.005, 0.1", {{"attack_s", 0.005}, {"release_s", 0.1}}}}},
      {"smooth",
       "smooth",
       Curve::step,
       0,
       0.3,
       {{"time_s 0.005", {{"time_s", 0.005}}}, {"0.02", {{"time_s", 0.02}}}, {"0.08", {{"time_s", 0.08}}}}},
      {"ramp", "ramp, frames of 4 ms", Curve::frames, 0, 0.032, {{}}},
      {"hold", "hold, frames of 4 ms", Curve::frames, 0, 0.032, {{}}},
      {"soft_clip",
       "soft_clip",
       Curve::transfer,
       0,
       0,
       {{"drive_db 0", {{"drive_db", 0}}}, {"12", {{"drive_db", 12}}}, {"24", {{"drive_db", 24}}}}},
      {"pluck",
       "pluck, f0_hz 220, decay_s 3",
       Curve::level,
       0,
       3,
       {{"brightness 0", {{"f0_hz", 220}, {"decay_s", 3}, {"brightness", 0}}},
        {"0.7", {{"f0_hz", 220}, {"decay_s", 3}, {"brightness", 0.7}}},
        {"1", {{"f0_hz", 220}, {"decay_s", 3}, {"brightness", 1}}}}},
      {"decay_reverb",
       "decay_reverb, ir_s 2, the reverb alone",
       Curve::level,
       0,
       2.2,
       {room("t60_s 0.5", 0.5), room("1", 1), room("3", 3)}},
  };
  return plots;
}

inline PlotStyle style_of(const ProcessorPlot& p) {
  PlotStyle s{640, 260, p.title, "time, s", "level, dB", false, false, "#fff"};
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

inline std::string svg_of(const ProcessorPlot& p) {
  constexpr double kFloorDb = -60;
  std::vector<PlotSeries> series;
  for (const CurveSettings& c : p.curves) switch (p.curve) {
      case Curve::magnitude:
        series.push_back(magnitude_curve(p.id, c, p.from, p.to, kFloorDb));
        break;
      case Curve::level:
        series.push_back(level_curve(p.id, c, p.to, kFloorDb));
        break;
      case Curve::step:
        series.push_back(step_curve(p.id, c, p.to));
        break;
      case Curve::frames:
        series.push_back(frames_curve(p.id, p.to));
        break;
      case Curve::transfer:
        series.push_back(transfer_curve(p.id, c));
        break;
      case Curve::partials:
        series.push_back(partials_curve(p.id, c));
        break;
    }
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
