// SPDX-License-Identifier: MIT
// Guards against: parts of the C interface that are not the parts of a player, depend on the block, take
// memory on the audio thread, write past their arrays, or refuse without a sentence.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>

#include "analysis/analyser.h"
#include "families/instrument/source_nodes.h"
#include "families/model_loading.h"
#include "graph/plan.h"
#include "graph/registry.h"
#include "partials/partials.h"
#include "support/heap.h"
#include "support/sounds.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

constexpr int kRate = 48000, kBlock = 48;
constexpr float kF0Hz = 440, kLoudnessDb = -20, kGuard = 1234;

Model tiny() {
  Model m = test::tiny_model();
  EXPECT_TRUE(make_instrument_golden(m, std::vector<float>(10, kF0Hz), std::vector<float>(10, kLoudnessDb)));
  return m;
}

using Analysers = std::unique_ptr<partials_analyser, decltype(&partials_analyser_destroy)>;
using Unit = std::unique_ptr<partials_unit, decltype(&partials_unit_destroy)>;

Unit unit_of_model(const Model& model, partials_model_part part) {
  char error[PARTIALS_TEXT] = "";
  const std::string bytes = bytes_from_model(model);
  Unit unit(partials_unit_of_model(part, bytes.data(), bytes.size(), kRate, kBlock, error, sizeof error),
            partials_unit_destroy);
  EXPECT_TRUE(unit) << error;
  return unit;
}

Unit unit_of(const char* id, const std::vector<partials_setting>& settings, std::string* why = nullptr) {
  char error[PARTIALS_TEXT] = "";
  Unit unit(partials_unit_of_processor(id, settings.data(), static_cast<uint32_t>(settings.size()), kRate,
                                       kBlock, error, sizeof error),
            partials_unit_destroy);
  if (why) *why = error;
  return unit;
}

// Arrays for all ports of a unit, each with one value behind it that must stay.
struct Arrays {
  explicit Arrays(const partials_unit* unit) {
    partials_port port;
    for (uint32_t i = 0; partials_unit_input(unit, i, &port) == PARTIALS_OK; ++i) add(port, in, "in.");
    for (uint32_t i = 0; partials_unit_output(unit, i, &port) == PARTIALS_OK; ++i) add(port, out, "out.");
    for (auto& array : in) ins.push_back(array.data());
    for (auto& array : out) outs.push_back(array.data());
  }
  void add(const partials_port& port, std::vector<std::vector<float>>& arrays, const std::string& side) {
    if (port.first < 0) return;
    const bool spectrum = port.kind == PARTIALS_PORT_SPECTRUM;
    first[side + port.id] = static_cast<size_t>(port.first);
    for (uint32_t c = 0; c < (spectrum ? 1 : port.channels); ++c) {
      arrays.emplace_back((spectrum ? port.channels : kBlock) + 1, 0.f);
      arrays.back().back() = kGuard;
    }
  }
  std::vector<float>& input(const char* id) { return in[first.at("in." + std::string(id))]; }
  std::vector<float>& output(const char* id) { return out[first.at("out." + std::string(id))]; }
  void expect_guarded() const {
    for (const auto* arrays : {&in, &out})
      for (const auto& array : *arrays) EXPECT_EQ(array.back(), kGuard);
  }
  std::map<std::string, size_t> first;
  std::vector<std::vector<float>> in, out;
  std::vector<const float*> ins;
  std::vector<float*> outs;
};

