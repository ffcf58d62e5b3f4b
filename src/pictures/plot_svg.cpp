// SPDX-License-Identifier: MIT
#include "pictures/plot_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace partials {
namespace {

constexpr const char* kPalette[] = {"#1f6fb4", "#d1495b", "#3a923a", "#8661c1", "#c77c11", "#4c9f9f"};
constexpr double kLeft = 56, kRight = 20, kTop = 26, kBottom = 40;

// One axis: maps data to 0..1, and has ticks.
struct Axis {
  double low = 0.0, high = 1.0;
  bool log = false;
  bool takes(double v) const { return std::isfinite(v) && (!log || v > 0.0); }
  double form(double v) const { return log ? std::log10(v) : v; }
  double unit(double v) const { return (form(v) - low) / (high - low); }
  std::vector<double> ticks() const {
    std::vector<double> t;
    if (log) {
      for (double e = std::floor(low); e <= high; e += 1.0)
        for (const double m : {1.0, 2.0, 5.0})
          if (form(m * std::pow(10.0, e)) >= low - 1e-9 && form(m * std::pow(10.0, e)) <= high + 1e-9)
            t.push_back(m * std::pow(10.0, e));
      return t;
    }
    const double raw = (high - low) / 6.0, decade = std::pow(10.0, std::floor(std::log10(raw)));
    const double step = decade * (raw / decade > 5.0   ? 10.0
                                  : raw / decade > 2.0 ? 5.0
                                  : raw / decade > 1.0 ? 2.0
                                                       : 1.0);
    for (double v = std::ceil(low / step) * step; v <= high + 1e-9 * step; v += step)
      t.push_back(std::abs(v) < 1e-9 * step ? 0.0 : v);
    return t;
  }
};

template <class Get>
Axis axis_over(const std::vector<PlotSeries>& series, bool log, Get get) {
  Axis a{1e300, -1e300, log};
  for (const auto& s : series)
    for (const double v : get(s))
      if (a.takes(v)) {
        a.low = std::min(a.low, a.form(v));
        a.high = std::max(a.high, a.form(v));
      }
  if (a.low > a.high) {
    a.low = 0.0;
    a.high = 1.0;
  }
  if (a.high - a.low < 1e-12) {
    a.low -= 0.5;
    a.high += 0.5;
  }
  return a;
}

}  // namespace

std::string xml_escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\'')
      out += "&#39;";
    else
      out += c;
  }
  return out;
}

std::string svg_plot(const std::vector<PlotSeries>& series, const PlotStyle& style) {
  const Axis ax =
      axis_over(series, style.log_x, [](const PlotSeries& s) -> const std::vector<double>& { return s.x; });
  const Axis ay =
      axis_over(series, style.log_y, [](const PlotSeries& s) -> const std::vector<double>& { return s.y; });
  const double w = style.width - kLeft - kRight, h = style.height - kTop - kBottom;
  const auto px = [&](double v) { return kLeft + ax.unit(v) * w; };
  const auto py = [&](double v) { return kTop + (1.0 - ay.unit(v)) * h; };
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" "
      "font-family=\"sans-serif\" font-size=\"11\">\n",
      style.width, style.height);
  if (!style.background.empty())
    out += fmt::format("<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{}\"/>\n",
                       xml_escaped(style.background));
  out += fmt::format("<text x=\"{}\" y=\"16\" font-size=\"13\">{}</text>\n", kLeft, xml_escaped(style.title));
  for (const double t : ax.ticks())
    out += fmt::format(
        "<path d=\"M{0:.1f} {1:.1f}V{2:.1f}\" stroke=\"#ddd\"/><text x=\"{0:.1f}\" y=\"{3:.1f}\" "
        "text-anchor=\"middle\">{4:g}</text>\n",
        px(t), kTop, kTop + h, kTop + h + 14, t);
  for (const double t : ay.ticks())
    out += fmt::format(
        "<path d=\"M{1:.1f} {0:.1f}H{2:.1f}\" stroke=\"#ddd\"/><text x=\"{3:.1f}\" y=\"{4:.1f}\" "
        "text-anchor=\"end\">{5:g}</text>\n",
        py(t), kLeft, kLeft + w, kLeft - 5, py(t) + 4, t);
  out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n", kLeft + w / 2,
                     style.height - 8.0, xml_escaped(style.x_label));
  out +=
      fmt::format("<text transform=\"translate(12 {:.1f}) rotate(-90)\" text-anchor=\"middle\">{}</text>\n",
                  kTop + h / 2, xml_escaped(style.y_label));
  double legend_x = style.width - kRight;
  for (size_t n = series.size(); n-- > 0;) {
    const PlotSeries& s = series[n];
    const std::string colour = s.colour.empty() ? kPalette[n % std::size(kPalette)] : xml_escaped(s.colour);
    std::string path;
    bool pen = false;
    for (size_t i = 0; i < std::min(s.x.size(), s.y.size()); ++i) {
      if (!ax.takes(s.x[i]) || !ay.takes(s.y[i])) {
        pen = false;
      } else if (s.points) {
        out += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2\" fill=\"{}\" fill-opacity=\"0.5\"/>\n",
                           px(s.x[i]), py(s.y[i]), colour);
      } else {
        path += fmt::format("{}{:.1f} {:.1f}", pen ? 'L' : 'M', px(s.x[i]), py(s.y[i]));
        pen = true;
      }
    }
    if (!path.empty())
      out += fmt::format(
          "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{:g}\" stroke-linejoin=\"round\"/>\n",
          path, colour, s.width);
    if (s.name.empty()) continue;
    out += fmt::format("<text x=\"{:.1f}\" y=\"16\" text-anchor=\"end\" fill=\"{}\">{}</text>\n", legend_x,
                       colour, xml_escaped(s.name));
    legend_x -= 12.0 + 6.2 * static_cast<double>(s.name.size());
  }
  return out + "</svg>\n";
}

}  // namespace partials
