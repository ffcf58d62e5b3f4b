// SPDX-License-Identifier: MIT
// One movement recorded once and filed twice is found, whatever was done to the copy; two movements are not
// taken for one. Folds keep what hangs together on one side.
#include "families/motion/repeats.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "families/motion/even_take.h"
#include "families/motion/mirror.h"
#include "families/motion/split_takes.h"

using namespace partials::motion;

namespace {

// Twenty seconds of two hands; seeds move differently.
Take movement(int seed) {
  Take take;
  take.name = "take " + std::to_string(seed);
  for (const char* c : {"left_wrist.x", "left_wrist.y", "right_wrist.x", "right_wrist.y"})
    take.channels.push_back({c, "m"});
  for (int n = 0; n < 600; ++n) {
    const double t = n / 30.0;
    take.times_s.push_back(t);
    for (int c = 0; c < 4; ++c) {
      double x = 0;
      for (int k = 1; k <= 6; ++k)
        x += std::sin(t * (0.4 * k + 0.13 * seed + 0.07 * c) + 1.7 * seed * k + c * c) / k;
      take.values.push_back(static_cast<float>(x));
    }
  }
  return take;
}

Take cut(const Take& take, size_t from, size_t to) {
  Take part = take;
  const auto width = static_cast<std::ptrdiff_t>(take.channels.size());
  const auto a = static_cast<std::ptrdiff_t>(from), b = static_cast<std::ptrdiff_t>(to);
  part.times_s.assign(take.times_s.begin() + a, take.times_s.begin() + b);
  part.values.assign(take.values.begin() + a * width, take.values.begin() + b * width);
  return part;
}

Repeat only_repeat(const Take& copy) {
  const auto repeats = find_repeats({movement(1), movement(2), copy});
  EXPECT_EQ(repeats.size(), 1u);
  if (repeats.size() != 1) return {};
  EXPECT_EQ(repeats[0].first, 0u);
  EXPECT_EQ(repeats[0].second, 2u);
  return repeats[0];
}

Take named(const char* name, const char* person, const char* session, const char* together,
           size_t frames = 10) {
  Take take;
  take.name = name;
  take.person = person;
  take.session = session;
  take.together = together;
  take.times_s.resize(frames);
  return take;
}

using Lists = std::vector<std::vector<size_t>>;

}  // namespace

TEST(Repeats, DifferentMovementsAreNotTakenForOne) {
  EXPECT_TRUE(find_repeats({movement(1), movement(2), movement(3), movement(4)}).empty());
  EXPECT_TRUE(find_repeats({}).empty());
}

TEST(Repeats, ATakeThatWasMarkedAgainIsFound) {
  Take again = movement(1);
  again.labels.assign(again.frames(), "other");
  const Repeat r = only_repeat(again);
  EXPECT_NEAR(r.lag_s, 0, 1e-9);
  EXPECT_FALSE(r.is_mirrored);
  EXPECT_NE(r.sentence.find("take 1"), std::string::npos) << r.sentence;
}

TEST(Repeats, AMirroredTakeIsFoundAndCalledSo) {
  EXPECT_TRUE(only_repeat(mirrored(movement(1))).is_mirrored);
}

TEST(Repeats, AResampledTakeIsFound) { EXPECT_GT(only_repeat(even_take(movement(1), 0.05)).likeness, 0.97); }

TEST(Repeats, ACutMovedAndScaledTakeIsFoundWithItsPlace) {
  Take part = cut(movement(1), 157, 457);
  for (float& x : part.values) x = 100 * x + 30;
  const Repeat r = only_repeat(part);
  EXPECT_NEAR(r.lag_s, 157 / 30.0, 0.02);
  EXPECT_NEAR(r.overlap_s, 10, 0.2);
}

TEST(Repeats, TakesThatStandStillOrAreShortAreLeftAlone) {
  Take still = movement(1);
  still.values.assign(still.values.size(), 1.f);
  EXPECT_TRUE(find_repeats({still, still, cut(movement(1), 0, 20), cut(movement(1), 0, 1)}).empty());
}

TEST(Split, APersonASessionAndAJointRecordingStayOnOneSide) {
  const std::vector<Take> takes = {named("a1", "a", "s1", "t1"), named("b1", "b", "s2", "t1"),
                                   named("c1", "c", "s3", ""), named("c2", "c", "s4", ""),
                                   named("d1", "d", "s4", "")};
  const auto by_person = split_takes(takes, HoldOut::person);
  ASSERT_TRUE(by_person.ok());
  EXPECT_EQ(by_person.value().held_out, (Lists{{0, 1}, {2, 3, 4}}));
  const auto by_session = split_takes(takes, HoldOut::session);
  ASSERT_TRUE(by_session.ok());
  EXPECT_EQ(by_session.value().held_out, (Lists{{0, 1}, {2}, {3, 4}}));
  const auto by_take = split_takes(takes, HoldOut::take);
  ASSERT_TRUE(by_take.ok());
  EXPECT_EQ(by_take.value().held_out, (Lists{{0, 1}, {2}, {3}, {4}}));
  EXPECT_NE(by_take.value().sentence, by_person.value().sentence);
}

TEST(Split, ARepeatStaysWithWhatItRepeats) {
  const std::vector<Take> takes = {named("a", "a", "1", ""), named("b", "b", "2", ""),
                                   named("c", "c", "3", "")};
  Repeat repeat;
  repeat.first = 0;
  repeat.second = 2;
  const auto folds = split_takes(takes, HoldOut::person, {repeat});
  ASSERT_TRUE(folds.ok());
  EXPECT_EQ(folds.value().held_out, (Lists{{0, 2}, {1}}));
}

TEST(Split, AnUnknownPersonCannotBeHeldOut) {
  const auto folds = split_takes({named("a", "", "", ""), named("b", "b", "", "")}, HoldOut::person);
  ASSERT_FALSE(folds.ok());
  EXPECT_NE(folds.error().text.find("person of a is unknown"), std::string::npos) << folds.error().text;
  const auto alone = split_takes({named("a", "a", "", ""), named("b", "a", "", "")}, HoldOut::person);
  ASSERT_FALSE(alone.ok());
  EXPECT_NE(alone.error().text.find("hang together"), std::string::npos) << alone.error().text;
}

TEST(Split, FoldsAreJoinedToEqualLengths) {
  const std::vector<Take> takes = {named("a", "a", "", "", 60), named("b", "b", "", "", 30),
                                   named("c", "c", "", "", 30), named("d", "d", "", "", 10)};
  const auto folds = split_takes(takes, HoldOut::person);
  ASSERT_TRUE(folds.ok());
  EXPECT_EQ(joined_folds(folds.value(), takes, 2).held_out, (Lists{{0, 3}, {1, 2}}));
  EXPECT_EQ(joined_folds(folds.value(), takes, 9).held_out.size(), 4u);
}