TEST(CParts, TheAnalyserIsTheAnalyserForBlocksOfAnySize) {
  const std::vector<float> voice = sounds::note(330, 0.5, kRate);
  Analyser own;
  ASSERT_TRUE(own.prepare(kRate, {}).ok());
  const Analysers analyser(partials_analyser_create(kRate, 0, nullptr, 0), partials_analyser_destroy);
  ASSERT_TRUE(analyser);
  EXPECT_EQ(partials_analyser_hop_samples(analyser.get()), static_cast<uint32_t>(own.hop_samples()));
  std::vector<partials_features> features(64);
  uint32_t hops = 0;
  for (size_t at = 0, step = 1; at < voice.size(); at += step, step = step % 997 + 31) {
    step = std::min(step, voice.size() - at);
    const long calls = test::heap_calls();
    const uint32_t n = partials_analyser_process(analyser.get(), voice.data() + at,
                                                 static_cast<uint32_t>(step), features.data(), 64);
    EXPECT_EQ(test::heap_calls(), calls);
    int32_t done = 0;
    for (uint32_t i = 0; i < n; ++i, ++hops) {
      own.process(voice.data() + at + done, features[i].time + 1 - done);
      done = features[i].time + 1;
      ASSERT_EQ(features[i].f0_hz, own.newest().f0_hz);
      ASSERT_EQ(features[i].loudness_db, own.newest().loudness_db);
      ASSERT_EQ(features[i].confidence, own.newest().confidence);
    }
    own.process(voice.data() + at + done, static_cast<int>(step) - done);
  }
  EXPECT_EQ(hops, voice.size() / static_cast<size_t>(own.hop_samples()));
  EXPECT_NEAR(own.newest().f0_hz, 330, 3);
  char error[PARTIALS_TEXT] = "";
  EXPECT_FALSE(partials_analyser_create(4000, 0, error, sizeof error));
  EXPECT_NE(std::string(error).find("4000 Hz"), std::string::npos) << error;
}

// A wire of the whole graph in one plan, with a constant pitch and loudness.
std::vector<float> by_plan(const Model& model, const std::string& wire, int samples) {
  auto plan = Plan<float>::compile(model.graph, {.rate_hz = kRate, .max_samples = kBlock});
  EXPECT_TRUE(plan.ok());
  Plan<float>& p = plan.value();
  p.set_weights(model.weights.data(), p.pack(model.weights.data()));
  p.reset();
  std::vector<float> out;
  while (static_cast<int>(out.size()) < samples) {
    const Call call = next_call(p.clock(), static_cast<int64_t>(out.size()), kBlock);
    std::fill_n(p.input("f0_hz"), call.frames, kF0Hz);
    std::fill_n(p.input("loudness_db"), call.frames, kLoudnessDb);
    p.run(call);
    out.insert(out.end(), p.wire(wire), p.wire(wire) + call.samples);
  }
  return out;
}

TEST(CParts, ConnectedPartsSoundAsWithinTheModel) {
  const Model model = tiny();
  const Unit decoder = unit_of_model(model, PARTIALS_DECODER), bank = unit_of_model(model, PARTIALS_BANK),
             noise = unit_of_model(model, PARTIALS_NOISE_BANDS);
  ASSERT_TRUE(decoder && bank && noise);
  Arrays d(decoder.get()), b(bank.get()), n(noise.get());
  for (auto* controls : {&d.input("f0_hz"), &b.input("f0_hz")})
    std::fill(controls->begin(), controls->end() - 1, kF0Hz);
  std::fill(d.input("loudness_db").begin(), d.input("loudness_db").end() - 1, kLoudnessDb);
  const int samples = 200 * kBlock;
  const auto wanted_bank = by_plan(model, partials_source(model.graph).node->id + ".out", samples),
             wanted_noise = by_plan(model, noise_source(model.graph).node->id + ".out", samples);
  float peak = 0;
  for (size_t at = 0; at < static_cast<size_t>(samples); at += kBlock) {
    const long calls = test::heap_calls();
    ASSERT_EQ(partials_unit_process(decoder.get(), d.ins.data(), d.outs.data(), kBlock), PARTIALS_OK);
    std::copy_n(d.output("amplitudes").begin(), b.input("spectrum").size() - 1, b.input("spectrum").begin());
    std::copy_n(d.output("magnitudes").begin(), n.input("spectrum").size() - 1, n.input("spectrum").begin());
    ASSERT_EQ(partials_unit_process(bank.get(), b.ins.data(), b.outs.data(), kBlock), PARTIALS_OK);
    ASSERT_EQ(partials_unit_process(noise.get(), n.ins.data(), n.outs.data(), kBlock), PARTIALS_OK);
    EXPECT_EQ(test::heap_calls(), calls);
    for (size_t i = 0; i < kBlock; ++i) {
      ASSERT_EQ(b.output("audio")[i], wanted_bank[at + i]) << "sample " << at + i;
      ASSERT_EQ(n.output("audio")[i], wanted_noise[at + i]) << "sample " << at + i;
      peak = std::max(peak, std::abs(b.output("audio")[i]));
    }
  }
  EXPECT_GT(peak, 0.001f);
  for (const Arrays* arrays : {&d, &b, &n}) arrays->expect_guarded();
}

