// SPDX-License-Identifier: MIT
// The follower on real letters (tests/data/body/letters.csv): each is drawn 15 times with a mouse, one
// drawing is the example. Guards against: a follower that guesses another letter, or that does not know how
// far it is.
#include "motion/letters.h"

#include <gtest/gtest.h>

namespace partials::motion {
namespace {

constexpr size_t kDrawings = 15;

TEST(Letters, OneExampleTellsWhichAndHowFar) {
  const Letters all = read_letters(PARTIALS_SOURCE_DIR "/tests/data/body/letters.csv");
  ASSERT_EQ(all.size(), 3u);
  FollowedScore score;
  for (size_t example = 0; example < kDrawings; example += 3) {
    LiveMapping player;
    ASSERT_TRUE(player.post(follower_of(all, example)));
    size_t letter = 0;
    for (const auto& [name, drawings] : all) {
      for (size_t d = 0; d < drawings.size(); ++d) {
        if (d == example) continue;
        std::vector<Followed> said;
        for (size_t t = 0; 2 * t < drawings[d].size(); ++t) {
          player.frame({&drawings[d][2 * t], 2}, t == 0);
          said.push_back(followed(player, letter));
        }
        score.add(letter, drawings[d], drawings[example], said);
      }
      ++letter;
    }
  }
  EXPECT_GE(score.half_way, 0.97);
  EXPECT_GE(score.at_end, 0.97);
  EXPECT_LE(score.away, 0.05) << "of the progress, mean";
  std::printf("half way %.3f, at the end %.3f, progress within %.3f\n", score.half_way, score.at_end,
              score.away);
}

}  // namespace
}  // namespace partials::motion
