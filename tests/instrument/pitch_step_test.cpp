// SPDX-License-Identifier: MIT
// Guards against: bends that take effect frames after their event, that glide instead of stepping, click,
// alias, or depend on blocks.
#include "families/instrument/pitch_step.h"

#include <gtest/gtest.h>

#include <functional>
#include <numbers>

#include "families/instrument/instrument.h"
#include "families/instrument/instrument_model.h"
#include "families/instrument/performance_inputs.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

constexpr int kRate = 48000, kTotal = 24000, kMs = kRate / 1000;
constexpr int kPlaces[] = {12000, 12001, 12050, 12100, 12150, 12191};  // all over a frame of 192 samples

// Partials of equal amplitude, as loud as is asked for, and nothing else.
Model tone(int partials) {
  Model m;
  m.graph.inputs = {{"f0_hz"}, {"loudness_db"}};
  m.graph.nodes = {{"level", "gain_from_db", {}, {{"in", "in.loudness_db"}}},
                   {"all", "concat", {}, {}},
                   {"bank",
                    "harmonic_bank",
                    {},
                    {{"f0_hz", "in.f0_hz"}, {"amplitudes", partials == 1 ? "level.out" : "all.out"}}}};
  for (int k = 0; k < std::min(partials, 6); ++k) m.graph.nodes[1].in["in" + std::to_string(k)] = "level.out";
  if (partials == 36) {
    m.graph.nodes[1].id = "six";
    m.graph.nodes.push_back({"all", "concat", {}, {}});
    for (int k = 0; k < 6; ++k) m.graph.nodes[3].in["in" + std::to_string(k)] = "six.out";
  }
  m.graph.outputs = {{"audio", "bank.out"}};
  edit_instrument_part(m).known = {100, 2000, -45, -12, -20};
  return m;
}

using Act = std::function<void(Instrument&)>;

// One note, held, and one act.
std::vector<float> play(const Model& model, const Act& act, int at, int key = 93,
                        const std::vector<int>& blocks = {256}, InstrumentSettings settings = {}) {
  Instrument player;
  EXPECT_TRUE(player.prepare(model, kRate, 4096, settings));
  player.midi(0x91, static_cast<uint8_t>(key), 100);
  std::vector<float> out(kTotal);
  size_t b = 0;
  for (int done = 0; done < kTotal;) {
    if (done == at) act(player);
    int n = std::min(blocks[b++ % blocks.size()], kTotal - done);
    if (done < at) n = std::min(n, at - done);
    player.render(out.data() + done, n);
    done += n;
  }
  return out;
}

Act tuned(float semitones) {
  return [semitones](Instrument& p) {
    Event e;
    e.kind = EventKind::tuning;
    e.value = semitones;
    p.event(e);
  };
}

// Pitch of a sine from a few of its samples: x[i-1] + x[i+1] = 2 cos(w) x[i].
double hz_of(const std::vector<float>& x, int from, int to) {
  double sum = 0, power = 0;
  for (auto i = static_cast<size_t>(from) + 1; i + 1 < static_cast<size_t>(to); ++i) {
    const double y = x[i];
    sum += y * (static_cast<double>(x[i - 1]) + static_cast<double>(x[i + 1]));
    power += y * y;
  }
  return kRate * std::acos(sum / power / 2) / (2 * std::numbers::pi);
}
double semitones_between(double hz, double other) { return 12 * std::log2(hz / other); }

TEST(PitchStep, WhateverBendsANoteIsHeardFromItsOwnSampleOn) {
  const Model model = tone(1);
  InstrumentSettings mpe;
  mpe.mpe = true;
  InstrumentSettings sharp = {};
  sharp.tune_cents = 100;
  const Act wheel = [](Instrument&p) { p.midi(0xe1, 0, 96); },
            member = [](Instrument&p) { p.midi(0xe1, 0, 80); }, tune = [&](Instrument&p) { p.set(sharp); };
  struct {
    const char* name;
    Act act;
    double semitones;
    InstrumentSettings settings;
  } cases[] = {{"tuning up", tuned(3), 3, {}},
               {"tuning down", tuned(-12), -12, {}},
               {"a little", tuned(0.05f), 0.05, {}},
               {"wheel", wheel, 1, {}},
               {"MPE", member, 12, mpe},
               {"tune", tune, 1, {}}};
  for (const auto& c : cases) {
    const auto plain = play(
        model, [](Instrument&) {}, -1, 93, {256}, c.settings);
    for (const int at : kPlaces) {
      const auto bent = play(model, c.act, at, 93, {256}, c.settings);
      EXPECT_TRUE(std::equal(bent.begin(), bent.begin() + at + 1, plain.begin())) << c.name;
      EXPECT_NE(bent[static_cast<size_t>(at + 2)], plain[static_cast<size_t>(at + 2)]) << c.name;
      const double before = hz_of(plain, at, at + 3 * kMs);
      for (const int ms : {0, 1, 3, 5, 9, 30})  // at once, and while the frames catch up
        EXPECT_NEAR(semitones_between(hz_of(bent, at + ms * kMs, at + (ms + 3) * kMs), before), c.semitones,
                    0.01)
            << c.name << " at " << at << ", " << ms << " ms later";
    }
  }
}

TEST(PitchStep, PhaseGoesOn) {  // no step in the wave: its slope never exceeds that of the higher pitch
  const Model model = tone(1);
  for (const int at : kPlaces) {
    const auto x = play(model, tuned(7), at);
    double peak = 0, steepest = 0;
    for (auto i = static_cast<size_t>(at) - 1000; i < static_cast<size_t>(at) + 1000; ++i) {
      peak = std::max(peak, std::fabs(static_cast<double>(x[i])));
      steepest = std::max(steepest, std::fabs(static_cast<double>(x[i + 1] - x[i])));
    }
    EXPECT_LT(steepest, 1.02 * peak * 2 * std::numbers::pi * 1760 * std::exp2(7.0 / 12) / kRate) << at;
  }
}