TEST(CParts, AProcessorPlaysAloneAndItsConstantsMove) {
  const std::vector<float> high = sounds::sine(8000, 0.1, kRate, 1);
  const auto level_at_end = [&](partials_unit* unit) {
    Arrays arrays(unit);
    float peak = 0;
    for (size_t at = 0; at + kBlock <= high.size(); at += kBlock) {
      std::copy_n(high.begin() + static_cast<std::ptrdiff_t>(at), kBlock, arrays.in[0].begin());
      EXPECT_EQ(partials_unit_process(unit, arrays.ins.data(), arrays.outs.data(), kBlock), PARTIALS_OK);
      if (at > high.size() / 2)
        for (size_t i = 0; i < kBlock; ++i) peak = std::max(peak, std::abs(arrays.out[0][i]));
    }
    arrays.expect_guarded();
    return peak;
  };
  const Unit low = unit_of("lowpass", {{"cutoff_hz", 800, 0}});
  ASSERT_TRUE(low);
  EXPECT_LT(level_at_end(low.get()), 0.03f);
  const float open = 20000;
  const long calls = test::heap_calls();
  EXPECT_EQ(partials_unit_set(low.get(), "cutoff_hz", &open, 1), PARTIALS_OK);
  partials_unit_reset(low.get());
  EXPECT_EQ(test::heap_calls(), calls);
  EXPECT_GT(level_at_end(low.get()), 0.5f);
  EXPECT_EQ(partials_unit_set(low.get(), "sparkle", &open, 1), PARTIALS_BAD_ARGUMENT);
  Arrays arrays(low.get());
  EXPECT_EQ(partials_unit_process(low.get(), arrays.ins.data(), arrays.outs.data(), kBlock + 1),
            PARTIALS_BAD_ARGUMENT);
}

TEST(CParts, EveryProcessorIsThereOrSaysWhatItNeeds) {
  uint32_t n = 0;
  for (const char* id = nullptr; (id = partials_processor_id(n)); ++n) {
    std::string why;
    if (unit_of(id, {}, &why)) continue;
    EXPECT_FALSE(why.empty()) << id;
  }
  EXPECT_EQ(n, all_processors(best_isa()).size());
}

TEST(CParts, WrongCallsAreRefusedInASentence) {
  std::string why;
  EXPECT_FALSE(unit_of("no_such_thing", {}, &why));
  EXPECT_NE(why.find("There is no processor 'no_such_thing'"), std::string::npos) << why;
  EXPECT_FALSE(unit_of("lowpass", {{"sparkle", 3, 0}}, &why));
  EXPECT_NE(why.find("'sparkle'"), std::string::npos) << why;
  char error[PARTIALS_TEXT] = "";
  EXPECT_FALSE(partials_unit_of_model(PARTIALS_BANK, "x", 1, kRate, kBlock, error, sizeof error));
  EXPECT_NE(std::string(error), "");
  EXPECT_FALSE(partials_unit_of_model(PARTIALS_BANK, "x", 1, 1, kBlock, error, sizeof error));
  EXPECT_NE(std::string(error).find("1 Hz"), std::string::npos) << error;
  partials_port port;
  EXPECT_EQ(partials_unit_input(nullptr, 0, &port), PARTIALS_BAD_ARGUMENT);
  EXPECT_EQ(partials_unit_process(nullptr, nullptr, nullptr, 1), PARTIALS_BAD_ARGUMENT);
  EXPECT_EQ(partials_analyser_process(nullptr, nullptr, 1, nullptr, 0), 0u);
  partials_unit_destroy(nullptr);
  partials_analyser_destroy(nullptr);
}

}  // namespace
}  // namespace partials
