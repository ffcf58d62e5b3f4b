// SPDX-License-Identifier: MIT
// Guards against: a grid that leaves a point out; random trials that depend on how many there are; a mistake
// in the file that is accepted, or refused without its name; halving that trains more than it should.
#include "sweep/space.h"

#include <gtest/gtest.h>

#include <set>

namespace partials {
namespace {

Space space(const std::string& text) {
  auto s = space_from(text, "space.json");
  EXPECT_TRUE(s) << (s ? "" : s.error().text);
  return s ? s.value() : Space{};
}

std::string refusal(const std::string& text) {
  const auto s = space_from(text, "space.json");
  return s ? "" : s.error().text;
}

TEST(Spaces, AGridHasEveryPointOnce) {
  const Space s = space(R"({"search": "grid", "steps": 10, "space": {"seed": [1, 2, 3],
    "rate": {"from": 0.001, "to": 0.1, "scale": "log", "points": 3}, "on": [true, false]}})");
  const auto all = trials_of(s);
  ASSERT_EQ(all.size(), 18u);
  std::set<std::string> seen;
  for (const TrialValues& v : all) seen.insert(v[0].second.dump() + v[1].second.dump() + v[2].second.dump());
  EXPECT_EQ(seen.size(), 18u);
  EXPECT_EQ(all[2][1].second, 0.01);
  EXPECT_EQ(all[0][0].first, "seed") << "in the file's order";
}

TEST(Spaces, RandomTrialsStayWhatTheyAre) {
  const std::string text = R"("seed": 5, "steps": 10, "space": {"a": {"from": 1, "to": 100, "scale": "log"},
    "b": {"from": 3, "to": 9, "whole": true}, "c": ["x", "y"]}})";
  const auto few = trials_of(space(R"({"search": "random", "trials": 4, )" + text)),
             many = trials_of(space(R"({"search": "random", "trials": 40, )" + text));
  ASSERT_EQ(many.size(), 40u);
  for (size_t i = 0; i < few.size(); ++i) EXPECT_EQ(few[i], many[i]);
  int lower = 0;
  for (const TrialValues& v : many) {
    const double a = v[0].second;
    EXPECT_TRUE(a >= 1 && a <= 100);
    lower += a < 10;
    EXPECT_TRUE(v[1].second.is_number_integer() && v[1].second >= 3 && v[1].second <= 9);
  }
  EXPECT_GT(lower, 10) << "half of a logarithmic range lies below its geometric mean";
  EXPECT_LT(lower, 30);
}

TEST(Spaces, HalvingEndsWithAllSteps) {
  const auto rounds = rounds_of(space(R"({"search": "halving", "trials": 12, "first_steps": 25, "factor": 2,
    "steps": 200, "space": {"seed": {"from": 0, "to": 99, "whole": true}}})"));
  ASSERT_EQ(rounds.size(), 4u);
  EXPECT_EQ(rounds[0].steps, 25);
  EXPECT_EQ(rounds[0].keep, 6);
  EXPECT_EQ(rounds[2].keep, 1);
  EXPECT_EQ(rounds[3].steps, 200);
}

TEST(Spaces, MistakesAreNamed) {
  const std::pair<const char*, const char*> cases[] = {
      {"[]", "not a JSON object"},
      {R"({"search": "grid", "space": {"seed": [1]}})", "'steps' is missing"},
      {R"({"search": "best", "steps": 1, "space": {"seed": [1]}})", "'search'"},
      {R"({"search": "grid", "steps": 1, "space": {}})", "'space' is missing"},
      {R"({"search": "grid", "steps": 1, "space": {"seed": []}})", "'space.seed' is empty"},
      {R"({"search": "grid", "steps": 1, "space": {"a": {"from": 2, "to": 1, "points": 2}}})",
       "'space.a.from'"},
      {R"({"search": "grid", "steps": 1, "space": {"a": {"from": 1, "to": 2}}})", "'space.a.points'"},
      {R"({"search": "grid", "steps": 1, "space": {"a": {"from": 0, "to": 2, "scale": "log", "points": 2}}})",
       "logarithmic"},
      {R"({"search": "grid", "steps": 1, "trials": 3, "space": {"seed": [1]}})", "'trials' does not apply"},
      {R"({"search": "random", "steps": 1, "space": {"seed": [1]}})", "'trials' is missing"},
      {R"({"search": "halving", "steps": 9, "trials": 3, "first_steps": 10, "space": {"seed": [1]}})",
       "'first_steps'"},
      {R"({"search": "grid", "steps": 1, "set": {"seed": 2}, "space": {"seed": [1]}})", "given twice"},
      {R"({"search": "grid", "steps": 1, "stepz": 1, "space": {"seed": [1]}})", "'stepz' is unknown"},
      {R"({"search": "grid", "steps": 1.5, "space": {"seed": [1]}})", "whole number"},
      {R"({"search": "grid", "steps": 1, "space": {"a": {"from": 1, "to": 1e300, "points": 2}}})",
       "'space.a.to'"},
  };
  for (const auto& [text, part] : cases) {
    EXPECT_NE(refusal(text).find(part), std::string::npos) << text << " gave: " << refusal(text);
    EXPECT_EQ(refusal(text).rfind("'space.json': ", 0), 0u) << refusal(text);
  }
}

}  // namespace
}  // namespace partials
