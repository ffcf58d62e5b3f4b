// SPDX-License-Identifier: MIT
// A phrase as the engine plays it on baseline kernels, for tests of patching environments, whose objects must
// play the same samples.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "families/model_loading.h"
#include "graph/plan.h"
#include "host/session.h"

namespace partials::test {

[[maybe_unused]] inline const int base = setenv("PARTIALS_ISA", "base", 1);  // before the first kernel is chosen

inline const std::string kViolin = PARTIALS_SOURCE_DIR "/factory/violin.partials";
inline constexpr double kRate = 48000;
inline constexpr int kTick = 64;

struct Played {
  std::vector<float> left, right;
};

// The engine's own output in blocks of a tick; events by absolute sample.
inline Played by_engine(PlayerKind kind, std::vector<Event> events, int samples, const std::vector<float>& in = {}) {
  Session session(kind);
  EXPECT_TRUE(session.load_file(kViolin).ok());
  EXPECT_TRUE(session.engine().prepare(kRate, kTick).ok());
  Played out{std::vector<float>(static_cast<size_t>(samples)),
             std::vector<float>(static_cast<size_t>(samples))};
  size_t next = 0;
  for (int at = 0; at < samples; at += kTick) {
    std::vector<Event> now;
    for (; next < events.size() && events[next].time < at + kTick; ++next) {
      now.push_back(events[next]);
      now.back().time -= at;
    }
    float* channels[] = {out.left.data() + at, out.right.data() + at};
    const float* heard[] = {in.empty() ? nullptr : in.data() + at};
    session.engine().process(
        {in.empty() ? nullptr : heard, in.empty() ? 0 : 1, channels, 2, std::min(kTick, samples - at), now});
  }
  return out;
}

inline Event note(EventKind kind, int sample, int key, float velocity) {
  Event e;
  e.time = sample;
  e.kind = kind;
  e.channel = 0;
  e.key = static_cast<int16_t>(key);
  e.value = velocity / 127;
  return e;
}

inline Event parameter(int sample, int index, float value) {
  Event e;
  e.time = sample;
  e.kind = EventKind::parameter;
  e.index = index;
  e.value = value;
  return e;
}

inline void expect_same(const std::vector<float>& heard, const std::vector<float>& wanted) {
  ASSERT_GE(heard.size(), wanted.size());
  for (size_t i = 0; i < wanted.size(); ++i) ASSERT_EQ(heard[i], wanted[i]) << "sample " << i;
}

inline const std::vector<Event> kPhrase = {
    note(EventKind::note_on, 4814, 69, 100), note(EventKind::note_on, 9600, 72, 80),
    parameter(14441, kMacro1 + 1, 0.8f), note(EventKind::note_off, 24000, 69, 0),
    note(EventKind::note_off, 28824, 72, 0)};

// A wire of the whole graph in one plan, with a constant pitch and loudness.
inline std::vector<float> by_plan(const std::string& wire, float f0_hz, float loudness_db, int samples) {
  const auto model = load_model(kViolin);
  EXPECT_TRUE(model.ok());
  auto plan = Plan<float>::compile(model.value().graph, {.rate_hz = 48000, .max_samples = 64});
  EXPECT_TRUE(plan.ok());
  plan.value().set_weights(model.value().weights.data(), plan.value().pack(model.value().weights.data()));
  plan.value().reset();
  std::vector<float> out;
  while (static_cast<int>(out.size()) < samples) {
    const Call call = next_call(plan.value().clock(), static_cast<int64_t>(out.size()), 64);
    std::fill_n(plan.value().input("f0_hz"), call.frames, f0_hz);
    std::fill_n(plan.value().input("loudness_db"), call.frames, loudness_db);
    plan.value().run(call);
    const float* played = plan.value().wire(wire);
    out.insert(out.end(), played, played + call.samples);
  }
  return out;
}

}  // namespace partials::test
