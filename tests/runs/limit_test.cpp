// SPDX-License-Identifier: MIT
// Guards against: a figure that is printed as equal to its limit, with the word ABOVE beside it.
#include "report/limit.h"

#include <gtest/gtest.h>

namespace partials {
namespace {

TEST(Limit, AFigureShownAsEqualIsWithin) {
  EXPECT_TRUE(within(3.0, 3.0, 2));
  EXPECT_TRUE(within(3.0049, 3.0, 2));
  EXPECT_FALSE(within(3.0051, 3.0, 2));
  EXPECT_TRUE(within(0.1, 10.0, 2));
  EXPECT_FALSE(within(10.0, 9.0, 0));
}

}  // namespace
}  // namespace partials