TEST(PitchStep, DoesNotDependOnBlocksNorOnWhoBends) {
  const Model model = test::tiny_model();
  const Act storm = [](Instrument& p) {
    for (const float semitones : {48.f, -48.f, 6.f}) tuned(semitones)(p);
  };
  const auto once = play(model, storm, 12077, 60, {4096});
  for (const auto& blocks : {std::vector<int>{1}, {7}, {64}, {1, 100, 3, 64}})
    EXPECT_EQ(play(model, storm, 12077, 60, blocks), once) << blocks[0];
  InstrumentSettings mpe;
  mpe.mpe = true;
  EXPECT_EQ(play(
                model, [](Instrument& p) { p.midi(0xe1, 0, 72); }, 12077, 60, {64}, mpe),
            once);
}

// A voice against the formula: frames of 192 samples, the bend in the middle of one, pitch and level moving
// besides.
TEST(PitchStep, FollowsTheBentContour) {
  const Model model = tone(6);
  Voice voice;
  ASSERT_TRUE(voice.prepare(with_performance_inputs(model.graph), nullptr, kRate, 64));
  voice.start(1);
  const auto plain_hz = [](int64_t frame) {
    return 300 + 2 * static_cast<double>(std::max<int64_t>(0, frame));
  };
  float bend = 0;
  std::vector<float> x(6000);
  const auto controls = [&](int64_t frame) {
    return FrameControls{static_cast<float>(plain_hz(frame) * std::exp2(bend / 12)), -20, {}, bend};
  };
  const std::pair<int, float> bends[] = {{2000, 4}, {2050, -5}, {2500, 0}, {3900, 1}, {6000, 0}};
  int done = 0;
  for (const auto& [until, next] : bends) {
    voice.render(x.data() + done, until - done, controls);
    done = until;
    bend = next;
    voice.bend(bend);
  }
  double cycles = 0;
  for (int i = 0; i < 6000; ++i) {
    const double part = (i % 192 + 0.5) / 192;
    const int frame = i / 192;
    double y = 0;
    for (int k = 1; k <= 6; ++k) y += 0.1 * std::sin(2 * std::numbers::pi * k * cycles);
    if (i >= 192) {
      ASSERT_NEAR(x[static_cast<size_t>(i)], y, 2e-5) << i;
    }
    const double now = i < 2000 ? 0 : i < 2050 ? 4 : i < 2500 ? -5 : i < 3900 ? 0 : 1;
    cycles +=
        (plain_hz(frame - 1) + part * (plain_hz(frame) - plain_hz(frame - 1))) * std::exp2(now / 12) / kRate;
  }
}

TEST(PitchStep, NothingSoundsAboveHalfTheRateInALeap) {
  constexpr int kLength = 192, kPartials = 60;
  for (const float semitones : {48.f, 6.f, -48.f}) {
    PitchStep step;
    step.prepare(kRate, 16000, kPartials);
    step.start();
    const float low = 440, high = std::min(kHighestPlayedHz, low * std::exp2(semitones / 12));
    float line_from = low, line_to = low, deviation[kLength];
    for (int frame = 0; frame < 4; ++frame) {  // bent within frame 1
      if (frame >= 2) line_to = high;
      step.frame(line_to, frame >= 2 ? semitones : 0, kLength);
      const int sounding = static_cast<int>(std::ceil(16000 / std::min(line_from, line_to))) - 1;
      for (int i = 0; i < kLength; ++i) {
        if (frame == 1 && i == 100) step.bend(semitones);
        step.fill(deviation + i, i, 1);
        const double hz =
            line_from + (i + 0.5) / kLength * (line_to - line_from) + static_cast<double>(deviation[i]);
        if (frame == 1 && i < 100) {
          EXPECT_EQ(deviation[i], 0);
        }
        if (frame == 3) {
          EXPECT_TRUE(step.still() && std::fabs(deviation[i]) < 1e-3f);
        }
        EXPECT_LE(std::min(sounding, kPartials) * hz, kRate / 2 + 1) << "frame " << frame << ", sample " << i;
        // nothing held back
        if (semitones <= 6 && (frame == 2 || (frame == 1 && i >= 100))) {
          EXPECT_NEAR(hz, high, 1e-2);
        }
      }
      line_from = line_to;
    }
  }
}

// 36 partials to 15.8 kHz, and four octaves up: until they have faded, the highest is held at half the rate,
// which gives a wave of 72 samples.
TEST(PitchStep, ALeapWaitsForPartialsToFade) {
  constexpr int kAt = 12100;  // in the frame from 12096 to 12288
  const auto x = play(tone(36), tuned(48), kAt, 69);
  float peak = 0;
  for (size_t i = kAt - 100; i < kAt; ++i) peak = std::max(peak, std::fabs(x[i]));
  for (size_t i = kAt + 1; i + 72 < 12288; ++i) ASSERT_NEAR(x[i], x[i + 72], 2e-3f * peak) << i;
  const auto after = play(tone(36), tuned(0), kAt, 117);  // that note itself: partials 7040 and 14080 Hz
  for (const size_t from : {size_t{12480}, size_t{13000}}) {
    double power = 0, expected = 0;
    for (size_t i = from; i < from + 192; ++i) {
      power += static_cast<double>(x[i]) * static_cast<double>(x[i]);
      expected += static_cast<double>(after[i]) * static_cast<double>(after[i]);
    }
    EXPECT_NEAR(10 * std::log10(power / expected), 0, 2) << from;
  }
}

}  // namespace
}  // namespace partials
