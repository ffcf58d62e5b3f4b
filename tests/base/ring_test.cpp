// SPDX-License-Identifier: MIT
// Guards against: items lost, doubled, torn or out of order between two threads. Run it under the thread
// sanitizer too.
#include "base/ring.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <thread>

namespace partials {
namespace {

TEST(Ring, GivesBackInOrderAndSaysWhenFullOrEmpty) {
  Ring<int, 4> r;
  int x = -1;
  EXPECT_FALSE(r.pop(x));
  for (int round = 0; round < 10; ++round) {
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(r.push(10 * round + i));
    EXPECT_FALSE(r.push(99));
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(r.pop(x) && x == 10 * round + i);
    EXPECT_FALSE(r.pop(x));
  }
}

TEST(Ring, TwoThreadsLoseNothing) {
  struct Item {
    uint64_t number, square;
  };
  constexpr uint64_t kItems = 50000;
  Ring<Item, 64> r;
  std::thread pusher([&r] {
    for (uint64_t i = 0; i < kItems;)
      if (r.push({i, i * i}))
        ++i;
      else
        std::this_thread::yield();
  });
  uint64_t wanted = 0, wrong = 0;
  for (Item item{}; wanted < kItems;) {
    if (!r.pop(item)) {
      std::this_thread::yield();
      continue;
    }
    wrong += item.number != wanted || item.square != wanted * wanted;
    ++wanted;
  }
  pusher.join();
  EXPECT_EQ(wrong, 0u);
}

}  // namespace
}  // namespace partials
