// SPDX-License-Identifier: MIT
// takes.json: who moves in which file, by patterns.
#include "families/motion/take_notes.h"

#include <gtest/gtest.h>

#include "families/motion/file_pattern.h"

using namespace partials::motion;

namespace {

TakeNotes read(const std::string& text) {
  const auto notes = take_notes_from_json(text, "takes.json");
  EXPECT_TRUE(notes.ok()) << (notes ? "" : notes.error().text);
  return notes ? notes.value() : TakeNotes{};
}

std::string refusal(const std::string& text) {
  const auto notes = take_notes_from_json(text, "takes.json");
  return notes ? "" : notes.error().text;
}

}  // namespace

TEST(FilePattern, FieldsRunsAndSingleCharactersFit) {
  std::map<std::string, std::string> fields;
  EXPECT_TRUE(matches("{person}_{together}.bvh", "60_04.bvh", fields));
  EXPECT_EQ(fields["person"], "60");
  EXPECT_EQ(fields["together"], "04");
  EXPECT_TRUE(matches("{person}?_raw.csv", "b3_raw.csv", fields));
  EXPECT_EQ(fields["person"], "b");
  EXPECT_TRUE(matches("*.csv", ".csv", fields));
  EXPECT_TRUE(matches("*a*a*", "banana", fields));
  EXPECT_FALSE(matches("{person}.csv", ".csv", fields));
  EXPECT_FALSE(matches("?", "", fields));
  EXPECT_FALSE(matches("{person", "{person", fields));
}

TEST(TakeNotes, LaterEntriesReplaceWhatEarlierOnesSay) {
  const TakeNotes notes = read(R"({"takes": [
    {"files": "{person}?_raw.csv", "licence": "CC BY 4.0", "time": "ms", "labels": {"Preparacao": "Preparation"},
     "units": {"*.x": "m"}},
    {"files": "a1_raw.csv", "session": "a first", "rate_hz": 50},
    {"files": "*.bvh", "positions": "add", "metres_per_unit": 0.01}]})");
  const FileNotes a1 = notes_of(notes, "a1_raw.csv");
  EXPECT_EQ(a1.person, "a");
  EXPECT_EQ(a1.session, "a first");
  EXPECT_EQ(a1.licence, "CC BY 4.0");
  EXPECT_EQ(a1.csv.time_unit, TimeUnit::milliseconds);
  EXPECT_DOUBLE_EQ(a1.csv.frame_s, 0.02);
  const FileNotes bvh = notes_of(notes, "walk.bvh");
  EXPECT_EQ(bvh.bvh.positions, PositionRule::add);
  EXPECT_DOUBLE_EQ(bvh.bvh.metres_per_unit, 0.01);
  Take take;
  take.name = "a1_raw";
  take.channels = {{"hand.x", ""}, {"hand.y", ""}};
  take.labels = {"Preparacao", "Rest"};
  apply(a1, take);
  EXPECT_EQ(take.person, "a");
  EXPECT_EQ(take.labels[0], "Preparation");
  EXPECT_EQ(take.channels[0].unit, "m");
  EXPECT_EQ(unknown_of(take), "a1_raw: unknown are consent, units; say them in takes.json in its folder.");
}

TEST(TakeNotes, WithoutNotesAllIsUnknown) {
  Take take;
  take.name = "wave";
  apply(notes_of({}, "wave.csv"), take);
  EXPECT_NE(unknown_of(take).find("person, session, licence, consent"), std::string::npos)
      << unknown_of(take);
}

TEST(TakeNotes, RefusalsNameFileEntryAndKey) {
  const auto expect = [](const std::string& text, const std::string& words) {
    const std::string said = refusal(text);
    EXPECT_NE(said.find(words), std::string::npos) << said;
    EXPECT_EQ(said.rfind("takes.json", 0), 0u) << said;
  };
  expect("", "not JSON");
  expect(R"({"takes": {}})", "not JSON with a list");
  expect(R"({"takes": [3]})", "entry 1 is '3'");
  expect(R"({"takes": [{"person": "a"}]})", "'files' of entry 1 is missing");
  expect(R"({"takes": [{"files": "*"}, {"files": "*", "persn": "a"}]})", "a key of entry 2 is 'persn'");
  expect(R"({"takes": [{"files": "*", "time": "h"}]})", "'time' of entry 1 is 'h', expected s, ms or us");
  expect(R"({"takes": [{"files": "*", "rate_hz": 0}]})",
         "'rate_hz' of entry 1 is '0', expected a number above 0");
  expect(R"({"takes": [{"files": "*", "units": {"x": 3}}]})", "expected a text");
}
