// SPDX-License-Identifier: MIT
// Guards against: a sum whose bits depend on the number of ranks; divided work whose results change their
// order; a failure that only one rank notices, so that the others wait for ever.
#include "learn/ranks.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "support/thread_ranks.h"

namespace partials {
namespace {

TEST(Ranks, SumInTheOrderOfGroups) {
  constexpr size_t kValues = 101;
  constexpr int kGroups = 5;
  std::vector<float> groups, plain(kValues);
  for (uint64_t i = 0; i < kGroups * kValues; ++i) groups.push_back(random_bipolar(1, i));
  for (size_t g = 0; g < kGroups; ++g)
    for (size_t i = 0; i < kValues; ++i) plain[i] += groups[g * kValues + i];
  for (const int size : {1, 2, 3, 8})
    run_as_ranks(size, [&](Ranks& ranks) {
      std::vector<float> own, sum(kValues);
      for (int g = ranks.rank(); g < kGroups; g += size)
        own.insert(own.end(), groups.begin() + g * static_cast<int>(kValues),
                   groups.begin() + (g + 1) * static_cast<int>(kValues));
      ranks.sum_groups(own, kGroups, sum);
      EXPECT_EQ(sum, plain) << ranks.rank() << " of " << size;
    });
}

TEST(Ranks, DividedWorkKeepsItsOrder) {
  run_as_ranks(3, [](Ranks& ranks) {
    const auto all = shared_out(ranks, 7, [](size_t i) { return std::string(i, 'x'); });
    ASSERT_EQ(all.size(), 7u);
    for (size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].size(), i);
    EXPECT_TRUE(shared_out(ranks, 0, [](size_t) { return std::string(); }).empty());
    EXPECT_EQ(ranks.from_first(std::to_string(ranks.rank())), "0");
  });
}

TEST(Ranks, AllThrowTheFirstFailure) {
  run_as_ranks(3, [](Ranks& ranks) {
    try {
      shared_out(ranks, 9, [](size_t i) {
        if (i == 4 || i == 5) throw std::runtime_error("item " + std::to_string(i));
        return std::string("done");
      });
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error& e) {
      EXPECT_STREQ(e.what(), "item 4");
    }
  });
}

TEST(Ranks, TheFirstAloneReceives) {
  run_as_ranks(3, [](Ranks& ranks) {
    const auto got = shared_out(
        ranks, 5, [](size_t i) { return std::to_string(i); }, For::first);
    const std::vector<std::string> all{"0", "1", "2", "3", "4"};
    EXPECT_EQ(got, ranks.leads() ? all : std::vector<std::string>(5));
    EXPECT_THROW(
        shared_out(
            ranks, 5, [](size_t i) { return i == 4 ? throw std::runtime_error("item 4") : std::string(); },
            For::first),
        std::runtime_error);
  });
}

TEST(Ranks, OneComplaintEndsAll) {
  run_as_ranks(3, [](Ranks& ranks) {
    EXPECT_NO_THROW(need_all_content(ranks, ""));
    try {
      need_all_content(ranks, ranks.leads() ? "" : "rank " + std::to_string(ranks.rank()));
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error& e) {
      EXPECT_STREQ(e.what(), "rank 1");
    }
  });
}

}  // namespace
}  // namespace partials
