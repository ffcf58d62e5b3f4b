// SPDX-License-Identifier: MIT
#include "families/motion/train/judge_takes.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "base/listed.h"
#include "base/need.h"
#include "families/motion/even_take.h"
#include "families/motion/mapping.h"
#include "families/motion/take_rows.h"

namespace partials::motion {
namespace {

double share_right(const Mapping& m, const PlayedTake& played, const std::string& take) {
  const auto& likelihood = played.outputs.at("likelihood");
  const size_t width = played.frames ? likelihood.size() / played.frames : 0;
  size_t right = 0, judged = 0;
  for (size_t n = 0; n < played.frames && n < played.labels.size(); ++n) {
    const auto name = std::find(m.names.begin(), m.names.end(), played.labels[n]);
    if (name == m.names.end()) continue;
    const auto row = likelihood.begin() + static_cast<ptrdiff_t>(n * width);
    ++judged;
    right += std::max_element(row, row + static_cast<ptrdiff_t>(width)) - row == name - m.names.begin();
  }
  if (judged == 0)
    throw std::runtime_error("No frame of the take '" + take +
                             "' has a label that the model knows; add a column 'label', or judge it on other "
                             "takes.");
  return 100 * static_cast<double>(right) / static_cast<double>(judged);
}

void need_wanted(const Take& take, const std::vector<std::string>& outputs) {
  std::vector<std::string> missing;
  for (const std::string& name : outputs)
    if (take.find(name) < 0) missing.push_back(name);
  if (!missing.empty())
    throw std::runtime_error("The take '" + take.name + "' has no channel " + listed(missing) +
                             ", so there is no wanted value to judge that output by; give the take a column "
                             "of the wanted values for every output.");
}

double relative_error(const Model& model, const Mapping& m, const PlayedTake& played, const Take& take) {
  std::vector<std::string> names;
  for (const MappingOutput& o : m.outputs) names.push_back(o.name);
  need_wanted(take, names);
  const double hop_s = static_cast<double>(model.graph.hop_num) / static_cast<double>(model.graph.hop_den);
  const auto wanted = need(rows_of(even_take(take, hop_s), names));
  const auto& values = played.outputs.at("values");
  double sum = 0;
  size_t count = 0;
  for (size_t i = 0; i < values.size() && i < wanted.size(); ++i) {
    if (!std::isfinite(wanted[i])) continue;
    const MappingOutput& o = m.outputs[i % m.outputs.size()];
    const double off = static_cast<double>(values[i] - wanted[i]) / static_cast<double>(o.high - o.low);
    sum += off * off;
    ++count;
  }
  if (!count) throw std::runtime_error("The take '" + take.name + "' holds no wanted value to judge by.");
  return 100 * std::sqrt(sum / static_cast<double>(count));
}

}  // namespace

JudgedExample judge_take(const Model& model, const Take& take) {
  const Mapping& m = mapping_of(model);
  const PlayedTake played = need(play_take(model, take));
  if (m.kind == MappingKind::regression)
    return {take.name, {{"error", "%", true, relative_error(model, m, played, take)}}};
  return {take.name, {{"accuracy", "%", false, share_right(m, played, take.name)}}};
}

}  // namespace partials::motion
