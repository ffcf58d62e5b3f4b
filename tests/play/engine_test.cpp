// SPDX-License-Identifier: MIT
// Guards against: sound that depends on the host's buffer, clicks and allocation when a model is swapped, a
// dry path with the wrong latency, a meter that falls by blocks instead of by time, NaN in the output,
// parameters that cannot read their own text, a state that loses or replaces the model.
#include "play/engine.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "families/families.h"
#include "families/model_loading.h"
#include "host/session.h"
#include "support/alloc_counter.h"
#include "support/sounds.h"
#include "support/tiny_model.h"

PARTIALS_COUNT_ALLOCATIONS

namespace partials {
namespace {

constexpr int kRate = 48000;

std::shared_ptr<const Model> tiny(uint64_t seed = 1) {
  return std::make_shared<const Model>(test::tiny_model(seed));
}

Event note(int time, int key, float velocity, EventKind kind = EventKind::note_on) {
  Event e;
  e.time = time;
  e.kind = kind;
  e.channel = 0;
  e.key = static_cast<int16_t>(key);
  e.value = velocity;
  e.note_id = key;
  return e;
}
Event parameter(int time, int index, float value) {
  Event e;
  e.time = time;
  e.kind = EventKind::parameter;
  e.index = index;
  e.value = value;
  return e;
}

// Plays `events` (times absolute) in these blocks; left channel.
std::vector<float> play(Engine& engine, const std::vector<Event>& events, int total,
                        const std::vector<int>& blocks, const std::vector<float>& in = {}) {
  std::vector<float> left(static_cast<size_t>(total)), right(left);
  size_t next = 0, b = 0;
  for (int at = 0; at < total;) {
    const int n = std::min(blocks[b++ % blocks.size()], total - at);
    std::vector<Event> now;
    for (; next < events.size() && events[next].time < at + n; ++next) {
      now.push_back(events[next]);
      now.back().time -= at;
    }
    float* out[] = {left.data() + at, right.data() + at};
    const float* source[] = {in.empty() ? nullptr : in.data() + at};
    engine.process({source, in.empty() ? 0 : 1, out, 2, n, now});
    at += n;
  }
  return left;
}

double peak(const std::vector<float>& x, size_t from = 0, size_t to = ~size_t{0}) {
  double most = 0;
  for (size_t i = from; i < std::min(to, x.size()); ++i)
    most = std::max(most, std::fabs(static_cast<double>(x[i])));
  return most;
}

TEST(Engine, SoundsTheSameAtAnyBlockSize) {
  const std::vector<Event> events = {
      note(100, 69, 0.8f),          parameter(3001, kMacro1 + 1, 0.9f),     note(5000, 76, 0.5f),
      parameter(7003, kOutput, -6), note(9000, 69, 0, EventKind::note_off), parameter(9500, kTune, 40)};
  std::vector<float> once;
  for (const auto& blocks : {std::vector<int>{8192}, {1}, {64}, {1, 700, 33}}) {
    Engine engine(PlayerKind::instrument, sound_maker());
    ASSERT_TRUE(engine.load(tiny()));
    ASSERT_TRUE(engine.prepare(kRate, 8192));
    const auto x = play(engine, events, 20000, blocks);
    EXPECT_GT(peak(x), 0.01);
    if (once.empty()) once = x;
    EXPECT_EQ(x, once) << "blocks of " << blocks[0];
  }
}

TEST(Engine, TheMeterFallsAsFastAtAnyBlockSize) {
  std::vector<float> shown_db;
  for (const int block : {32, 64, 480}) {
    Engine engine(PlayerKind::instrument, sound_maker());
    ASSERT_TRUE(engine.load(tiny()));
    ASSERT_TRUE(engine.prepare(kRate, 512));
    play(engine, {note(0, 69, 0.8f)}, kRate / 2, {block});
    engine.set_value(kOutput, kParameters[kOutput].min);  // silent at once, as nothing that dies away is
    play(engine, {}, kRate / 4, {block});
    shown_db.push_back(20 * std::log10(engine.meters().peak));
  }
  EXPECT_GT(shown_db[0], -60);
  EXPECT_NEAR(shown_db[1], shown_db[0], 0.5);
  EXPECT_NEAR(shown_db[2], shown_db[0], 0.5);
}

TEST(Engine, ASwapWhilePlayingNeitherClicksNorAllocatesAndKeysSoundOn) {
  Engine engine(PlayerKind::instrument, sound_maker());
  ASSERT_TRUE(engine.load(tiny()));
  ASSERT_TRUE(engine.prepare(kRate, 64));
  const auto before = play(engine, {note(0, 69, 0.8f)}, 24000, {64});
  ASSERT_TRUE(engine.load(tiny(2)));
  std::vector<float> left(64), right(64), all;
  float* out[] = {left.data(), right.data()};
  all.reserve(24000);
  for (int b = 0; b < 300; ++b) {
    const test::NoAllocation none;
    engine.process({nullptr, 0, out, 2, 64, {}});
    EXPECT_EQ(none.count(), 0);
    all.insert(all.end(), left.begin(), left.end());
  }
  const auto step = [](const std::vector<float>& x, size_t from) {
    double most = 0;
    for (size_t i = from + 1; i < x.size(); ++i)
      most = std::max(most, std::fabs(static_cast<double>(x[i]) - x[i - 1]));
    return most;
  };
  EXPECT_LT(step(all, 0), 1.5 * std::max(step(before, 12000), step(all, 12000)));
  EXPECT_GT(peak(all, 12000), 0.01) << "the key that is down sounds in the new model";
  engine.collect();
}

TEST(Engine, WithoutAModelThereIsSilence) {
  Engine engine(PlayerKind::instrument, sound_maker());
  ASSERT_TRUE(engine.prepare(kRate, 512));
  EXPECT_EQ(peak(play(engine, {note(0, 60, 1)}, 4000, {512})), 0);
  ASSERT_TRUE(engine.load(tiny()));
  EXPECT_EQ(peak(play(engine, {}, 4000, {512})), 0);
  EXPECT_GT(peak(play(engine, {note(0, 69, 1)}, 24000, {512})), 0.01);
  engine.unload();
  const auto end = play(engine, {}, 24000, {512});
  EXPECT_EQ(peak(end, 4000), 0);
}

TEST(Engine, BypassAndDryAreTheInputAsLateAsDeclared) {
  const auto in = sounds::noise(0.5, kRate, 0.1, 3);
  for (const int which : {kBypass, kMix}) {
    Engine engine(PlayerKind::effect, sound_maker());
    ASSERT_TRUE(engine.load(tiny()));
    engine.set_value(which, which == kBypass ? 1 : 0);
    engine.set_value(kLimiter, 0);
    ASSERT_TRUE(engine.prepare(kRate, 256));
    const auto latency = static_cast<size_t>(engine.latency_samples());
    EXPECT_GT(latency, 100u);
    const auto out = play(engine, {}, static_cast<int>(in.size()), {256}, in);
    for (size_t i = 0; i + latency < in.size(); ++i) ASSERT_EQ(out[i + latency], in[i]) << i;
  }
}

TEST(Engine, AHigherLowestNoteMeansLessLatencyAfterARestart) {
  Engine engine(PlayerKind::effect, sound_maker());
  ASSERT_TRUE(engine.load(tiny()));
  ASSERT_TRUE(engine.prepare(kRate, 256));
  const int low = engine.latency_samples();
  engine.set_value(kLowestNote, 60);
  EXPECT_TRUE(engine.needs_restart());
  EXPECT_EQ(engine.latency_samples(), low) << "until then it is as it was declared";
  ASSERT_TRUE(engine.prepare(kRate, 256));
  EXPECT_FALSE(engine.needs_restart());
  EXPECT_LT(engine.latency_samples(), low);
}

TEST(Engine, NothingThatIsNotANumberGetsOutAndPeaksAreLimited) {
  Engine engine(PlayerKind::effect, sound_maker());
  ASSERT_TRUE(engine.load(tiny()));
  engine.set_value(kMix, 50);
  engine.set_value(kOutput, 12);
  ASSERT_TRUE(engine.prepare(kRate, 256));
  auto in = sounds::note(220, 1.0, kRate, 0.9);
  for (size_t i = 0; i < in.size(); i += 997)
    in[i] = i % 2 ? std::numeric_limits<float>::quiet_NaN() : std::numeric_limits<float>::infinity();
  const auto out = play(engine, {parameter(500, kTune, std::numeric_limits<float>::quiet_NaN())},
                        static_cast<int>(in.size()), {100}, in);
  for (const float x : out) ASSERT_TRUE(std::isfinite(x));
  EXPECT_LE(peak(out), Limiter::kCeiling);
}

TEST(Engine, ALearnedControllerMovesItsParameterAndTheHostIsTold) {
  Engine engine(PlayerKind::instrument, sound_maker());
  ASSERT_TRUE(engine.prepare(kRate, 64));
  engine.learn(kOutput);
  Event cc;
  cc.status = 0xb0;
  cc.data1 = 21;
  cc.data2 = 127;
  play(engine, {cc}, 64, {64});
  EXPECT_EQ(engine.learned(21), kOutput);
  EXPECT_FLOAT_EQ(engine.value(kOutput), 12);
  ASSERT_EQ(engine.out_events().size(), 1u);
  EXPECT_EQ(engine.out_events()[0].kind, EventKind::parameter);
}

TEST(Engine, EveryNoteThatWasStartedIsReportedEnded) {
  Engine engine(PlayerKind::instrument, sound_maker());
  ASSERT_TRUE(engine.load(tiny()));
  engine.set_value(kVoices, 3);
  ASSERT_TRUE(engine.prepare(kRate, 64));
  std::vector<float> left(64), right(64);
  float* out[] = {left.data(), right.data()};
  int ended = 0;
  for (int b = 0; b < 3000; ++b) {
    std::vector<Event> now;
    if (b < 20) now.push_back(note(b % 64, 60 + b, 0.7f));
    if (b == 25)
      for (int k = 60; k < 80; ++k) now.push_back(note(0, k, 0, EventKind::note_off));
    engine.process({nullptr, 0, out, 2, 64, now});
    for (const Event& e : engine.out_events()) ended += e.kind == EventKind::note_end;
  }
  EXPECT_EQ(ended, 20);
}

TEST(Parameters, TextGoesBothWaysAndIdsAreTheirOwn) {
  for (int i = 0; i < kParameterCount; ++i) {
    const Parameter& p = kParameters[static_cast<size_t>(i)];
    EXPECT_EQ(parameter_index(p.id), i);
    for (float part : {0.f, 0.3f, 1.f}) {
      const float v = clamped(i, p.min + part * (p.max - p.min));
      const auto back = value_of(i, text_of(i, v));
      ASSERT_TRUE(back.has_value()) << p.id << " " << text_of(i, v);
      EXPECT_NEAR(*back, v, 0.051) << p.id;
    }
    EXPECT_FALSE(value_of(i, "loud").has_value()) << p.id;
  }
}

// What people type, in hosts of any language; and what they read, which is the same in all of them.
TEST(Parameters, NumbersHaveAPointAndAreReadWithACommaToo) {
  EXPECT_EQ(text_of(kOutput, -12.5f), "-12.5 dB");
  EXPECT_EQ(text_of(kMacro1, 0), "-40.0 dB");
  EXPECT_EQ(text_of(kLimiter, 0), "off");
  for (const char* text : {"-12.5", "-12,5 dB", " -12.5db "})
    EXPECT_EQ(value_of(kOutput, text), -12.5f) << text;
  EXPECT_EQ(value_of(kOutput, "+3 dB"), 3.f);
  for (const char* text : {"", "+", "dB", "3 st", "nan", "inf", "1.2.3"})
    EXPECT_FALSE(value_of(kOutput, text).has_value()) << text;
  EXPECT_STREQ(kParameters[kMacro1].name, "Breath");
}

TEST(Session, AProjectKeepsParametersAndModelAndNeverSubstitutes) {
  Model m = test::tiny_model();
  ASSERT_TRUE(make_instrument_golden(m, std::vector<float>(20, 440.f), std::vector<float>(20, -20.f)));
  for (const bool pass_on : {true, false}) {
    m.card.name = "Oboe";
    m.card.redistribute = pass_on;
    const std::string path = testing::TempDir() + "oboe.partials";
    ASSERT_TRUE(save_model(m, path));
    Session a(PlayerKind::instrument);
    ASSERT_TRUE(a.engine().prepare(kRate, 64));
    ASSERT_TRUE(a.load_file(path));
    a.engine().set_value(kTranspose, 7);
    a.engine().set_learned(21, kOutput);
    const std::string state = a.save();

    Session b(PlayerKind::instrument);
    ASSERT_TRUE(b.engine().prepare(kRate, 64));
    ASSERT_TRUE(b.restore(state));
    EXPECT_EQ(b.engine().value(kTranspose), 7);
    EXPECT_EQ(b.engine().learned(21), kOutput);
    EXPECT_EQ(b.save(), state);

    std::remove(path.c_str());
    Session c(PlayerKind::instrument);
    ASSERT_TRUE(c.engine().prepare(kRate, 64));
    EXPECT_EQ(c.restore(state).ok(), pass_on);
    EXPECT_EQ(c.engine().model() != nullptr, pass_on);
    EXPECT_EQ(c.save(), state) << "also without the model, the project loses nothing";
    if (!pass_on) {
      EXPECT_NE(c.message().find("Oboe"), std::string::npos);
    }
    for (size_t cut : {size_t{0}, size_t{5}, size_t{12}, state.size() / 3})
      EXPECT_FALSE(c.restore(state.substr(0, cut))) << cut;
  }
}

TEST(Session, SaysWhyAFileIsNoModelAndPlaysOn) {
  Session s(PlayerKind::instrument);
  ASSERT_TRUE(s.engine().prepare(kRate, 64));
  ASSERT_TRUE(s.engine().load(tiny()));
  for (const std::string& path :
       {testing::TempDir(), std::string("examples/data/tune.mid"), std::string("nowhere.partials")}) {
    EXPECT_FALSE(s.load_file(path)) << path;
    EXPECT_FALSE(s.message().empty()) << path;
    EXPECT_GT(peak(play(s.engine(), {note(0, 69, 1), note(11000, 69, 0, EventKind::note_off)}, 12000, {64})),
              0.01)
        << "what sounded sounds on";
  }
}

}  // namespace
}  // namespace partials
