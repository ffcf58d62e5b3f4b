// SPDX-License-Identifier: MIT
// Guards against: repetitions that are counted twice, in trembling or at rest, or not at all where the
// quantity falls; a duration, range or smoothness that is not the movement's; a log that reads differently
// from what was written, or that a cut line makes unreadable.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "base/random.h"
#include "families/motion/practice_log.h"
#include "families/motion/repetitions.h"

namespace partials::motion {
namespace {

constexpr double kHop_s = 1. / 60;

// Raised cosines of so many seconds and so large, with a second of rest before each.
std::vector<Repetition> practised(const std::vector<std::pair<double, double>>& moves, double tremble = 0,
                                  double sign = 1) {
  Repetitions counter(kHop_s);
  counter.begin(sign > 0 ? 0 : -1, sign > 0 ? 1 : 0);
  std::vector<Repetition> all;
  double now_s = 0;
  uint64_t n = 0;
  const auto frame = [&](double x) {
    const double noise = tremble * static_cast<double>(random_bipolar(7, n++));
    if (counter.frame(now_s += kHop_s, sign * (x + noise))) all.push_back(counter.last());
  };
  for (const auto& [seconds, size] : moves) {
    for (double t = 0; t < 1; t += kHop_s) frame(0);
    for (double t = 0; t < seconds; t += kHop_s)
      frame(size * (0.5 - 0.5 * std::cos(2 * std::numbers::pi * t / seconds)));
  }
  return all;
}

TEST(Repetitions, AreCountedWithTheirRangeAndDuration) {
  for (const double sign : {1., -1.}) {
    const auto all = practised({{2, 1}, {1, 0.5}, {4, 0.8}}, 0, sign);
    ASSERT_EQ(all.size(), 3u) << sign;
    const double seconds[] = {2, 1, 4}, sizes[] = {1, 0.5, 0.8};
    for (size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(all[i].number, static_cast<int>(i) + 1);
      EXPECT_NEAR(all[i].range, sizes[i], 0.01);
      EXPECT_NEAR(all[i].share, sizes[i], 0.01);
      EXPECT_NEAR(all[i].duration_s, seconds[i] * 2 / 3, 0.06) << "above a quarter of a raised cosine";
    }
  }
}

TEST(Repetitions, AreNotCountedOfTremblingOrLessThanAFifth) {
  EXPECT_TRUE(practised({{2, 0.15}, {2, 0.15}}).empty());
  EXPECT_TRUE(practised({{20, 0}}, 0.08).empty());
  EXPECT_EQ(practised({{2, 1}, {2, 1}}, 0.05).size(), 2u);
}

TEST(Repetitions, AreSmootherWithoutTrembling) {
  const auto smooth = practised({{2, 1}}), trembling = practised({{2, 1}}, 0.02);
  ASSERT_EQ(smooth.size(), 1u);
  ASSERT_EQ(trembling.size(), 1u);
  // raised cosine over its middle 2/3: D^3 w^6 A^2 integral sin^2 / (w A)^2 with w = pi, D = 4/3
  const double d = 4. / 3, w = std::numbers::pi,
               j = d * d * d * std::pow(w, 4) * (d / 2 + std::sin(w * d) / (2 * w) * -1);
  EXPECT_NEAR(smooth[0].smoothness, -std::log1p(j), 0.15);
  EXPECT_LT(trembling[0].smoothness, smooth[0].smoothness - 1);
}

TEST(Repetitions, PassOverWhatIsNotANumber) {
  Repetitions counter(kHop_s);
  EXPECT_FALSE(counter.frame(0, 1)) << "nothing is calibrated yet";
  counter.begin(0, 1);
  EXPECT_FALSE(counter.frame(0, std::nan("")));
  EXPECT_FALSE(counter.frame(0, INFINITY));
  EXPECT_EQ(counter.count(), 0);
}

PracticeEntry entry(int64_t unix_s, int number, double range) {
  PracticeEntry e;
  e.unix_s = unix_s;
  e.repetition = {number, 0, 1.25, range, range / 2, -4.5};
  e.unit = "h";
  e.input = "left_wrist.y";
  return e;
}

TEST(PracticeLog, ReadsWhatWasWritten) {
  EXPECT_EQ(practice_time(1796061909), "2026-11-30T18:05:09Z");
  std::string text(kPracticeHead);
  text += practice_line(entry(1796061909, 1, 0.5)) + practice_line(entry(1796061919, 2, 0.7));
  text += practice_line(entry(1796161909, 1, 0.9));
  const auto log = practice_from_csv(text, "log.csv");
  ASSERT_TRUE(log) << log.error().text;
  ASSERT_EQ(log.value().entries.size(), 3u);
  EXPECT_EQ(practice_line(log.value().entries[1]), practice_line(entry(1796061919, 2, 0.7)));
  const auto sessions = practice_sessions(log.value());
  ASSERT_EQ(sessions.size(), 2u);
  EXPECT_EQ(sessions[0].repetitions, 2u);
  EXPECT_NEAR(sessions[0].range, 0.6, 1e-9);
  EXPECT_NEAR(practice_trend(sessions, "left_wrist.y", &PracticeSession::range), 0.3, 1e-9);
  EXPECT_EQ(practice_trend(sessions, "hips.y", &PracticeSession::range), 0);
}

TEST(PracticeLog, LeavesOutCutLinesAndNamesWrongOnes) {
  const std::string head(kPracticeHead), line = practice_line(entry(1796061909, 1, 0.5));
  const auto cut =
      practice_from_csv(head + line + line.substr(0, 30) + "\n" + line + line.substr(0, 60), "log.csv");
  ASSERT_TRUE(cut) << cut.error().text;
  EXPECT_EQ(cut.value().entries.size(), 2u);
  EXPECT_EQ(cut.value().incomplete, 2u);
  EXPECT_FALSE(practice_from_csv("time_s,a\n0,1\n", "other.csv")) << "no log of practice";
  EXPECT_FALSE(practice_from_csv("", "empty.csv"));
  for (const auto& [from, to] : {std::pair{"2026-11-30", "2026-13-30"}, {",1,", ",0,"}, {"1.25", "nan"}}) {
    std::string wrong = line;
    wrong.replace(wrong.find(from), std::string(from).size(), to);
    const auto read = practice_from_csv(head + wrong, "log.csv");
    ASSERT_FALSE(read) << to;
    EXPECT_NE(read.error().text.find("log.csv, line 2"), std::string::npos) << read.error().text;
  }
}

TEST(PracticeLog, KeepsALineALineWhateverAnInputIsCalled) {
  PracticeEntry e = entry(0, 1, 1);
  e.input = "a,b\n\"c\";#";
  const auto log = practice_from_csv(std::string(kPracticeHead) + practice_line(e), "log.csv");
  ASSERT_TRUE(log) << log.error().text;
  ASSERT_EQ(log.value().entries.size(), 1u);
  EXPECT_EQ(log.value().entries[0].input, "a_b__c___");
}

}  // namespace
}  // namespace partials::motion
