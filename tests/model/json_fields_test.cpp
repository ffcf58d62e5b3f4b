// SPDX-License-Identifier: MIT
// JSON of any origin becomes a type or one sentence; nothing is thrown, because what plays is also built
// without exceptions.
#include "model/json_fields.h"

#include <gtest/gtest.h>

namespace partials {
namespace {

struct Inner {
  float level_db = 1;
  std::vector<double> curve;
};
struct Outer {
  std::string name = "none";
  int count = 0;
  uint8_t small = 0;
  bool on = false;
  std::array<double, 3> place{};
  std::vector<Inner> inner;
  std::map<std::string, float> by_name;
  std::string note;
};

template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, Inner>
void json_fields(Self& self, Take&& take) {
  take("level_db", self.level_db, Field::needed);
  take("curve", self.curve, Field::unless_empty);
}
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, Outer>
void json_fields(Self& self, Take&& take) {
  take("name", self.name, Field::needed);
  take("count", self.count, Field::optional);
  take("small", self.small, Field::optional);
  take("on", self.on, Field::unless_empty);
  take("place", self.place, Field::optional);
  take("inner", self.inner, Field::optional);
  take("by_name", self.by_name, Field::optional);
  take("note", self.note, Field::unless_empty);
}

std::string wrong_with(const std::string& text) {
  Outer outer;
  JsonReader reader;
  const bool read = reader.read(json_from_text(text), outer);
  EXPECT_EQ(read, reader.wrong().empty()) << text;
  return reader.wrong();
}

TEST(JsonFields, AStructComesBackAsItWasWritten) {
  const Outer outer{"violin", -3, 200, true, {1, 2, 3}, {{-6.5f, {}}, {0, {0.1, 2}}}, {{"a", 1.f}}, ""};
  const nlohmann::json j = outer;
  EXPECT_EQ(j.dump(), R"({"by_name":{"a":1.0},"count":-3,"inner":[{"level_db":-6.5},{"curve":[0.1,2.0],)"
                      R"("level_db":0.0}],"name":"violin","on":true,"place":[1.0,2.0,3.0],"small":200})");
  Outer back;
  JsonReader reader;
  ASSERT_TRUE(reader.read(j, back)) << reader.wrong();
  EXPECT_EQ(nlohmann::json(back), j);
}

TEST(JsonFields, WhatIsWrongIsNamedWithItsPlaceAndValue) {
  EXPECT_EQ(wrong_with("{}"), "'name' is missing, expected a text");
  EXPECT_EQ(wrong_with("[1]"), "it is [1], expected fields in braces");
  EXPECT_EQ(wrong_with(R"({"name": 3})"), "'name' is 3, expected a text");
  EXPECT_EQ(wrong_with(R"({"name": "", "count": 1.5})"), "'count' is 1.5, expected a whole number");
  EXPECT_EQ(wrong_with(R"({"name": "", "count": 3000000000})"),
            "'count' is 3000000000, expected a whole number");
  EXPECT_EQ(wrong_with(R"({"name": "", "small": -1})"),
            "'small' is -1, expected a whole number of at least 0");
  EXPECT_EQ(wrong_with(R"({"name": "", "small": 256})"),
            "'small' is 256, expected a whole number of at least 0");
  EXPECT_EQ(wrong_with(R"({"name": "", "on": 1})"), "'on' is 1, expected true or false");
  EXPECT_EQ(wrong_with(R"({"name": "", "place": [1, 2]})"), "'place' is [1,2], expected a list of 3");
  EXPECT_EQ(wrong_with(R"({"name": "", "inner": [{"level_db": 1}, {"level_db": null}]})"),
            "'inner[1].level_db' is null, expected a number");
  EXPECT_EQ(wrong_with(R"({"name": "", "inner": [{"level_db": 1, "curve": [1, "x"]}]})"),
            "'inner[0].curve[1]' is \"x\", expected a number");
  EXPECT_EQ(wrong_with(R"({"name": "", "by_name": {"a": "b"}})"), "'by_name.a' is \"b\", expected a number");
  EXPECT_EQ(wrong_with(R"({"name": "", "count": 48000.0, "small": 255})"), "");
}

}  // namespace
}  // namespace partials
