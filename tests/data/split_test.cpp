// SPDX-License-Identifier: MIT
// Guards against: evaluating a model on its training data (copies_test.cpp), splits that differ between
// machines, outer notes held out, phrases cut within notes, and pauses that are missed because of an offset,
// hiss or a room.
#include "data/split.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/units.h"
#include "data/phrases.h"
#include "soundfile/resample.h"
#include "support/sounds.h"

namespace partials {
namespace {

constexpr double kRate = 22050.0;

// A data set of files written to a folder of its own, described without hearing it.
struct Fixture {
  std::string folder =
      testing::TempDir() + "partials_split_" + std::to_string(reinterpret_cast<uintptr_t>(this));
  Dataset data;
  Fixture() { std::filesystem::create_directories(folder); }
  ~Fixture() { std::filesystem::remove_all(folder); }
  void add(const std::vector<float>& x, double midi, double rate_hz = kRate) {
    Recording r;
    r.path = folder + "/" + std::to_string(data.recordings.size()) + ".wav";
    ASSERT_TRUE(write_wav(r.path, {x, rate_hz}).ok());
    r.sha256 = std::string(60, '0') + std::to_string(1000 + data.recordings.size());
    r.sha256 = std::to_string(100000000000000 + 7919 * data.recordings.size()) + r.sha256.substr(15);
    r.rate_hz = rate_hz;
    r.samples = static_cast<int64_t>(x.size());
    data.pieces.push_back({data.recordings.size(), 0, r.samples, midi, true, Split::train});
    data.recordings.push_back(r);
  }
  void add_notes(int count) {
    for (int i = 0; i < count; ++i)
      add(sounds::note(hz_from_midi(50 + 2 * i), 1.0, kRate, 0.2, 100 + i), 50 + 2 * i);
  }
};

TEST(Deal, EveryInteriorNoteIsTestedOnceAndTheOuterOnesNever) {
  Fixture f;
  f.add_notes(9);
  std::vector<int> tested(9, 0);
  for (int fold = 0; fold < 3; ++fold) {
    assign_splits(&f.data, {.seed = 1, .folds = 3, .fold = fold});
    EXPECT_GE(f.data.pieces_of(Split::validation).size(), 1u);
    for (const size_t i : f.data.pieces_of(Split::test)) ++tested[i];
    for (const size_t i : f.data.pieces_of(Split::validation)) EXPECT_TRUE(i > 0 && i < 8);
  }
  EXPECT_EQ(tested, (std::vector<int>{0, 1, 1, 1, 1, 1, 1, 1, 0}));
  EXPECT_NE(f.data.split_description.find("fold 2 of 3"), std::string::npos) << f.data.split_description;
}

TEST(Deal, TheSeedDecidesAndNothingElse) {
  Fixture f;
  f.add_notes(9);
  const auto chosen = [&](uint64_t seed) {
    assign_splits(&f.data, {.seed = seed, .validation_share = 0.3});
    return f.data.pieces_of(Split::validation);
  };
  EXPECT_EQ(chosen(1), chosen(1));
  bool differs = false;
  for (uint64_t s = 2; s < 8; ++s) differs |= chosen(s) != chosen(1);
  EXPECT_TRUE(differs);
}

TEST(Deal, ImpossibleFoldsAreRefused) {
  Fixture f;
  f.add_notes(4);
  EXPECT_THROW(assign_splits(&f.data, {.seed = 1, .folds = 3, .fold = 3}), std::runtime_error);
  // two interior notes only
  EXPECT_THROW(assign_splits(&f.data, {.seed = 1, .folds = 3, .fold = 0}), std::runtime_error);
}

TEST(Phrases, AreCutInTheSilencesAndKeepTheirAttacks) {
  std::vector<float> x(static_cast<size_t>(kRate), 0.f);
  for (const double at : {1.0, 3.0, 5.5})
    sounds::add(x, sounds::note(300.0, 1.2, kRate), static_cast<size_t>(at * kRate));
  sounds::add(x, std::vector<float>(static_cast<size_t>(kRate), 0.f), x.size());
  const std::vector<Phrase> p = find_phrases({x, kRate});
  ASSERT_EQ(p.size(), 3u);
  const double starts[] = {1.0, 3.0, 5.5};
  for (int i = 0; i < 3; ++i) {
    EXPECT_LE(static_cast<double>(p[i].first), starts[i] * kRate);
    EXPECT_GE(static_cast<double>(p[i].first + p[i].samples), (starts[i] + 1.2) * kRate);
    if (i) {
      EXPECT_GE(p[i].first, p[i - 1].first + p[i - 1].samples);
    }
  }
  EXPECT_TRUE(find_phrases({std::vector<float>(22050, 0.f), kRate}).empty());
}

TEST(Phrases, LongSoundIsCutToUsablePieces) {
  const std::vector<Phrase> p = find_phrases({sounds::noise(65.0, 8000.0, 0.1, 1), 8000.0});
  EXPECT_GE(p.size(), 4u);
  for (const Phrase& one : p) EXPECT_LE(static_cast<double>(one.samples), 20.3 * 8000.0);
}

// Thirteen notes of 1 s, loud and soft in turn, half a second apart.
std::vector<float> thirteen_notes() {
  std::vector<float> x;
  for (int i = 0; i < 13; ++i) {
    x.resize(x.size() + static_cast<size_t>(0.5 * kRate), 0.f);
    sounds::add(x, sounds::note(hz_from_midi(57 + i), 1.0, kRate, i % 2 ? 0.04 : 0.2, 7 + i), x.size());
  }
  x.resize(x.size() + static_cast<size_t>(0.5 * kRate), 0.f);
  return x;
}

TEST(Phrases, AreFoundThroughAnOffsetHissAndHum) {
  std::vector<float> offset = thirteen_notes(), hiss = offset, hum = offset;
  for (float& v : offset) v += 0.1f;
  sounds::add(hiss, sounds::noise(static_cast<double>(hiss.size()) / kRate, kRate, 0.004, 3));
  sounds::add(hum, sounds::sine(50.0, static_cast<double>(hum.size()) / kRate, kRate, 0.006));
  for (const auto& x : {offset, hiss, hum}) EXPECT_EQ(find_phrases({x, kRate}).size(), 13u);
}

TEST(Phrases, NotesThatRingIntoEachOtherAreToldApart) {
  std::vector<float> dry = thirteen_notes();
  sounds::add(dry, thirteen_notes(), dry.size());
  std::vector<float> wet = dry;
  // A room of 1.5 s: decaying noise, a tap every 7 ms.
  for (int ms = 20; ms < 1500; ms += 7)
    sounds::add(
        wet,
        [&, gain = 0.12f * std::exp(-6.9f * static_cast<float>(ms) / 1500.f) *
                   (random_bipolar(5, ms) > 0 ? 1.f : -1.f)] {
          std::vector<float> y = dry;
          for (float& v : y) v *= gain;
          return y;
        }(),
        static_cast<size_t>(ms * kRate / 1000));
  const size_t found = find_phrases({wet, kRate}).size();
  EXPECT_GE(found, 18u);
  EXPECT_LE(found, 32u);
}

TEST(Manifest, HoldsHashesSplitsAndLicences) {
  Fixture f;
  f.add_notes(5);
  assign_splits(&f.data, {.seed = 1});
  const nlohmann::json j = manifest(f.data);
  ASSERT_EQ(j["recordings"].size(), 5u);
  EXPECT_EQ(j["recordings"][0]["licence"], "unknown");
  EXPECT_EQ(j["pieces"][0]["split"], "train");
  EXPECT_EQ(j["recordings"][1]["sha256"], f.data.recordings[1].sha256);
}

}  // namespace
}  // namespace partials
