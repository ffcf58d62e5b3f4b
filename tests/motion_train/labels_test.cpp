// SPDX-License-Identifier: MIT
// Guards against: evaluation that peeks at held-out people, and labels that are told worse than before.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

#include "families/motion/csv_reader.h"
#include "families/motion/train/evaluate_labels.h"
#include "families/motion/train/label_score.h"
#include "families/motion/train/softmax_fit.h"
#include "system/file.h"

namespace partials::motion {
namespace {

TEST(LabelScore, MacroF1IsTheMeanOverLabelsThatOccurred) {
  LabelScore score(3);
  for (const auto& [truth, said] : std::vector<std::pair<size_t, size_t>>{{0, 0}, {0, 0}, {0, 1}, {1, 1}})
    score.add(truth, said);
  EXPECT_DOUBLE_EQ(score.right(), 0.75);
  EXPECT_DOUBLE_EQ(score.macro_f1(), (4.0 / 5 + 2.0 / 3) / 2);
}

TEST(SoftmaxFit, FindsTheOddsThatMadeTheLabels) {
  std::mt19937_64 random(2);
  std::normal_distribution<float> normal;
  std::vector<float> x;
  std::vector<size_t> label;
  for (int i = 0; i < 20000; ++i) {
    const float a = normal(random), b = normal(random);
    const double p = 1 / (1 + std::exp(-(2 * a - b + 0.5)));
    x.insert(x.end(), {a, b});
    label.push_back(std::uniform_real_distribution<double>(0, 1)(random) < p);
  }
  const SoftmaxFit fit = fit_softmax(x, 2, label, 2, {.decay = 1e-6, .steps = 200});
  EXPECT_NEAR(fit.w[2] - fit.w[0], 2, 0.1);
  EXPECT_NEAR(fit.w[3] - fit.w[1], -1, 0.1);
  EXPECT_NEAR(fit.b[1] - fit.b[0], 0.5, 0.1);
}

// Two people, two takes each: the label is told by the frame, but every person has an offset of their own.
TEST(EvaluateLabels, KnowsNothingOfWhoIsHeldOut) {
  std::mt19937_64 random(4);
  std::normal_distribution<float> normal(0, 0.1f);
  std::vector<Take> takes;
  for (int k = 0; k < 4; ++k) {
    Take take;
    take.name = "take" + std::to_string(k);
    take.person = take.session = k < 2 ? "a" : "b";
    take.channels = {{"x", "m"}};
    for (int t = 0; t < 400; ++t) {
      const int label = t / 20 % 2;
      take.times_s.push_back(0.1 * t);
      take.values.push_back(static_cast<float>(label) + (k < 2 ? 0 : 10) + normal(random));
      take.labels.push_back(label ? "up" : "down");
    }
    takes.push_back(take);
  }
  const auto take = evaluate_labels(takes, HoldOut::take, LabelMethod::votes);
  const auto person = evaluate_labels(takes, HoldOut::person, LabelMethod::votes);
  ASSERT_TRUE(take && person);
  EXPECT_GT(take.value().held_out.right, 0.9);
  EXPECT_LT(person.value().held_out.right, 0.7) << "the other person stands elsewhere";
  EXPECT_GT(person.value().dealt_at_random.right, 0.9);
  EXPECT_EQ(person.value().held_out.frames, 1600u);
}

std::vector<Take> exercises() {
  std::vector<Take> takes;
  for (const char* name : {"13_29", "13_31", "14_06", "14_14"}) {
    const std::string file = std::string(PARTIALS_SOURCE_DIR) + "/tests/data/body/exercises/" + name + ".csv";
    auto read = takes_from_csv(read_file(file, kMaxCsvBytes).value(), name, {});
    EXPECT_TRUE(read) << read.error().text;
    for (Take& take : read.value().takes) {
      take.person = take.name.substr(0, 2);
      take.session = take.name;
      takes.push_back(std::move(take));
    }
  }
  return takes;
}

// A person who sits and gestures with both hands: rest, preparation, stroke, retraction, over and over, each
// of another length. Everybody is elsewhere and of another size.
class Gesturing {
 public:
  Gesturing(const std::string& name, const std::string& person, uint64_t seed) : random_(seed) {
    take_.name = take_.session = name;
    take_.person = person;
    for (const char* point : {"lh", "rh", "lw", "rw", "s", "h"})
      for (const char* axis : {"x", "y", "z"}) take_.channels.push_back({std::string(point) + axis, "m"});
    std::mt19937_64 of_person(person == "a" ? 1 : 2);
    std::uniform_real_distribution<double> around(-0.5, 0.5);
    for (double& p : place_) p = around(of_person);
    size_ = 1 + 0.3 * around(of_person);
  }
  Take take(double seconds) {
    while (time_s_ < seconds) {
      phase("Rest", length(0.8, 3), 0, 0, 0);
      phase("Preparation", length(0.25, 0.5), 0, 1, 0);
      phase("Stroke", length(0.8, 2.5), 1, 1, length(0.12, 0.25));
      phase("Retraction", length(0.3, 0.6), 1, 0, 0);
    }
    return take_;
  }

