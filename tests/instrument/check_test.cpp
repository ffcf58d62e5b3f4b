// SPDX-License-Identifier: MIT
// Guards against: a check that accepts unusable recordings, refuses usable ones, or gives no remedy.
#include "families/instrument/train/check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>

#include "base/units.h"
#include "data/split.h"
#include "support/sounds.h"

namespace partials {
namespace {

constexpr double kRate = 44100.0;

struct Folder {
  std::string path =
      testing::TempDir() + "partials_check_" + std::to_string(reinterpret_cast<uintptr_t>(this));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  void add(const std::string& name, const std::vector<float>& x) {
    ASSERT_TRUE(write_wav(path + "/" + name, {x, kRate}).ok());
  }
  CheckReport checked() const { return check(open_dataset({path})); }
};

const Finding* find(const CheckReport& r, const std::string& id) {
  for (const Finding& f : r.findings)
    if (f.id == id) return &f;
  return nullptr;
}

TEST(Check, NotesMakeAnInstrumentAndAreDescribed) {
  Folder f;
  for (int i = 0; i < 8; ++i)
    f.add("n" + std::to_string(i) + ".wav",
          sounds::note(hz_from_midi(57 + 2 * i), 3.0, kRate, 0.02 * (i + 1), 10 + i));
  std::ofstream(f.path + "/dataset.json")
      << R"({"name":"oboe","licence":"CC0-1.0","source":"own","consent":"mine","recordings":{"n1.wav":{"licence":"CC-BY-4.0"}}})";
  const Dataset data = open_dataset({f.path});
  EXPECT_EQ(data.name, "oboe");
  EXPECT_EQ(data.recordings[0].licence, "CC0-1.0");
  EXPECT_EQ(data.recordings[1].licence, "CC-BY-4.0");
  EXPECT_EQ(data.recordings[0].consent, "mine");
  for (const Piece& p : data.pieces) EXPECT_TRUE(p.single_note);
  EXPECT_NEAR(data.pieces[3].midi, 63.0, 0.1);
  const CheckReport r = check(data);
  EXPECT_TRUE(r.usable) << plain_words(r);
  EXPECT_NEAR(r.total_s, 24.0, 0.1);
  EXPECT_GT(r.voiced_s, 21.0);
  EXPECT_NEAR(r.tuning_cents, 0.0, 3.0);
  ASSERT_TRUE(find(r, "range"));
  EXPECT_EQ(find(r, "range")->text, "notes from A3 to B4");
  EXPECT_FALSE(find(r, "clipping") || find(r, "hum") || find(r, "polyphony") || find(r, "papers"));
  double seconds = 0.0;
  for (int l = 0; l < Coverage::kLevels; ++l) seconds += r.coverage.at(61, l);
  EXPECT_NEAR(seconds, 3.0, 0.6);
  EXPECT_GT(coverage_picture(r, "test").width(), 300);
  EXPECT_EQ(as_json(r)["recordings"].size(), 8u);
}

TEST(Check, RefusalsSayWhyAndWhatToDo) {
  const auto refused = [](const Folder& f, const char* id) {
    const CheckReport r = f.checked();
    EXPECT_FALSE(r.usable) << id;
    const Finding* found = find(r, id);
    ASSERT_TRUE(found) << id << "\n" << plain_words(r);
    EXPECT_EQ(found->severity, Severity::refusal);
    EXPECT_FALSE(found->remedy.empty());
  };
  Folder noise, little, chords;
  noise.add("rain.wav", sounds::noise(20.0, kRate, 0.1, 1));
  refused(noise, "unpitched");
  little.add("one.wav", sounds::note(220.0, 4.0, kRate));
  refused(little, "too_little");
  for (int i = 0; i < 4; ++i) {
    std::vector<float> x = sounds::note(220.0 + 20 * i, 6.0, kRate, 0.1, 1);
    sounds::add(x, sounds::note((220.0 + 20 * i) * 1.335, 6.0, kRate, 0.1, 2));
    sounds::add(x, sounds::note((220.0 + 20 * i) * 1.682, 6.0, kRate, 0.1, 3));
    chords.add(std::to_string(i) + ".wav", x);
  }
  const CheckReport r = chords.checked();
  // several notes, or no one steady pitch: both are true of a chord
  EXPECT_FALSE(r.usable) << plain_words(r);
}

TEST(Check, TwentySamplesAreTooShortBeforeAllElse) {
  Folder f;
  f.add("tiny.wav", std::vector<float>(20, 0.1f));
  const CheckReport r = f.checked();
  EXPECT_FALSE(r.usable);
  ASSERT_TRUE(find(r, "too_short"));
  EXPECT_NE(find(r, "too_short")->text.find("too short"), std::string::npos);
  EXPECT_FALSE(find(r, "unpitched") || find(r, "too_little"));
}

TEST(Check, FaultsAreNamedWithTheFile) {
  Folder f;
  for (int i = 0; i < 5; ++i) {
    std::vector<float> x = sounds::note(hz_from_midi(60.3 + 3 * i), 4.0, kRate, 0.1, 20 + i);
    if (i == 2)
      for (float& v : x) v = std::clamp(9.f * v, -1.f, 1.f);
    f.add("take" + std::to_string(i) + ".wav", x);
  }
  const CheckReport r = f.checked();
  ASSERT_TRUE(find(r, "clipping")) << plain_words(r);
  EXPECT_NE(find(r, "clipping")->text.find("take2.wav"), std::string::npos);
  EXPECT_NEAR(r.tuning_cents, 30.0, 4.0);
  EXPECT_TRUE(find(r, "off_tune"));
  EXPECT_TRUE(find(r, "papers"));
}

TEST(Check, OneLongRecordingBecomesPhrases) {
  Folder f;
  std::vector<float> x;
  for (int i = 0; i < 10; ++i) {
    sounds::add(x, sounds::note(hz_from_midi(60 + i), 2.0, kRate, 0.2, 40 + i), x.size());
    sounds::add(x, std::vector<float>(22050, 0.f), x.size());
  }
  f.add("suite.wav", x);
  Dataset data = open_dataset({f.path + "/suite.wav"});
  EXPECT_EQ(data.pieces.size(), 10u);
  assign_splits(&data, {.seed = 3, .validation_share = 0.2});
  EXPECT_EQ(data.pieces_of(Split::validation).size(), 2u);
  EXPECT_NE(data.split_description.find("phrases"), std::string::npos);
  EXPECT_EQ(name_of(data, data.pieces[1]).substr(0, 6), "suite@");
}

TEST(Check, NothingToCheckIsASentence) {
  Folder f;
  for (const auto& paths : {std::vector<std::string>{f.path}, {f.path + "/absent"}}) {
    try {
      (void)open_dataset(paths);
      FAIL();
    } catch (const std::runtime_error& e) {
      EXPECT_NE(std::string(e.what()).find(';'), std::string::npos) << e.what();
    }
  }
}

// Up to forty partials, falling by 5 dB an octave.
std::vector<float> low_note(double hz, double seconds, double rate_hz) {
  std::vector<float> x = sounds::noise(seconds, rate_hz, 1e-4, 9);
  for (size_t i = 0; i < x.size(); ++i)
    for (int k = 1; k <= 40 && k * hz < 0.45 * rate_hz; ++k)
      x[i] += static_cast<float>(
          0.05 * std::pow(k, -0.8) *
          std::sin(2.0 * std::numbers::pi * k * hz * static_cast<double>(i) / rate_hz + k * k));
  return x;
}

TEST(Check, WhatLiesOutsideTheRangeIsUnpitchedAndSaid) {
  Folder f;
  for (const double hz : {82.4, 110.0, 146.8, 30.87})
    f.add("in" + std::to_string(static_cast<int>(hz)) + ".wav", low_note(hz, 6.0, kRate));
  f.add("low.wav", low_note(20.0, 6.0, kRate));
  f.add("high.wav", sounds::sine(8000.0, 6.0, kRate, 0.2));
  const CheckReport r = f.checked();
  ASSERT_TRUE(find(r, "range"));
  EXPECT_EQ(find(r, "range")->text, "notes from B0 to D3");
  for (const auto& [id, name] :
       {std::pair{"below_range", "low.wav is below"}, {"above_range", "high.wav is above"}}) {
    ASSERT_TRUE(find(r, id)) << plain_words(r);
    EXPECT_NE(find(r, id)->text.find(name), std::string::npos) << find(r, id)->text;
    EXPECT_FALSE(find(r, id)->remedy.empty());
  }
  EXPECT_FALSE(find(r, "no_pitch"));
}

TEST(Check, NotesAtALowSampleRateAreHeard) {
  for (const double rate : {4000.0, 6000.0, 7350.0}) {
    Folder f;
    for (const double hz : {110.0, 146.8, 196.0, 261.6})
      ASSERT_TRUE(write_wav(f.path + "/" + std::to_string(static_cast<int>(hz)) + ".wav",
                            {sounds::note(hz, 5.0, rate), rate})
                      .ok());
    const CheckReport r = f.checked();
    EXPECT_GT(r.voiced_s, 18.0) << rate;
    EXPECT_NEAR(r.low_midi, 45.0, 0.5) << rate;
    EXPECT_NEAR(r.high_midi, 60.0, 0.5) << rate;
  }
}

// A plucked string whose first and third partials die sooner than the second: three quarters of the recording
// sound an octave higher.
TEST(Check, APluckedNoteIsNamedByItsLoudPart) {
  Folder f;
  // dB, dB a second
  constexpr double kLevel[] = {-15, 0, -4, -25, -17, -21, -24, -28},
                   kDecay[] = {14, 4, 11, 9, 12, 14, 14, 16};
  for (const int midi : {38, 43, 47, 49}) {
    std::vector<float> x = sounds::noise(8.0, kRate, 1e-5, 4);
    for (size_t i = 0; i < x.size(); ++i)
      for (int k = 1; k <= 8; ++k) {
        const double t = static_cast<double>(i) / kRate, db = kLevel[k - 1] - kDecay[k - 1] * t;
        x[i] += static_cast<float>(0.2 * std::pow(10.0, db / 20.0) *
                                   std::sin(2.0 * std::numbers::pi * hz_from_midi(midi) * k * t + k * k));
      }
    f.add("n" + std::to_string(midi) + ".wav", x);
  }
  const Dataset data = open_dataset({f.path});
  const CheckReport r = check(data);
  for (size_t i = 0; i < r.recordings.size(); ++i) {
    EXPECT_NEAR(r.recordings[i].median_midi, std::stoi(r.recordings[i].name.substr(1)), 0.2);
    EXPECT_NEAR(data.pieces[i].midi, r.recordings[i].median_midi, 0.2);
    EXPECT_TRUE(data.pieces[i].single_note);
    EXPECT_NEAR(r.recordings[i].high_midi, r.recordings[i].median_midi, 0.5)
        << "the tail is heard an octave higher";
  }
}

// A pipe closed at one end: even partials 24 dB below odd ones, which `check` says and this kind of model can
// follow. Partials at random can not be.
TEST(Check, SaysHowPartialsStandBesideEachOther) {
  const auto checked = [](auto level_db) {
    Folder f;
    for (int i = 0; i < 4; ++i) {
      std::vector<float> x(static_cast<size_t>(3 * kRate));
      for (size_t n = 0; n < x.size(); ++n)
        for (int k = 1; k <= 16; ++k)
          x[n] += static_cast<float>(
              0.1 * std::pow(10.0, level_db(k) / 20.0) *
              std::sin(2 * std::numbers::pi * hz_from_midi(52 + i) * k * static_cast<double>(n) / kRate +
                       k * k));
      f.add("n" + std::to_string(i) + ".wav", x);
    }
    return f.checked();
  };
  const CheckReport pipe = checked([](int k) { return -1.0 * k - (k % 2 ? 0 : 24); });
  for (const RecordingFacts& r : pipe.recordings) {
    EXPECT_NEAR(r.partials.odd_even_db, 25, 1.5);
    EXPECT_LT(r.partials.left_db, 3);
  }
  ASSERT_TRUE(find(pipe, "spectrum"));
  EXPECT_NE(find(pipe, "spectrum")->text.find("odd ones 25 dB above even ones"), std::string::npos)
      << find(pipe, "spectrum")->text;
  EXPECT_FALSE(find(pipe, "uneven_spectrum"));
  constexpr double kRandom[] = {0, -3, -28, -30, -2, -27, -4, -31, -29, -1, -30, -33, -3, -28, -2, -30};
  const CheckReport uneven = checked([&](int k) { return kRandom[k - 1]; });
  EXPECT_TRUE(find(uneven, "uneven_spectrum")) << plain_words(uneven);
}

// The dynamics of an instrument whose notes die away are those of its strokes; its tails made "loudness 34 dB
// apart" of equal ones.
TEST(Check, TailsAreNotSoftNotes) {
  Folder f;
  for (int i = 0; i < 8; ++i) {
    std::vector<float> x(static_cast<size_t>(2.5 * kRate));
    const double hz = hz_from_midi(50 + 2 * i);
    for (size_t n = static_cast<size_t>(0.1 * kRate); n < x.size(); ++n) {
      const double t = static_cast<double>(n) / kRate - 0.1;
      for (int k = 1; k <= 8; ++k)
        x[n] +=
            static_cast<float>(0.15 / k * std::exp(-2.0 * t) * std::sin(2 * std::numbers::pi * k * hz * t));
    }
    f.add("n" + std::to_string(i) + ".wav", x);
  }
  const CheckReport r = f.checked();
  EXPECT_TRUE(r.struck) << plain_words(r);
  EXPECT_TRUE(find(r, "struck"));
  EXPECT_TRUE(find(r, "one_dynamic")) << plain_words(r);
  EXPECT_LT(r.loud_db - r.quiet_db, 6);
}

// A slurred octave is two notes of equal loudness, not one that is mistaken.
TEST(Check, AMelodyInOctavesIsNotOneNote) {
  RecordingFeatures h;
  for (int i = 0; i < 300; ++i) {
    h.f0_hz.push_back(i < 100 ? 220.f : 440.f);
    h.loudness_db.push_back(-20.f);
  }
  EXPECT_FALSE(h.is_single_note());
  EXPECT_NEAR(h.median_midi(), 69.0, 0.01);
}

}  // namespace
}  // namespace partials
