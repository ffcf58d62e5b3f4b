// SPDX-License-Identifier: MIT
// Guards against: a training recording that a card names but the evaluation misses.
#include "report/card_rows.h"

#include <gtest/gtest.h>

namespace partials {
namespace {

TEST(CardRows, NestedKeysAreJoinedAndListsCounted) {
  const auto rows = card_rows({{"name", "Violin"},
                               {"training", {{"seed", 7}, {"code_version", ""}}},
                               {"recordings", {{{"sha256", "x"}}, {{"sha256", "y"}}}},
                               {"keys", {"a", "b"}}});
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].term + "=" + rows[0].description, "name=Violin");
  EXPECT_EQ(rows[1].term + "=" + rows[1].description, "keys=a, b");
  EXPECT_EQ(rows[2].term + "=" + rows[2].description, "recordings=2");
  EXPECT_EQ(rows[3].term + "=" + rows[3].description, "training seed=7");
}

TEST(CardRows, ATimeThatWasNotTakenIsNotTold) {
  EXPECT_TRUE(card_rows({{"training_s", 0.0}}).empty());
  EXPECT_EQ(card_rows({{"training_s", 12.5}}).size(), 1u);
}

TEST(CardRows, HashesAreFoundAtAnyDepth) {
  const std::string a(64, 'a'), b = std::string(63, '0') + "f";
  const auto found = hashes_named(
      {{"recordings", {{{"sha256", a}}, {{"files", {{{"sha256", b}}}}}}}, {"sha256", "short"}, {"other", a}});
  EXPECT_EQ(found, (std::set<std::string>{a, b}));
}

}  // namespace
}  // namespace partials
