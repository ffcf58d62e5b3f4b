// SPDX-License-Identifier: MIT
// Guards against: notes outside of a scale, a hand that trembles between two notes, slurs that leave a gap or
// a key that hangs, strikes that begin nothing or too much.
#include "body/note_driver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace partials::body {
namespace {

constexpr double kHop = 1. / 60;

struct Driven {
  NoteDriver note;
  std::vector<Event> events;
  double now_s = 0;
  explicit Driven(std::optional<Scale> scale = {}) : note(scale) {}
  void frames(int count, float key, float level, float strike = 0) {
    for (int i = 0; i < count; ++i, now_s += kHop)
      note.set({key, level, strike, now_s}, [this](const Event& e) { events.push_back(e); });
  }
  std::vector<int> keys(EventKind kind) const {
    std::vector<int> all;
    for (const Event& e : events)
      if (e.kind == kind) all.push_back(e.key);
    return all;
  }
};

TEST(NoteDriver, BeginsBendsAndEndsOneNote) {
  Driven d;
  d.frames(1, 60.4f, 0.05f);
  EXPECT_TRUE(d.events.empty()) << "too soft to begin";
  d.frames(1, 60.4f, 0.5f);
  ASSERT_EQ(d.events.size(), 3u);
  EXPECT_EQ(d.events[0].kind, EventKind::note_on);
  EXPECT_EQ(d.events[0].key, 60);
  EXPECT_NEAR(d.events[1].value, 0.4f, 1e-5);
  d.events.clear();
  d.frames(1, std::numeric_limits<float>::quiet_NaN(), 1);
  ASSERT_EQ(d.events.size(), 1u);
  EXPECT_EQ(d.events[0].kind, EventKind::note_off);
}

TEST(NoteDriver, SlursThroughTheScaleAndEndsEveryNote) {
  const Scale scale = scale_from("D-minor-pentatonic").value();
  Driven d(scale);
  for (int i = 0; i < 600; ++i) d.frames(1, 62 + 24 * static_cast<float>(i) / 600, 0.8f);
  d.frames(1, 86, 0);
  const auto on = d.keys(EventKind::note_on), off = d.keys(EventKind::note_off);
  EXPECT_EQ(on, (std::vector<int>{62, 65, 67, 69, 72, 74, 77, 79, 81, 84, 86}));
  EXPECT_EQ(off, on);
  EXPECT_TRUE(d.keys(EventKind::tuning).empty()) << "a note of a scale is not bent";
  for (size_t i = 0; i + 1 < d.events.size(); ++i) {  // the old key is released after the new one is down
    if (d.events[i].kind == EventKind::note_off) {
      EXPECT_EQ(d.events[i - 1].kind, EventKind::note_on);
    }
  }
}

TEST(NoteDriver, ATremblingHandPicksOneNote) {
  Driven d(scale_from("C-major").value());
  for (int i = 0; i < 300; ++i) d.frames(1, 61 + 0.25f * std::sin(0.7f * static_cast<float>(i)), 0.8f);
  EXPECT_EQ(d.keys(EventKind::note_on).size(), 1u);
}

TEST(NoteDriver, AStrikeBeginsTheNoteAnew) {
  Driven d;
  d.frames(30, 60, 0.8f, 0);
  d.frames(30, 60, 0.8f, 1);
  EXPECT_EQ(d.keys(EventKind::note_on), (std::vector<int>{60, 60}));
  EXPECT_EQ(d.keys(EventKind::note_off), (std::vector<int>{60}));
  d.frames(30, 60, 0.8f, 0.45f);
  d.frames(30, 60, 0.8f, 0.6f);
  EXPECT_EQ(d.keys(EventKind::note_on).size(), 2u) << "it had not left the strike";
  d.frames(1, 60, 0, 0);
  EXPECT_EQ(d.keys(EventKind::note_off).size(), 2u);
}

TEST(Scale, HasNamesAndRefusesOthers) {
  EXPECT_EQ(scale_from("f# Major").value().tonic, 6);
  EXPECT_EQ(scale_from("Bb-dorian").value().tonic, 10);
  EXPECT_EQ(scale_from("Cb-major").value().tonic, 11);
  for (int key = 0; key < 128; ++key)
    EXPECT_EQ(scale_from("A-minor").value().has(key), scale_from("C-major").value().has(key)) << key;
  for (const char* text : {"", "D", "D-", "H-major", "D-dorianish", "D--dorian", "#-major"})
    EXPECT_FALSE(scale_from(text)) << text;
}

TEST(Scale, PicksNotesWithinTheKeyboard) {
  ScaleSteps steps(scale_from("G-major-pentatonic").value());
  for (const float key : {-50.f, 0.f, 60.4f, 127.f, 500.f}) {
    const int picked = steps.pick(key);
    EXPECT_TRUE(picked >= 0 && picked <= 127) << key;
  }
}

}  // namespace
}  // namespace partials::body
