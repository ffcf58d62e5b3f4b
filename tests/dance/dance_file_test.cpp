// SPDX-License-Identifier: MIT
// Guards against: an entry of a model file that is damaged and is played nevertheless, or whose refusal does
// not say what is wrong.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/random.h"
#include "dance/trained.h"
#include "families/dance/dance_json.h"
#include "families/dance/dancer.h"

namespace partials::dance {
namespace {

using nlohmann::json;

json entry() { return json::parse(json_from_part(part_of(*follower_model()))); }

std::string refusal(const json& j) {
  const auto read = part_from_json(j.dump(), "x.partials");
  return read.ok() ? "" : read.error().text;
}

TEST(DanceFile, IsReadBack) { EXPECT_EQ(refusal(entry()), ""); }

TEST(DanceFile, DamageIsRefusedInASentence) {
  const struct {
    const char* at;
    json value;
    const char* says;
  } cases[] = {{"/body/joints/0/parent", 3, "parent"},
               {"/body/joints/5/parent", 9, "parent"},
               {"/body/joints/2/rest", json::array({1, 2}), "expected a list of 9"},
               {"/body/turning", json::array({3, 3}), "turning"},
               {"/body/turning", json::array({1, 900}), "turning"},
               {"/numbers/kept", json::array({5, 4}), "numbers"},
               {"/numbers/deviation/3", 0, "deviation"},
               {"/numbers/low/0", 1e6, "range"},
               {"/ar/spread/0", -1, "spread"},
               {"/ar/now", json::array(), "length"},
               {"/leader/deviation/0", 0, "leader"},
               {"/leader/mean", json::array({1}), "leader"},
               {"/speed", "fast", "expected a number"},
               {"/body/joints", json::array(), "no joints"}};
  for (const auto& c : cases) {
    json j = entry();
    j[json::json_pointer(c.at)] = c.value;
    const std::string text = refusal(j);
    EXPECT_NE(text.find(c.says), std::string::npos) << c.at << ": " << text;
    EXPECT_NE(text.find("x.partials"), std::string::npos);
  }
  EXPECT_FALSE(part_from_json("", "x").ok());
  EXPECT_FALSE(part_from_json("[1]", "x").ok());
}

// Any value replaced by another kind of value is refused or harmless; nothing is thrown.
TEST(DanceFile, SurvivesRandomDamage) {
  const std::string text = json_from_part(part_of(*follower_model()));
  for (uint64_t i = 0; i < 300; ++i) {
    std::string damaged = text;
    for (uint64_t k = 0; k < 3; ++k) {
      const auto at = static_cast<size_t>(random_unit(i, 2 * k) * static_cast<float>(text.size()));
      damaged[at] = "0-9\"[]{},:eE.xn"[random_bits(i, 2 * k + 1) % 16];
    }
    const auto read = part_from_json(damaged, "x.partials");
    if (!read.ok()) continue;
    EXPECT_EQ(read.value().ar.size(), read.value().scale.size());
  }
}

TEST(DanceFile, AGraphThatDoesNotFitIsRefused) {
  Model model = *follower_model();
  model.graph.inputs[0].channels += 1;
  EXPECT_FALSE(mixture_of(model).ok());
  model = *dancer_model();
  model.family = "motion";
  EXPECT_FALSE(Dancer::create(std::make_shared<const Model>(model), {}).ok());
}

}  // namespace
}  // namespace partials::dance
