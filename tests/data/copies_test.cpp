// SPDX-License-Identifier: MIT
// Guards against: two different struck notes that are refused as copies, copies that are not found
// (converted, quieter, shifted, cut, inverted), a refusal that cannot be overridden, and equal pieces on both
// sides of the split.
#include "data/copies.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <numbers>

#include "base/units.h"
#include "data/split.h"
#include "soundfile/resample.h"
#include "support/sounds.h"

namespace partials {
namespace {

constexpr double kRate = 22050.0;

// A struck string: four partials that die away, the upper ones sooner, after a knock.
std::vector<float> struck(double hz, uint64_t seed, double seconds = 2.0, double amplitude = 0.3,
                          int partials = 6) {
  std::vector<float> x(static_cast<size_t>(seconds * kRate));
  for (size_t i = 0; i < x.size(); ++i) {
    const double t = static_cast<double>(i) / kRate;
    double sum = 0.2 * std::exp(-t * 60.0) * std::sin(2.0 * std::numbers::pi * 180.0 * t);
    for (int k = 1; k <= partials; ++k)
      sum += std::exp(-t * 3.0 * (1.0 + 0.2 * k)) / k *
             std::sin(2.0 * std::numbers::pi * (hz * k * t + random_unit(seed, static_cast<uint64_t>(k))));
    x[i] = static_cast<float>(amplitude * sum);
  }
  return x;
}

struct Folder {
  std::string path =
      testing::TempDir() + "partials_copies_" + std::to_string(reinterpret_cast<uintptr_t>(this));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  void add(const std::string& name, const std::vector<float>& x, double rate_hz = kRate) const {
    ASSERT_TRUE(write_wav(path + "/" + name, {x, rate_hz}, WavFormat::pcm16).ok());
  }
  void add_struck(int count) const {
    for (int i = 0; i < count; ++i)
      add("n" + std::to_string(48 + i) + ".wav",
          struck(hz_from_midi(48 + i), static_cast<uint64_t>(i), 2.0, i % 2 ? 0.06 : 0.3));
  }
  std::string refusal(bool allowed = false, uint64_t seed = 1) const {
    try {
      Dataset data = open_dataset({path});
      assign_splits(&data, {.seed = seed, .allow_copies = allowed});
      return "";
    } catch (const DataRefused& e) {
      return e.what();
    }
  }
};

TEST(Copies, DifferentStruckNotesAreNoCopies) {
  Folder f;
  f.add_struck(14);
  for (uint64_t seed = 1; seed <= 3; ++seed) EXPECT_EQ(f.refusal(false, seed), "");
}

TEST(Copies, RealCopiesAreFoundAndNamedWhateverTheSeed) {
  const std::vector<float> x = struck(hz_from_midi(52), 4);
  std::vector<float> quieter = x, shifted(4000, 0.f), turned = x, cut(x.begin() + 9000, x.begin() + 32000);
  for (float& v : quieter) v *= 0.1f;
  for (float& v : turned) v = -v;
  sounds::add(shifted, x, 4000);
  for (const auto& [copy, rate] : {std::pair{x, kRate},
                                   {quieter, kRate},
                                   {shifted, kRate},
                                   {turned, kRate},
                                   {cut, kRate},
                                   {resample(x, kRate, 16000.0), 16000.0}}) {
    Folder f;
    f.add_struck(8);
    f.add("copy.wav", copy, rate);
    for (uint64_t seed = 1; seed <= 3; ++seed) {
      const std::string text = f.refusal(false, seed);
      EXPECT_NE(text.find("'copy' and 'n52'"), std::string::npos) << text << " " << copy.size();
      EXPECT_NE(text.find("--allow-copies"), std::string::npos) << text;
    }
  }
}

TEST(Copies, AllowedCopiesStayOnOneSide) {
  Folder f;
  f.add_struck(8);
  for (int i = 0; i < 6; ++i)
    f.add("copy" + std::to_string(i) + ".wav",
          struck(hz_from_midi(49 + i), static_cast<uint64_t>(1 + i), 1.7, 0.1));
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    Dataset data = open_dataset({f.path});
    assign_splits(&data, {.seed = seed, .validation_share = 0.3, .allow_copies = true});
    EXPECT_GE(data.pieces_of(Split::validation).size(), 1u);
    for (const Piece& p : data.pieces)
      for (const Piece& q : data.pieces)
        if (std::abs(p.midi - q.midi) < 0.3) {
          EXPECT_EQ(p.split, q.split) << name_of(data, p) << " " << name_of(data, q);
        }
    EXPECT_TRUE(std::any_of(data.remarks.begin(), data.remarks.end(),
                            [](const Remark& r) { return r.id == "copies"; }));
  }
}

TEST(Copies, TwoPerformancesOfOneNoteAreTwoSounds) {
  const AudioClip a{sounds::note(220.0, 2.0, kRate, 0.2, 5), kRate},
      b{sounds::note(220.0, 2.0, kRate, 0.2, 6), kRate};
  EXPECT_EQ(verdict(likeness(a, a)), Alike::surely);
  EXPECT_EQ(verdict(likeness(a, b)), Alike::no);
}

TEST(Copies, ABareSineProvesNothing) {
  const AudioClip a{sounds::sine(440.0, 2.0, kRate), kRate}, b{sounds::sine(440.0, 3.0, kRate, 0.2), kRate};
  EXPECT_NE(verdict(likeness(a, b)), Alike::surely);
}

TEST(Copies, EqualClicksOfOneRecordingAreNotRefused) {
  std::vector<float> x(static_cast<size_t>(0.5 * kRate), 0.f);
  for (int i = 0; i < 8; ++i) sounds::add(x, struck(1000.0, 3, 0.4), static_cast<size_t>((0.5 + i) * kRate));
  Folder f;
  f.add("metronome.wav", x);
  EXPECT_EQ(f.refusal(), "");
}

}  // namespace
}  // namespace partials
