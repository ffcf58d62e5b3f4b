// SPDX-License-Identifier: MIT
// Guards against: long reverberation that is not reported, and struck or plucked notes, fades and dry notes
// that are reported as reverberation; drums that "will make an instrument"; metronome clicks that count as
// copies.
#include "data/reverberation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/units.h"
#include "data/split.h"
#include "families/instrument/train/check.h"
#include "support/sounds.h"

namespace partials {
namespace {

constexpr double kRate = 16000.0;

using Sound = std::vector<float>;

void put(Sound& x, const Sound& y, double at_s) {
  const auto at = static_cast<size_t>(at_s * kRate);
  x.resize(std::max(x.size(), at + y.size()), 0.f);
  for (size_t i = 0; i < y.size(); ++i) x[at + i] += y[i];
}

// Every note rings on in a room of this reverberation time: a comb of decaying echoes, many and irregular, as
// of exponentially falling noise.
Sound in_a_room(const Sound& dry, double t60_s, double tail_s, double level) {
  Sound wet = dry;
  wet.resize(dry.size() + static_cast<size_t>(tail_s * kRate), 0.f);
  for (uint64_t echo = 0; echo < 900; ++echo) {
    const double at_s = tail_s * (static_cast<double>(echo) + random_unit(7, echo)) / 900.0;
    const auto gain =
        static_cast<float>(level * std::exp(-6.9 * at_s / t60_s) * (random_unit(9, echo) < 0.5 ? -1.0 : 1.0));
    const auto late = static_cast<size_t>(at_s * kRate);
    for (size_t i = 0; i < dry.size() && i + late < wet.size(); ++i) wet[i + late] += gain * dry[i];
  }
  return wet;
}

// Eight notes with pauses; each as `one` makes it.
template <class One>
Sound melody(const One& one, double every_s = 3.0) {
  Sound x;
  for (int i = 0; i < 8; ++i)
    put(x, one(hz_from_midi(55 + i * 5 % 12), static_cast<uint64_t>(i)), 0.2 + every_s * i);
  return x;
}

Sound held(double hz, uint64_t seed) { return sounds::note(hz, 1.0, kRate, 0.1, seed); }

Sound plucked(double hz, double t60_s, double damped_s) {
  Sound x(static_cast<size_t>(2.5 * kRate));
  for (size_t i = 0; i < x.size(); ++i) {
    const double t = static_cast<double>(i) / kRate;
    double sum = 0;
    for (int k = 1; k <= 8; ++k)
      sum += std::sin(2 * M_PI * hz * k * t) * std::exp(-6.9 * t * (1 + 0.15 * k) / t60_s) / k;
    x[i] = static_cast<float>(0.2 * sum * (t < damped_s ? 1.0 : std::exp(-6.9 * (t - damped_s) / 0.15)));
  }
  return x;
}

double middle(std::vector<double> v) {
  if (v.empty()) return 0;
  std::sort(v.begin(), v.end());
  return v[v.size() / 2];
}

std::vector<double> decays(const Sound& x) { return decay_times_s(analyse_recording({x, kRate})); }

TEST(Reverberation, ItsTimeIsThatOfTheRoom) {
  for (const double t60_s : {1.0, 2.0}) {
    const auto found =
        decays(melody([&](double hz, uint64_t seed) { return in_a_room(held(hz, seed), t60_s, 1.9, 0.05); }));
    EXPECT_GE(found.size(), 4u) << t60_s;
    EXPECT_NEAR(middle(found), t60_s, 0.35 * t60_s);
  }
  EXPECT_LT(middle(decays(
                melody([](double hz, uint64_t seed) { return in_a_room(held(hz, seed), 0.3, 1.0, 0.05); }))),
            0.6);
}

TEST(Reverberation, WhatFallsByItselfIsNoRoom) {
  EXPECT_LT(middle(decays(melody(held))), 0.3);
  for (const double t60_s : {1.5, 3.0, 6.0, 12.0})
    for (const double damped_s : {1.2, 99.0})
      EXPECT_LT(middle(decays(melody([&](double hz, uint64_t) { return plucked(hz, t60_s, damped_s); }))),
                0.6)
          << t60_s << " " << damped_s;
  const auto faded = [](double hz, uint64_t seed) {  // in a straight line, over a second
    Sound x = sounds::note(hz, 2.4, kRate, 0.1, seed);
    for (size_t i = 0; i < x.size(); ++i)
      x[i] *= static_cast<float>(std::min(1.0, (2.4 - static_cast<double>(i) / kRate) / 1.0));
    return x;
  };
  EXPECT_LT(middle(decays(melody(faded))), 0.8);
}

struct Folder {
  std::string path =
      testing::TempDir() + "partials_rooms_" + std::to_string(reinterpret_cast<uintptr_t>(this));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  void add(const std::string& name, const Sound& x) const {
    ASSERT_TRUE(write_wav(path + "/" + name, {x, kRate}).ok());
  }
};

const Finding* find(const CheckReport& r, const std::string& id) {
  for (const Finding& f : r.findings)
    if (f.id == id) return &f;
  return nullptr;
}

TEST(Reverberation, IsSaidWithARemedy) {
  Folder dry, wet;
  for (uint64_t i = 0; i < 2; ++i) {
    dry.add(std::to_string(i) + ".wav",
            melody([&](double hz, uint64_t seed) { return held(hz, 10 * i + seed); }));
    wet.add(std::to_string(i) + ".wav", melody([&](double hz, uint64_t seed) {
              return in_a_room(held(hz, 10 * i + seed), 1.5, 1.9, 0.05);
            }));
  }
  EXPECT_FALSE(find(check(open_dataset({dry.path})), "reverberation"));
  const CheckReport r = check(open_dataset({wet.path}));
  const Finding* said = find(r, "reverberation");
  ASSERT_TRUE(said) << plain_words(r);
  EXPECT_EQ(said->severity, Severity::warning);
  EXPECT_NE(said->remedy.find("closer to the microphone"), std::string::npos);
}

// Bass drum, snare drum and cymbal; the bass drum has a pitch.
Sound drum_loop(double beat_s, uint64_t seed) {
  Sound x;
  for (int half = 0; half < 48; ++half) {
    const auto key = static_cast<uint64_t>(half) + 100 * seed;
    const double at_s = 0.5 * beat_s * half;
    Sound cymbal = sounds::noise(0.1, kRate, 0.05, key);
    for (size_t i = 0; i < cymbal.size(); ++i) cymbal[i] *= std::exp(-static_cast<float>(i) / 500.f);
    put(x, cymbal, at_s);
    if (half % 4 == 0) {
      Sound drum(static_cast<size_t>(0.4 * kRate));
      for (size_t i = 0; i < drum.size(); ++i) {
        const double t = static_cast<double>(i) / kRate;
        drum[i] = static_cast<float>(0.4 * std::exp(-t / 0.12) *
                                     std::sin(2 * M_PI * (55 * t - 2.0 * std::exp(-t / 0.02))));
      }
      put(x, drum, at_s);
    }
    if (half % 4 == 2) {
      Sound snare = sounds::noise(0.3, kRate, 0.2, key + 50);
      for (size_t i = 0; i < snare.size(); ++i) snare[i] *= std::exp(-static_cast<float>(i) / 1400.f);
      put(x, snare, at_s);
    }
  }
  return x;
}

TEST(Percussion, IsNoInstrumentOfThisKind) {
  Folder f;
  for (uint64_t i = 0; i < 4; ++i)
    f.add(std::to_string(i) + ".wav", drum_loop(0.5 + 0.05 * static_cast<double>(i), i));
  const CheckReport r = check(open_dataset({f.path}));
  EXPECT_FALSE(r.usable) << plain_words(r);
  EXPECT_TRUE(find(r, "percussion") || find(r, "unpitched")) << plain_words(r);
}

TEST(Percussion, ClicksBeforeTwoTakesAreNoCopies) {
  Folder f;
  for (uint64_t take = 0; take < 2; ++take) {
    Sound x;
    for (int i = 0; i < 4; ++i) {
      Sound click = sounds::sine(1500.0, 0.02, kRate, 0.4);
      for (size_t j = 0; j < click.size(); ++j) click[j] *= std::exp(-static_cast<float>(j) / 60.f);
      put(x, click, 0.5 + 0.5 * i);
    }
    for (int i = 0; i < 8; ++i)
      put(x,
          sounds::note(hz_from_midi(55 + (i * 5 + static_cast<int>(take)) % 12), 1.5, kRate, 0.1,
                       10 * take + static_cast<uint64_t>(i)),
          3.0 + 2.0 * i);
    f.add(std::to_string(take) + ".wav", x);
  }
  Dataset data = open_dataset({f.path});
  EXPECT_NO_THROW(assign_splits(&data, {}));
}

}  // namespace
}  // namespace partials
