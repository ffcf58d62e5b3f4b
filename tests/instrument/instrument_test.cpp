// SPDX-License-Identifier: MIT
// Guards against: notes on a grid of blocks, sound that depends on the host's buffer, clicks when voices run
// out, hanging notes, allocation on the audio thread.
#include "families/instrument/instrument.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "support/alloc_counter.h"
#include "support/tiny_model.h"

PARTIALS_COUNT_ALLOCATIONS

namespace partials {
namespace {

constexpr int kRate = 48000;

struct Message {
  int sample;
  uint8_t status, data1, data2;
};

std::vector<float> play(Instrument& engine, const std::vector<Message>& events, int total,
                        const std::vector<int>& blocks) {
  std::vector<float> out(static_cast<size_t>(total));
  size_t next = 0, b = 0;
  for (int at = 0; at < total;) {
    for (; next < events.size() && events[next].sample <= at; ++next)
      engine.midi(events[next].status, events[next].data1, events[next].data2);
    int n = std::min(blocks[b++ % blocks.size()], total - at);
    if (next < events.size()) n = std::min(n, events[next].sample - at);
    engine.render(out.data() + at, n);
    at += n;
  }
  return out;
}

Instrument prepared(const Model& model, InstrumentSettings settings = {}, int max_block = 256) {
  Instrument engine;
  EXPECT_TRUE(engine.prepare(model, kRate, max_block, settings));
  return engine;
}

double rms(const std::vector<float>& x, size_t from, size_t to) {
  double sum = 0;
  for (size_t i = from; i < to; ++i) sum += static_cast<double>(x[i]) * x[i];
  return std::sqrt(sum / static_cast<double>(to - from));
}

const std::vector<Message> kPhrase = {{101, 0x90, 69, 100}, {3333, 0x90, 76, 60}, {9000, 0xe0, 0, 80},
                                      {12001, 0x80, 69, 0}, {14000, 0xb0, 1, 90}, {15000, 0x90, 64, 127},
                                      {20000, 0x80, 76, 0}, {21000, 0x80, 64, 0}};

TEST(Instrument, SoundsTheSameAtAnyBlockSize) {
  const Model model = test::tiny_model();
  Instrument engine = prepared(model, {}, 4096);
  const auto once = play(engine, kPhrase, 30000, {4096});
  EXPECT_GT(rms(once, 0, 30000), 1e-3);
  for (const auto& blocks : {std::vector<int>{1}, {7}, {64}, {1, 500, 3, 64}}) {
    engine.reset();
    EXPECT_EQ(play(engine, kPhrase, 30000, blocks), once) << "blocks of " << blocks[0];
  }
}

TEST(Instrument, ANoteStartsAtItsOwnSample) {
  const Model model = test::tiny_model();
  std::vector<float> first;
  for (int at : {0, 1, 63, 64, 777}) {
    Instrument engine = prepared(model);
    const auto x = play(engine, {{at, 0x90, 69, 100}}, at + 2000, {64});
    for (int i = 0; i < at; ++i) ASSERT_EQ(x[static_cast<size_t>(i)], 0.f);
    std::vector<float> note(x.begin() + at, x.end());
    if (first.empty()) first = note;
    EXPECT_EQ(note, first) << "at sample " << at;
  }
}

TEST(Instrument, NotesEndInSilenceAndVoicesComeFree) {
  const Model model = test::tiny_model();
  Instrument engine = prepared(model);
  const auto x = play(engine, kPhrase, 3 * kRate, {512});
  EXPECT_EQ(engine.sounding(), 0);
  EXPECT_LT(20 * std::log10(rms(x, 2 * kRate, 3 * kRate) + 1e-12), -100);
}

TEST(Instrument, ThePedalHoldsNotes) {
  const Model model = test::tiny_model();
  Instrument engine = prepared(model);
  const auto x =
      play(engine, {{0, 0xb0, 64, 127}, {10, 0x90, 69, 100}, {5000, 0x80, 69, 0}, {kRate, 0xb0, 64, 0}},
           3 * kRate, {512});
  EXPECT_GT(rms(x, kRate / 2, kRate), 0.01);
  EXPECT_EQ(engine.sounding(), 0);
}

TEST(Instrument, StealingDoesNotClick) {
  const Model model = test::tiny_model();
  InstrumentSettings two;
  two.voices = 2;
  std::vector<Message> events;
  for (int i = 0; i < 12; ++i) events.push_back({i * 4000, 0x90, static_cast<uint8_t>(60 + i), 100});
  Instrument few = prepared(model, two);
  const auto x = play(few, events, 60000, {64});
  EXPECT_LE(few.sounding(), 2);
  // A cut shows as a step between neighbouring samples that the same notes, none of them stolen, do not have.
  Instrument many = prepared(model);
  const auto y = play(many, events, 60000, {64});
  const auto step = [](const std::vector<float>& s) {
    float most = 0;
    for (size_t i = 1; i < s.size(); ++i) most = std::max(most, std::fabs(s[i] - s[i - 1]));
    return most;
  };
  EXPECT_LT(step(x), step(y));
}

TEST(Instrument, MonoSlursFromKeyToKeyAndBack) {
  const Model model = test::tiny_model();
  InstrumentSettings mono;
  mono.mono = true;
  Instrument engine = prepared(model, mono);
  const auto x =
      play(engine, {{0, 0x90, 69, 100}, {12000, 0x90, 72, 100}, {24000, 0x80, 72, 0}, {36000, 0x80, 69, 0}},
           40000, {64});
  EXPECT_EQ(engine.sounding(), 1);
  for (size_t from = 6000; from + 2000 < 36000; from += 2000)
    EXPECT_GT(rms(x, from, from + 2000), 0.01) << from;
}

TEST(Instrument, HarderKeysAreLouder) {
  const Model model = test::tiny_model();
  double before = 0;
  for (uint8_t velocity : {20, 60, 100, 127}) {
    Instrument engine = prepared(model);
    const auto x = play(engine, {{0, 0x90, 69, velocity}}, kRate, {512});
    const double now = rms(x, kRate / 2, kRate);
    EXPECT_GT(now, 1.3 * before) << int{velocity};
    before = now;
  }
}

TEST(Instrument, TakesNoMemoryWhilePlaying) {
  const Model model = test::tiny_model();
  Instrument engine = prepared(model);
  std::vector<float> out(64);
  test::NoAllocation none;
  for (int i = 0; i < 200; ++i) {
    if (i % 9 == 0) engine.midi(0x90, static_cast<uint8_t>(50 + i % 40), 100);
    if (i % 31 == 0) engine.midi(0xb0, 123, 0);
    engine.midi(0xe0, static_cast<uint8_t>(i % 128), static_cast<uint8_t>(i % 128));
    engine.render(out.data(), 64);
  }
  EXPECT_EQ(none.count(), 0);
}

TEST(Instrument, AnyMessageIsSurvived) {
  const Model model = test::tiny_model();
  InstrumentSettings few;
  few.voices = 3;
  Instrument engine = prepared(model, few);
  std::vector<float> out(37);
  for (uint64_t i = 0; i < 3000; ++i) {
    const uint64_t r = random_bits(5, i);
    engine.midi(static_cast<uint8_t>(r), static_cast<uint8_t>(r >> 8), static_cast<uint8_t>(r >> 16));
    engine.render(out.data(), static_cast<int>(1 + (r >> 24) % 37));
    for (float x : out) ASSERT_TRUE(std::isfinite(x));
  }
}

}  // namespace
}  // namespace partials
