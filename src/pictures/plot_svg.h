// SPDX-License-Identifier: MIT
// Small line and scatter plots as SVG text for reports: one or more series over linear or logarithmic axes,
// with ticks, labels and a legend. Points that are not finite (or not positive on a logarithmic axis) break
// the line.
#pragma once
#include <string>
#include <vector>

namespace partials {

struct PlotSeries {
  std::string name;
  std::vector<double> x, y;  // same length
  bool points = false;       // dots instead of a line
  std::string colour;        // CSS; empty takes the next of the palette
  double width = 1.5;        // of the line
};

struct PlotStyle {
  int width = 720, height = 280;
  std::string title, x_label, y_label;
  bool log_x = false, log_y = false;
  std::string background = {};  // CSS colour; empty: transparent
};

std::string svg_plot(const std::vector<PlotSeries>& series, const PlotStyle& style = {});

// Text escaped for XML and HTML.
std::string xml_escaped(const std::string& text);

}  // namespace partials
