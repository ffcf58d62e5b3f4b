// SPDX-License-Identifier: MIT
// Guards against: evaluation that peeks at held-out people, and labels that are told worse than before. The
// real recordings are in the folder that PARTIALS_BODY_DATA names; without it those tests are skipped.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
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

std::vector<Take> takes_in(const std::string& folder) {
  std::vector<Take> takes;
  const char* root = std::getenv("PARTIALS_BODY_DATA");
  if (!root) return takes;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(root) / folder))
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    CsvOptions options;
    if (folder == "gesture_phase") options.time_unit = TimeUnit::milliseconds;
    auto read = takes_from_csv(read_file(file.string(), kMaxCsvBytes).value(), file.stem().string(), options);
    EXPECT_TRUE(read) << read.error().text;
    for (Take& take : read.value().takes) takes.push_back(std::move(take));
  }
  return takes;
}

void expect(const std::vector<Take>& takes, HoldOut hold_out, LabelMethod method,
            double LabelFigures::*figure, double least) {
  const auto e = evaluate_labels(takes, hold_out, method);
  ASSERT_TRUE(e) << e.error().text;
  std::printf("%s: held out %.3f, frames dealt at random (a leak) %.3f\n", e.value().split.c_str(),
              e.value().held_out.*figure, e.value().dealt_at_random.*figure);
  EXPECT_GE(e.value().held_out.*figure, least);
  EXPECT_GT(e.value().dealt_at_random.*figure, e.value().held_out.*figure) << "neighbours help";
}

TEST(EvaluateLabels, ExercisesOfPeopleAndTakesHeldOut) {
  std::vector<Take> takes = takes_in("exercises");
  if (takes.empty()) GTEST_SKIP() << "PARTIALS_BODY_DATA does not name the folder of movement data";
  for (Take& take : takes) {
    take.person = take.name.substr(0, 2);
    take.session = take.name;
  }
  expect(takes, HoldOut::person, LabelMethod::votes, &LabelFigures::right, 0.83);
  expect(takes, HoldOut::take, LabelMethod::votes, &LabelFigures::right, 0.88);
}

TEST(EvaluateLabels, PhasesOfGesturesOfPeopleAndTakesHeldOut) {
  std::vector<Take> takes = takes_in("gesture_phase");
  if (takes.empty()) GTEST_SKIP() << "PARTIALS_BODY_DATA does not name the folder of movement data";
  for (Take& take : takes) {
    take.person = take.name.substr(0, 1);
    take.session = take.name == "a2_raw" ? "a1_raw" : take.name;
    for (std::string& label : take.labels)
      if (label.starts_with("Prepara")) label = "Preparation";
  }
  expect(takes, HoldOut::person, LabelMethod::hands, &LabelFigures::macro_f1, 0.36);
  expect(takes, HoldOut::session, LabelMethod::hands, &LabelFigures::macro_f1, 0.49);
  expect(takes, HoldOut::take, LabelMethod::hands, &LabelFigures::macro_f1, 0.50);
}

}  // namespace
}  // namespace partials::motion