 private:
  double length(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random_);
  }
  // The hands go from one height (0: lap, 1: before the chest) to another, and swing by so many metres.
  void phase(const char* label, double seconds, double from, double to, double swing) {
    const auto frames = static_cast<int>(30 * seconds);
    for (int n = 0; n < frames; ++n, time_s_ += 1. / 30) {
      const double share = 0.5 - 0.5 * std::cos(3.14159 * n / frames), up = from + share * (to - from);
      const double x = 0.15 + swing * std::sin(9 * time_s_), y = 0.1 + 0.4 * up, z = 0.2 + 0.15 * up;
      put({-x, y, z});
      put({x, y, z});
      put({-x - 0.05, y - 0.03, z - 0.05});
      put({x + 0.05, y - 0.03, z - 0.05});
      put({0, 0.3, 0});
      put({0, 0.7, 0});
      take_.times_s.push_back(time_s_);
      take_.labels.push_back(label);
    }
  }
  void put(const std::array<double, 3>& at) {
    std::normal_distribution<double> noise(0, 0.003);
    for (size_t a = 0; a < 3; ++a)
      take_.values.push_back(static_cast<float>(place_[a] + size_ * (at[a] + noise(random_))));
  }
  std::mt19937_64 random_;
  Take take_;
  double place_[3] = {}, size_ = 1, time_s_ = 0;
};

void expect(const std::vector<Take>& takes, HoldOut hold_out, LabelMethod method,
            double LabelFigures::*figure, double least, double slack = 0) {
  const auto e = evaluate_labels(takes, hold_out, method);
  ASSERT_TRUE(e) << e.error().text;
  std::printf("%s: held out %.3f, frames dealt at random (a leak) %.3f\n", e.value().split.c_str(),
              e.value().held_out.*figure, e.value().dealt_at_random.*figure);
  EXPECT_GE(e.value().held_out.*figure, least);
  EXPECT_GT(e.value().dealt_at_random.*figure, e.value().held_out.*figure - slack) << "neighbours help";
}

TEST(EvaluateLabels, ExercisesOfPeopleAndTakesHeldOut) {
  expect(exercises(), HoldOut::person, LabelMethod::votes, &LabelFigures::right, 0.83);
  expect(exercises(), HoldOut::take, LabelMethod::votes, &LabelFigures::right, 0.88);
}

TEST(EvaluateLabels, PhasesOfGesturesOfPeopleHeldOut) {
  std::vector<Take> takes;
  uint64_t seed = 10;
  for (const char* name : {"a1", "a2", "b1", "b2"})
    takes.push_back(Gesturing(name, std::string(name, 1), ++seed).take(60));
  expect(takes, HoldOut::person, LabelMethod::hands, &LabelFigures::macro_f1, 0.85,
         0.02);  // generated people are so alike that neighbours hardly help
}

}  // namespace
}  // namespace partials::motion
