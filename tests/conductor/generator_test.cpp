// SPDX-License-Identifier: MIT
// Guards against: generated conducting whose truth is not what the hand shows, or that is not the same twice.
#include "families/conductor/train/generator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <set>

#include "base/need.h"
#include "families/conductor/train/conducted.h"
#include "families/conductor/train/take_files.h"
#include "families/motion/train/take_folder.h"

namespace partials::conductor {
namespace {

Watching clear_view() {
  Watching w;
  w.rate_hz = 120;
  w.noise_m = w.jitter_s = w.stamp_s = w.lost = 0;
  return w;
}
Style clean_style() {
  Style s;
  s.freedom = s.sway_m = 0;
  return s;
}

TEST(Generator, BeatsOfASteadyPieceAreOnePeriodApart) {
  Piece p;
  p.tempo_bpm = 90;
  p.rubato = p.unevenness = p.jump_every_s = p.hold_every_s = 0;
  const TempoCourse course(p, 3);
  const auto& b = course.beats_s();
  ASSERT_GT(b.size(), 40u);
  for (size_t k = 1; k < b.size(); ++k) EXPECT_NEAR(b[k] - b[k - 1], 60.0 / 90, 2e-4);
  EXPECT_NEAR(course.coming_tempo_at(b[4] + 0.1), 1.5, 0.01);
  EXPECT_FALSE(course.going_at(0.2)) << "the hand rests before the upbeat";
  EXPECT_TRUE(course.jumps().empty());
}

TEST(Generator, TheHandIsLowestAtTheBeat) {
  Piece p;
  p.bar = 3;
  p.tempo_bpm = 72;
  p.rubato = p.unevenness = p.jump_every_s = p.hold_every_s = p.dynamics = 0;
  Style style = clean_style();
  style.roundness = 1;
  const motion::Take take = conducted_take(style, p, clear_view(), 5);
  const Truth truth = need(truth_of(take));
  ASSERT_GT(truth.beats_s.size(), 30u);
  for (size_t k = 1; k + 1 < truth.beats_s.size(); ++k) {
    size_t lowest = 0;
    float least = 1e9f;
    for (size_t n = 0; n < take.frames(); ++n)
      if (std::fabs(take.times_s[n] - truth.beats_s[k]) < 0.3 && take.frame(n)[1] < least) {
        least = take.frame(n)[1];
        lowest = n;
      }
    EXPECT_NEAR(take.times_s[lowest], truth.beats_s[k], 0.03) << "beat " << k;
  }
}

TEST(Generator, StepsOfTheTempoAndFermatasAreTold) {
  Piece p;
  p.rubato = p.unevenness = 0;
  p.jump_every_s = 6;
  p.hold_every_s = 8;
  p.length_s = 120;
  const TempoCourse course(p, 9);
  const motion::Take take = conducted_take(clean_style(), p, clear_view(), 9);
  const Truth truth = need(truth_of(take));
  EXPECT_GT(truth.jumps.size(), 3u);
  for (const size_t k : truth.jumps) {
    const auto& b = truth.beats_s;
    EXPECT_GE(std::fabs(std::log((b[k + 1] - b[k]) / (b[k] - b[k - 1]))), kLeastJump);
    EXPECT_TRUE(std::count(course.jumps().begin(), course.jumps().end(), static_cast<int>(k)));
  }
  const auto rests = std::count(truth.rests_after.begin(), truth.rests_after.end(), true);
  EXPECT_GT(rests, 4);
  // Where the hand rests, it stands still.
  const int going = take.find("conducted.going");
  int still = 0;
  for (size_t n = 1; n < take.frames(); ++n) {
    if (take.frame(n)[going] > 0.5f || take.frame(n - 1)[going] > 0.5f) continue;
    EXPECT_LT(std::fabs(take.frame(n)[1] - take.frame(n - 1)[1]), 0.01f);
    ++still;
  }
  EXPECT_GT(still, 200);
}

TEST(Generator, TheSeedDecidesAndPeopleForJudgingAreOthers) {
  GeneratorOptions o;
  o.people_per_manner = 1;
  o.takes_per_person = 2;
  o.take_s = 10;
  const auto a = generate(o), b = generate(o);
  o.seed = 2;
  const auto c = generate(o);
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].values, b[i].values);
    EXPECT_NE(a[i].values, c[i].values);
    const double rate_hz = static_cast<double>(a[i].frames()) / a[i].times_s.back();
    EXPECT_GT(rate_hz, 25);
    EXPECT_LT(rate_hz, 125);
  }
  o.people = People::unseen;
  std::set<std::string> seen, unseen;
  for (const auto& take : a) seen.insert(take.person);
  for (const auto& take : generate(o)) unseen.insert(take.person);
  EXPECT_EQ(seen.size(), 8u);
  EXPECT_EQ(unseen.size(), 3u);
  for (const std::string& person : unseen) EXPECT_FALSE(seen.contains(person)) << person;
}

TEST(Generator, TakesAreTheSameFromFiles) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("conductor_files_" + std::to_string(::getpid()));
  GeneratorOptions o;
  o.people_per_manner = 1;
  o.takes_per_person = 2;
  o.take_s = 6;
  const auto takes = generate(o);
  ASSERT_TRUE(write_takes(takes, folder.string()));
  const auto read = motion::read_takes({folder.string()}).takes;
  const auto again = write_takes(takes, folder.string());
  std::filesystem::remove_all(folder);
  ASSERT_FALSE(again) << "takes of two seeds in one folder would be mixed";
  EXPECT_NE(again.error().text.find("new folder"), std::string::npos) << again.error().text;
  ASSERT_EQ(read.size(), takes.size());
  for (const auto& wanted : takes) {
    const auto own = std::find_if(read.begin(), read.end(), [&](const auto& t) {
      return t.person == wanted.person && t.values == wanted.values;
    });
    ASSERT_NE(own, read.end()) << wanted.name;
    EXPECT_EQ(own->licence, "CC0-1.0");
    const Truth a = need(truth_of(*own)), b = need(truth_of(wanted));
    ASSERT_EQ(a.beats_s.size(), b.beats_s.size());
    for (size_t k = 0; k < a.beats_s.size(); ++k)
      EXPECT_NEAR(a.beats_s[k], b.beats_s[k] - wanted.times_s.front(), 1e-4);
  }
}

TEST(Generator, TruthThatIsNoneIsRefused) {
  const motion::Take good = conducted_take(clean_style(), {}, clear_view(), 5);
  const auto beat = static_cast<size_t>(good.find("conducted.beat"));
  const auto refused = [&](size_t frame, float value, const char* word) {
    motion::Take take = good;
    take.frame(frame)[beat] = value;
    const auto truth = truth_of(take);
    ASSERT_FALSE(truth) << value;
    EXPECT_NE(truth.error().text.find(word), std::string::npos) << truth.error().text;
    EXPECT_FALSE(example_of(take, "", 1.0 / 60) && std::isnan(value));
  };
  refused(400, 1e12f, "beats a second");
  refused(0, -1e12f, "beats a second");
  refused(400, std::numeric_limits<float>::quiet_NaN(), "no number");
  motion::Take without = good;
  without.channels[beat].name = "beat";
  EXPECT_FALSE(truth_of(without));
}

}  // namespace
}  // namespace partials::conductor
