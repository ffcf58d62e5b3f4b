// SPDX-License-Identifier: MIT
// Letters drawn with a mouse (a CSV file take, letter, frame, x, y), a follower of one drawing of each, and
// where a drawing is in another by an offline alignment: what the follower's test and its bench measure with.
#pragma once
#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "families/motion/live_mapping.h"
#include "families/motion/mapping.h"

namespace partials::motion {

using Drawing = std::vector<float>;                           // [frames][x, y]
using Letters = std::map<std::string, std::vector<Drawing>>;  // drawings of each letter, in the file's order

inline Letters read_letters(const std::string& path) {
  Letters all;
  std::ifstream in(path);
  std::string line, last_take;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string take, letter, frame, x, y;
    for (std::string* field : {&take, &letter, &frame, &x, &y}) std::getline(fields, *field, ',');
    if (take != last_take) all[letter].emplace_back();
    last_take = take;
    all[letter].back().push_back(std::stof(x));
    all[letter].back().push_back(std::stof(y));
  }
  return all;
}

// Where in the example each frame of a drawing is, 0 .. 1: dynamic time warping of the whole (Sakoe and Chiba
// 1978), steps of one frame in either or both; the mean of the places that a frame is aligned with.
inline std::vector<double> aligned(const Drawing& drawing, const Drawing& example) {
  const size_t n = drawing.size() / 2, m = example.size() / 2;
  std::vector<double> cost((n + 1) * (m + 1), 1e30);
  const auto at = [&](size_t i, size_t j) -> double& { return cost[i * (m + 1) + j]; };
  at(0, 0) = 0;
  for (size_t i = 1; i <= n; ++i)
    for (size_t j = 1; j <= m; ++j)
      at(i, j) =
          std::hypot(drawing[2 * i - 2] - example[2 * j - 2], drawing[2 * i - 1] - example[2 * j - 1]) +
          std::min({at(i - 1, j - 1), at(i - 1, j), at(i, j - 1)});
  std::vector<double> place(n, 0), count(n, 0);
  for (size_t i = n, j = m; i > 0 && j > 0;) {
    place[i - 1] += static_cast<double>(j - 1) / static_cast<double>(m - 1);
    ++count[i - 1];
    const double both = at(i - 1, j - 1), one = at(i - 1, j), other = at(i, j - 1);
    if (both <= one && both <= other) {
      --i;
      --j;
    } else if (one <= other) {
      --i;
    } else {
      --j;
    }
  }
  for (size_t i = 0; i < n; ++i) place[i] /= std::max(count[i], 1.0);
  return place;
}

// Learned from drawing `example` of every letter.
inline std::shared_ptr<const Model> follower_of(const Letters& all, size_t example) {
  Mapping m;
  m.kind = MappingKind::follower;
  m.inputs = {{"x", "px", 0, 800, 0}, {"y", "px", 0, 800, 0}};
  m.demonstrations = Demonstrations(2, 0);
  for (const auto& [letter, drawings] : all)
    m.demonstrations.add(GestureExample{0, letter, drawings[example], false}).value();
  return std::make_shared<const Model>(make_mapping_model(m, plain_features(100, 2), "letters").value());
}

// What a follower says in one frame.
struct Followed {
  size_t letter = 0;    // the likeliest, in the order of Letters
  double progress = 0;  // in the example of the letter that is drawn
};

inline Followed followed(const LiveMapping& player, size_t letter) {
  const auto likelihood = player.output("likelihood");
  const auto best = std::max_element(likelihood.begin(), likelihood.end()) - likelihood.begin();
  return {static_cast<size_t>(best), player.output("progress")[letter]};
}

struct FollowedScore {
  double half_way = 0, at_end = 0;  // share of drawings whose letter is right there
  double away = 0;                  // of the progress from the alignment, mean over frames, then drawings
  int drawings = 0;

  void add(size_t letter, const Drawing& drawing, const Drawing& example, const std::vector<Followed>& said) {
    const std::vector<double> place = aligned(drawing, example);
    const size_t n = place.size();
    double difference = 0;
    for (size_t t = 0; t < n; ++t)
      difference += std::abs(said[t].progress - place[t]) / static_cast<double>(n);
    const auto share = [&](double& mean, double value) { mean += (value - mean) / (drawings + 1); };
    share(half_way, said[n / 2].letter == letter);
    share(at_end, said[n - 1].letter == letter);
    share(away, difference);
    ++drawings;
  }
};

}  // namespace partials::motion
