// SPDX-License-Identifier: MIT
// Guards against: keys that deviate from the pitch in their Scala file, and damaged files that crash, are
// partly used, or are refused without a reason.
#include "play/tuning.h"

#include <gtest/gtest.h>

#include <cmath>

namespace partials {
namespace {

double hz_of(float midi) { return 440 * std::exp2((static_cast<double>(midi) - 69) / 12); }
double cents_off(float midi, double hz) { return 1200 * std::log2(hz_of(midi) / hz); }

KeyPitches pitches(const std::string& scl, const std::string& kbm = "") {
  const auto scale = scale_from_text(scl, "x.scl");
  EXPECT_TRUE(scale) << scale.error().text;
  const auto map = kbm.empty() ? Result<KeyboardMap>(KeyboardMap{}) : keyboard_from_text(kbm, "x.kbm");
  EXPECT_TRUE(map) << map.error().text;
  const auto p = tuning_of(scale.value(), map.value());
  EXPECT_TRUE(p) << p.error().text;
  return p.value();
}

std::string equal_steps(int n) {
  std::string s = "! comment\nequal\n " + std::to_string(n) + "\n!\n";
  for (int i = 1; i <= n; ++i) s += " " + std::to_string(1200.0 * i / n) + "\n";
  return s;
}
const char* kJust =
    "! just.scl\r\n!\r\nFive-limit just intonation\r\n 12\r\n!\r\n 16/15 minor second\r\n 9/8\r\n 6/5\r\n "
    "5/4\r\n 4/3\r\n 45/32\r\n 3/2\r\n 8/5\r\n "
    "5/3\r\n 9/5\r\n 15/8\r\n 2/1\r\n";
const char* kSeven = "pure major\n7\n9/8\n5/4\n4/3\n3/2\n5/3\n15/8\n2\n";
//                        size first last middle reference hz period, then one degree a key
const char* kWhiteKeys = "! white keys\n12\n0\n127\n60\n69\n440.0\n7\n0\nx\n1\nx\n2\n3\nx\n4\nx\n5\nx\n6\n";

TEST(Tuning, TwelveEqualStepsAreTheKeysThemselves) {
  const auto p = pitches(equal_steps(12));
  for (size_t key = 0; key < 128; ++key) EXPECT_NEAR(p[key], static_cast<float>(key), 1e-4);
  EXPECT_EQ(p.size(), equal_temperament().size());
}

TEST(Tuning, JustIntervalsStandOnMiddleC) {
  const auto p = pitches(kJust);
  const double c = 440 / (5.0 / 3);  // key 69 stays at 440 Hz
  EXPECT_NEAR(cents_off(p[60], c), 0, 0.01);
  EXPECT_NEAR(cents_off(p[64], c * 5 / 4), 0, 0.01);
  EXPECT_NEAR(cents_off(p[67], c * 3 / 2), 0, 0.01);
  EXPECT_NEAR(cents_off(p[69], 440), 0, 0.001);
  EXPECT_NEAR(cents_off(p[72], 2 * c), 0, 0.01);
  EXPECT_NEAR(cents_off(p[55], c * 3 / 4), 0, 0.01) << "below the middle key too";
}

TEST(Tuning, NineteenStepsTakeNineteenKeys) {
  const auto p = pitches(equal_steps(19));
  EXPECT_NEAR(p[60 + 19] - p[60], 12, 1e-3);
  EXPECT_NEAR(p[61] - p[60], 12.0 / 19, 1e-3);
  EXPECT_NEAR(p[60 - 38] - p[60], -24, 1e-3);
  EXPECT_NEAR(p[69], 69, 1e-4);
  const auto at_c = pitches(equal_steps(19), "0\n0\n127\n60\n60\n261.625565\n19\n");
  EXPECT_NEAR(cents_off(at_c[60], 261.625565), 0, 0.01);
}

TEST(Tuning, AMapLeavesKeysUnusedAndTheyTakeThePitchBelow) {
  const auto p = pitches(kSeven, kWhiteKeys);
  const double c = 440 / (5.0 / 3);
  for (const auto& [key, ratio] : std::initializer_list<std::pair<size_t, double>>{{60, 1},
                                                                                   {62, 9.0 / 8},
                                                                                   {64, 5.0 / 4},
                                                                                   {65, 4.0 / 3},
                                                                                   {67, 1.5},
                                                                                   {71, 15.0 / 8},
                                                                                   {72, 2},
                                                                                   {48, 0.5},
                                                                                   {50, 9.0 / 16}})
    EXPECT_NEAR(cents_off(p[key], c * ratio), 0, 0.01) << key;
  EXPECT_EQ(p[61], p[60]);
  EXPECT_EQ(p[70], p[69]);
}

TEST(Tuning, APeriodNeedNotBeAnOctave) {
  const auto p = pitches(
      "Bohlen-Pierce\n 13\n 27/25\n 25/21\n 9/7\n 7/5\n 75/49\n 5/3\n 9/5\n 49/25\n 15/7\n 7/3\n 63/25\n "
      "25/9\n 3\n");
  EXPECT_NEAR(cents_off(p[73], 3 * hz_of(p[60])), 0, 0.02);
}

TEST(Tuning, PitchesStayWithinHearing) {
  for (const float m : pitches("huge\n1\n9999.\n")) EXPECT_TRUE(m >= -12 && m <= 144);
}

TEST(Tuning, ANumberIsNeverTakenForAnotherOne) {
  const auto first = [](const std::string& line) {
    const auto s = scale_from_text("d\n2\n" + line + "\n2/1\n", "x.scl");
    return s ? s.value().cents[0] : -1.0;
  };
  const double third = 1200 * std::log2(1.25);
  for (const char* line :
       {"5/4", " 5 / 4", "5 /4", "\t5/ 4\t", "5/4 a third", "5 / 4 81/64", "5 / 4 ! just", "+5/4"})
    EXPECT_NEAR(first(line), third, 1e-9) << line;
  for (const char* line : {"386.5", "386.5 cents", " 386.5\t(third)"})
    EXPECT_NEAR(first(line), 386.5, 1e-9) << line;
  for (const char* line : {"3", "3 octave and fifth", "3 3rd harmonic"})
    EXPECT_NEAR(first(line), 1200 * std::log2(3), 1e-9) << line;
  for (const char* line :
       {"5 4",     "5 : 4",     "5:4",     "5 // 4",   "5 / x",    "5 /",  "5/4/3", "5/4.5",
        "5.0/4",   "5.0 / 4",   "701,955", "701 ,955", "701 .955", "2^1",  "2 ^ 1", "7\\12",
        "7 \\ 12", "100 cents", "700c",    "1e3",      "1 200.0",  "5/4x", "5/ 4x", "-3/2"})
    EXPECT_EQ(first(line), -1) << line;
}

TEST(Tuning, TextFromAnyEditorIsRead) {
  const std::string plain = "! comment\njust\n 3\n 5/4\n 3/2\n\n 2/1\n";
  const auto with_ends = [&](const std::string& end) {
    std::string s;
    for (const char c : plain) s += c == '\n' ? end : std::string(1, c);
    return s;
  };
  const auto wide = [](const std::string& text, bool big_endian) {
    std::string s = big_endian ? "\xfe\xff" : "\xff\xfe";
    for (const char c : text) s += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
    return s;
  };
  const auto wanted = pitches(plain);
  for (const std::string& end : {std::string("\n"), std::string("\r\n"), std::string("\r")})
    for (const std::string& text : {with_ends(end), "\xef\xbb\xbf" + with_ends(end),
                                    wide(with_ends(end), false), wide(with_ends(end), true)})
      EXPECT_EQ(pitches(text), wanted) << end.size() << " " << int{static_cast<uint8_t>(text[0])};
  EXPECT_EQ(pitches(kSeven, "\xef\xbb\xbf" + std::string(kWhiteKeys)), pitches(kSeven, kWhiteKeys));
  std::string carriage = kWhiteKeys;
  for (char& c : carriage) c = c == '\n' ? '\r' : c;
  EXPECT_EQ(pitches(kSeven, carriage), pitches(kSeven, kWhiteKeys));
}

TEST(Tuning, AScaleOfNoNotesIsOneNote) {
  for (const float m : pitches("only 1/1\n0\n")) EXPECT_NEAR(m, 69, 1e-4);
  for (const float m : pitches("only 1/1\n 0\n", "2\n0\n127\n60\n60\n220\n0\n0\n0\n"))
    EXPECT_NEAR(m, 57, 1e-4);
}

void refused(const Result<void>& r, const std::string& about) {
  ASSERT_FALSE(r) << about;
  const std::string& text = r.error().text;
  EXPECT_NE(text.find(about), std::string::npos) << text;
  EXPECT_NE(text.find("x."), std::string::npos) << text;
  EXPECT_EQ(text.back(), '.') << text;
  EXPECT_LT(text.size(), 250u);
}
template <class T>
Result<void> only_error(Result<T> r) {
  return r ? Result<void>{} : Result<void>{r.error()};
}

TEST(Tuning, ADamagedScaleSaysWhatIsWrong) {
  for (const auto& [text, about] : std::initializer_list<std::pair<std::string, const char*>>{
           {"", "ends before"},
           {"only a description\n", "ends before"},
           {"d\nmany\n", "number of notes"},
           {"d\n99999\n", "number of notes"},
           {"d\n2\n100.\n", "2 pitches are announced"},
           {"d\n1\nfifth\n", "pitch 1"},
           {"d\n1\n3/0\n", "pitch 1"},
           {"d\n1\n-3/2\n", "pitch 1"},
           {"d\n1\nnan.\n", "pitch 1"},
           {"d\n1\n1e300.\n", "pitch 1"},
           {"d\n1\n-100.\n", "period"},
           {std::string("d\n1\n\0\0\0\n", 9), "pitch 1"},
           {std::string((1 << 20) + 1, ' '), "1 MB"}})
    refused(only_error(scale_from_text(text, "x.scl")), about);
}

TEST(Tuning, ADamagedMapSaysWhatIsWrong) {
  for (const auto& [text, about] : std::initializer_list<std::pair<std::string, const char*>>{
           {"", "cut off"},
           {"12\n0\n127\n60\n69\n", "cut off"},
           {"400\n0\n127\n60\n69\n440\n12\n", "size of the map"},
           {"0\n0\n128\n60\n69\n440\n12\n", "last key"},
           {"0\n0\n127\n60\n69\n0\n12\n", "reference frequency"},
           {"0\n0\n127\n60\n69\ninf\n12\n", "reference frequency"},
           {"1\n0\n127\n60\n69\n440\n12\n-2\n", "key 0"}})
    refused(only_error(keyboard_from_text(text, "x.kbm")), about);
  const auto unmapped = keyboard_from_text("2\n0\n127\n60\n61\n440\n0\n0\nx\n", "x.kbm");
  ASSERT_TRUE(unmapped);
  const auto p = tuning_of(scale_from_text(equal_steps(12), "x.scl").value(), unmapped.value());
  ASSERT_FALSE(p);
  EXPECT_NE(p.error().text.find("reference key 61"), std::string::npos);
}

}  // namespace
}  // namespace partials
