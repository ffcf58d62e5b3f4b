// SPDX-License-Identifier: MIT
// The follower on real letters (tests/data/body/letters.csv): each is drawn 15 times with a mouse, one
// drawing is the example. Guards against: a follower that guesses another letter, or that does not know how
// far it is.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "families/motion/live_mapping.h"
#include "families/motion/mapping.h"

namespace partials::motion {
namespace {

using Drawing = std::vector<float>;  // [frames][x, y]
constexpr int kDrawings = 15;

std::map<std::string, std::vector<Drawing>> letters() {
  std::map<std::string, std::vector<Drawing>> all;
  std::ifstream in(PARTIALS_SOURCE_DIR "/tests/data/body/letters.csv");
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
std::vector<double> aligned(const Drawing& drawing, const Drawing& example) {
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

std::shared_ptr<const Model> follower_of(const std::map<std::string, std::vector<Drawing>>& all,
                                         size_t example) {
  Mapping m;
  m.kind = MappingKind::follower;
  m.inputs = {{"x", "px", 0, 800, 0}, {"y", "px", 0, 800, 0}};
  m.demonstrations = Demonstrations(2, 0);
  for (const auto& [letter, drawings] : all)
    EXPECT_TRUE(m.demonstrations.add(GestureExample{0, letter, drawings[example], false}));
  return std::make_shared<const Model>(make_mapping_model(m, plain_features(100, 2), "letters").value());
}

TEST(Letters, OneExampleTellsWhichAndHowFar) {
  const auto all = letters();
  ASSERT_EQ(all.size(), 3u);
  double asked = 0, half_way = 0, at_end = 0, away = 0;
  for (size_t example = 0; example < kDrawings; example += 3) {
    LiveMapping player;
    ASSERT_TRUE(player.post(follower_of(all, example)));
    size_t letter = 0;
    for (const auto& [name, drawings] : all) {
      for (size_t d = 0; d < drawings.size(); ++d) {
        if (d == example) continue;
        const Drawing& x = drawings[d];
        const auto place = aligned(x, drawings[example]);
        double difference = 0;
        const size_t n = x.size() / 2;
        for (size_t t = 0; t < n; ++t) {
          player.frame({&x[2 * t], 2}, t == 0);
          const auto p = player.output("likelihood");
          const bool right =
              std::max_element(p.begin(), p.end()) - p.begin() == static_cast<ptrdiff_t>(letter);
          half_way += t == n / 2 && right;
          at_end += t == n - 1 && right;
          difference += std::abs(player.output("progress")[letter] - place[t]) / static_cast<double>(n);
        }
        away += difference;
        ++asked;
      }
      ++letter;
    }
  }
  RecordProperty("half_way", std::to_string(half_way / asked));
  RecordProperty("at_end", std::to_string(at_end / asked));
  RecordProperty("progress", std::to_string(away / asked));
  EXPECT_GE(half_way / asked, 0.97);
  EXPECT_GE(at_end / asked, 0.97);
  EXPECT_LE(away / asked, 0.05) << "of the progress, mean";
  std::printf("half way %.3f, at the end %.3f, progress within %.3f\n", half_way / asked, at_end / asked,
              away / asked);
}

}  // namespace
}  // namespace partials::motion
