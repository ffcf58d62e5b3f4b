// SPDX-License-Identifier: MIT
// Measured curves of a processor, from a plan that contains only this processor (dsp/player.h), with every
// control constant. Signals are sampled at 48 kHz.
//   magnitude   dB over Hz, from the response to one impulse
//   level       dB over s, the RMS level of that response in windows of 20 ms, 0 dB being its loudest
//   step        value over s, for 1 from kStepOnS to kStepOffS and 0 elsewhere
//   transfer    output value over input value
//   partials    dB over the number of a partial, all partials being equally strong
#pragma once
#include <limits>
#include <numbers>

#include "dsp/player.h"
#include "pictures/plot_svg.h"

namespace partials::test {

inline constexpr int kPlotRate = 48000;
inline constexpr double kStepOnS = 0.02, kStepOffS = 0.12, kHopMs = 4;

struct CurveSettings {
  std::string name;  // in the legend
  std::map<std::string, double> controls = {}, settings = {}, weights = {};
};

inline Player player_of(const CurveSettings& c) {
  Player p{.settings = c.settings, .rate_hz = kPlotRate, .weights = c.weights};
  for (const auto& [id, value] : c.controls) p.wires[id] = control(value);
  return p;
}
inline std::vector<float> answer(const std::string& id, const CurveSettings& c, double seconds, Signal in,
                                 Rate rate = Rate::sample, int channels = 1) {
  Player p = player_of(c);
  p.wires["in"] = {rate, channels, std::move(in)};
  return p.play(id, static_cast<int>(seconds * kPlotRate));
}
inline double impulse(int64_t time, int) { return time == 0 ? 1 : 0; }

// In dB, or nothing (a gap in the line) below the floor.
inline double db_above(double floor_db, double gain) {
  const double db = db_from_gain(gain);
  return db < floor_db ? std::numeric_limits<double>::quiet_NaN() : db;
}

inline PlotSeries magnitude_curve(const std::string& id, const CurveSettings& c, double from_hz, double to_hz,
                                  double floor_db) {
  constexpr int kPoints = 160;
  const auto h = answer(id, c, 2, impulse);
  PlotSeries s{c.name, {}, {}, false, "", 1.5};
  for (int i = 0; i <= kPoints; ++i) {
    const double hz = from_hz * std::pow(to_hz / from_hz, static_cast<double>(i) / kPoints);
    const double turn = 2 * std::numbers::pi * hz / kPlotRate, re = std::cos(turn), im = -std::sin(turn);
    double sum_re = 0, sum_im = 0;  // Horner's rule, in e^(-j turn)
    for (size_t n = h.size(); n-- > 0;) {
      const double next_re = sum_re * re - sum_im * im + static_cast<double>(h[n]);
      sum_im = sum_re * im + sum_im * re;
      sum_re = next_re;
    }
    s.x.push_back(hz);
    s.y.push_back(db_above(floor_db, std::hypot(sum_re, sum_im)));
  }
  return s;
}

inline PlotSeries level_curve(const std::string& id, const CurveSettings& c, double seconds,
                              double floor_db) {
  constexpr int kWindow = kPlotRate / 50;
  const auto h = answer(id, c, seconds, impulse);
  PlotSeries s{c.name, {}, {}, false, "", 1.5};
  double loudest = 0;
  for (size_t at = 0; at + kWindow <= h.size(); at += kWindow) {
    double power = 0;
    for (size_t n = at; n < at + kWindow; ++n) power += static_cast<double>(h[n]) * h[n] / kWindow;
    s.x.push_back((static_cast<double>(at) + kWindow / 2) / kPlotRate);
    s.y.push_back(std::sqrt(power));
    loudest = std::max(loudest, s.y.back());
  }
  for (double& y : s.y) y = db_above(floor_db, y / loudest);
  return s;
}

inline double step_at(double seconds) { return seconds >= kStepOnS && seconds < kStepOffS ? 1 : 0; }

inline PlotSeries step_curve(const std::string& id, const CurveSettings& c, double seconds) {
  constexpr int kEach = 48;
  const auto y =
      answer(id, c, seconds, [](int64_t t, int) { return step_at(static_cast<double>(t) / kPlotRate); });
  PlotSeries s{c.name, {}, {}, false, "", 1.5};
  for (size_t n = 0; n < y.size(); n += kEach) {
    s.x.push_back(static_cast<double>(n) / kPlotRate);
    s.y.push_back(y[n]);
  }
  return s;
}

// The step itself, for comparison.
inline PlotSeries step_input(double seconds) {
  return {"input", {0, kStepOnS, kStepOnS, kStepOffS, kStepOffS, seconds}, {0, 0, 1, 1, 0, 0}, false, "#888",
          1};
}

// Frames that go up, stay and come down, so that both slopes and a rest show.
inline double frame_value(int64_t frame) {
  constexpr double kValues[] = {0, 0, 1, 1, 0.4, 0.8, 0, 0};
  return kValues[std::min<int64_t>(frame, 7)];
}

inline PlotSeries frames_curve(const std::string& id, double seconds) {
  constexpr int kEach = 12;
  const auto y = answer(
      id, {}, seconds, [](int64_t t, int) { return frame_value(t); }, Rate::frame);
  PlotSeries s{"samples", {}, {}, false, "", 1.5};
  for (size_t n = 0; n < y.size(); n += kEach) {
    s.x.push_back(1000.0 * static_cast<double>(n) / kPlotRate);
    s.y.push_back(y[n]);
  }
  return s;
}
inline PlotSeries frames_input(double seconds) {
  PlotSeries s{"frames", {}, {}, true, "", 1.5};
  for (int64_t n = 0; static_cast<double>(n) * kHopMs < 1000 * seconds; ++n) {
    s.x.push_back(static_cast<double>(n) * kHopMs);
    s.y.push_back(frame_value(n));
  }
  return s;
}

inline PlotSeries transfer_curve(const std::string& id, const CurveSettings& c) {
  constexpr int kPoints = 200;
  const auto in = [](int64_t t, int) {
    return std::clamp(2.0 * static_cast<double>(t) / kPoints - 1, -1.0, 1.0);
  };
  const auto y = answer(id, c, (kPoints + 1.0) / kPlotRate + 1e-6, in);
  PlotSeries s{c.name, {}, {}, false, "", 1.5};
  for (size_t n = 0; n < y.size(); n += 2) {
    s.x.push_back(in(static_cast<int64_t>(n), 0));
    s.y.push_back(y[n]);
  }
  return s;
}

inline PlotSeries partials_curve(const std::string& id, const CurveSettings& c) {
  constexpr int kPartials = 32;
  const auto y = answer(
      id, c, 0.004, [](int64_t, int) { return 1.0; }, Rate::frame, kPartials);
  PlotSeries s{c.name, {}, {}, false, "", 1.5};
  for (int k = 0; k < kPartials; ++k) {
    s.x.push_back(k + 1);
    s.y.push_back(db_from_gain(y[static_cast<size_t>(k)]));
  }
  return s;
}

}  // namespace partials::test
