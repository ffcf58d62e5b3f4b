// SPDX-License-Identifier: MIT
// Facts of the small processors, in hertz, decibels and seconds, the same at 44.1, 48 and 96 kHz. Guards
// against: coefficients that are right at one rate only.
#include "dsp/player.h"

namespace partials::test {
namespace {

class Rates : public testing::TestWithParam<int> {
 protected:
  // Response at hz in dB, after half a second of settling.
  double response(const std::string& processor, double hz, std::map<std::string, double> controls,
                  const std::string& at_samples = "") {
    Player p;
    p.rate_hz = GetParam();
    p.wires["in"] = sine(hz, p.rate_hz);
    for (auto& [id, value] : controls) p.wires[id] = control(value);
    if (!at_samples.empty()) p.wires[at_samples].rate = Rate::sample;
    return db_at(p.play(processor, p.rate_hz), hz, p.rate_hz, static_cast<size_t>(p.rate_hz / 2),
                 static_cast<size_t>(p.rate_hz));
  }
  // Seconds until the response to a step (1 until `fall_s`, then 0) crosses a level.
  double crossing(const std::string& processor, std::map<std::string, double> controls, double level,
                  double fall_s, bool falling) {
    Player p;
    p.rate_hz = GetParam();
    const auto fall = static_cast<int64_t>(fall_s * p.rate_hz);
    p.wires["in"] = {Rate::sample, 1, [fall](int64_t t, int) { return t < fall ? 1.0 : 0.0; }};
    for (auto& [id, value] : controls) p.wires[id] = control(value);
    const auto y = p.play(processor, 2 * p.rate_hz);
    for (size_t i = falling ? static_cast<size_t>(fall) : 0; i < y.size(); ++i)
      if (falling ? y[i] < level : y[i] > level)
        return (static_cast<double>(i + 1) - (falling ? static_cast<double>(fall) : 0)) / p.rate_hz;
    return -1;
  }
};
INSTANTIATE_TEST_SUITE_P(Hz, Rates, testing::Values(44100, 48000, 96000));

constexpr double kHalfPowerDb = -3.0103;

TEST_P(Rates, OnePoleIsAtHalfPowerAtCutoff) {
  for (double hz : {100.0, 1000.0, 10000.0})
    EXPECT_NEAR(response("one_pole", hz, {{"cutoff_hz", hz}}), kHalfPowerDb, 0.01) << hz;
}
TEST_P(Rates, SvfIsAtHalfPowerAtCutoff) {
  for (double hz : {100.0, 1000.0, 10000.0}) {
    EXPECT_NEAR(response("svf", hz, {{"cutoff_hz", hz}}), kHalfPowerDb, 0.01) << hz;
    EXPECT_NEAR(response("lowpass", hz, {{"cutoff_hz", hz}}), kHalfPowerDb, 0.01) << hz;
    EXPECT_NEAR(response("highpass", hz, {{"cutoff_hz", hz}}), kHalfPowerDb, 0.01) << hz;
    EXPECT_NEAR(response("bandpass", hz, {{"cutoff_hz", hz}, {"damping", 0.1}}), 0, 0.01) << hz;
    EXPECT_NEAR(response("svf", hz, {{"cutoff_hz", hz}, {"low", 0}, {"high", 1}}), kHalfPowerDb, 0.01) << hz;
    EXPECT_NEAR(response("svf", hz, {{"cutoff_hz", hz}, {"low", 0}, {"band", 1}, {"damping", 0.2}}), 0, 0.01)
        << hz;
  }
}
TEST_P(Rates, SvfFallsTwelveDecibelsAnOctave) {
  EXPECT_NEAR(response("svf", 1600, {{"cutoff_hz", 100}}) - response("svf", 3200, {{"cutoff_hz", 100}}),
              12.04, 0.3);
}
TEST_P(Rates, SvfLowBandAndHighAddUpToAnAllPass) {  // low - damping-scaled band + high has flat magnitude
  for (double hz : {200.0, 900.0, 5000.0})
    EXPECT_NEAR(response("svf", hz, {{"low", 1}, {"band", -1}, {"high", 1}}), 0, 0.01) << hz;
}
TEST_P(Rates, ControlsAtSamplesEqualHeldFrames) {
  EXPECT_NEAR(response("svf", 1000, {{"cutoff_hz", 700}}, "cutoff_hz"),
              response("svf", 1000, {{"cutoff_hz", 700}}), 1e-3);
}
TEST_P(Rates, PeakHasItsGainAtItsCentreAndNoneFarOff) {
  EXPECT_NEAR(response("peak_eq", 1000, {{"centre_hz", 1000}, {"gain_db", 9}, {"q", 2}}), 9, 0.01);
  EXPECT_NEAR(response("peak_eq", 1000, {{"centre_hz", 1000}, {"gain_db", -9}, {"q", 2}}), -9, 0.01);
  EXPECT_NEAR(response("peak_eq", 50, {{"centre_hz", 1000}, {"gain_db", 9}, {"q", 2}}), 0, 0.05);
}
TEST_P(Rates, PeakAndDipCancel) {  // boost at +g and cut at -g are each other's inverse
  for (double hz : {600.0, 1300.0})
    EXPECT_NEAR(response("peak_eq", hz, {{"gain_db", 12}, {"q", 1}}) +
                    response("peak_eq", hz, {{"gain_db", -12}, {"q", 1}}),
                0, 0.01);
}
TEST_P(Rates, DcBlockIsAtHalfPowerAtCutoffAndStopsAConstant) {
  EXPECT_NEAR(response("dc_block", 20, {{"cutoff_hz", 20}}), kHalfPowerDb, 0.02);
  // passes the step itself ...
  EXPECT_LT(std::fabs(crossing("dc_block", {{"cutoff_hz", 20}}, 0.01, 1.5, false)), 1e-4);
  Player p{{{"in", {Rate::sample, 1, [](int64_t, int) { return 1.0; }}}}};
  p.rate_hz = GetParam();
  EXPECT_LT(std::fabs(p.play("dc_block", p.rate_hz).back()), 1e-6);  // ... and then nothing
}
TEST_P(Rates, FollowerTakesItsTimes) {
  EXPECT_NEAR(
      crossing("envelope_follower", {{"attack_s", 0.02}, {"release_s", 0.3}}, 1 - std::exp(-1), 1, false),
      0.02, 1e-4);
  EXPECT_NEAR(crossing("envelope_follower", {{"attack_s", 0.02}, {"release_s", 0.3}}, std::exp(-1), 1, true),
              0.3, 1e-4);
}
TEST_P(Rates, SmoothTakesItsTime) {
  EXPECT_NEAR(crossing("smooth", {{"time_s", 0.05}}, 1 - std::exp(-1), 1, false), 0.05, 1e-4);
  EXPECT_NEAR(crossing("smooth", {{"time_s", 0.4}}, 1 - std::exp(-1), 2, false), 0.4, 1e-4);
}
TEST_P(Rates, PhasorKeepsItsPitchAndPhase) {
  Player p{{{"hz", control(441.7)}}};
  p.rate_hz = GetParam();
  const auto y = p.play("phasor", 10 * p.rate_hz);
  const float step = static_cast<float>(441.7) * static_cast<float>(1.0 / p.rate_hz);
  for (size_t i : {1ul, 999ul, y.size() - 1})
    EXPECT_NEAR(std::remainder(y[i] - static_cast<double>(step) * static_cast<double>(i), 1.0), 0, 1e-6);
}
TEST_P(Rates, DelayIsAsLongAsItSays) {
  Player p{{{"in", {Rate::sample, 1, [](int64_t t, int) { return t == 7 ? 1.0 : 0.0; }}}},
           {{"samples", 3}, {"time_s", 0.01}}};
  p.rate_hz = GetParam();
  const auto y = p.play("delay", p.rate_hz / 10);
  const size_t at = static_cast<size_t>(10 + std::lround(0.01 * p.rate_hz));
  for (size_t i = 0; i < y.size(); ++i) ASSERT_EQ(y[i], i == at ? 1.f : 0.f) << i;
}

TEST(Ticks, GainIsInDecibels) {
  Player p{{{"in", sine(1000, 48000)}, {"gain_db", control(-6.0206)}}};
  EXPECT_NEAR(amplitude_at(p.play("gain", 9600), 1000, 48000, 4800, 9600), 0.5, 1e-5);
}
TEST(Ticks, SoftClipIsLinearWhenQuietAndBoundedWhenLoud) {
  Player p{{{"in", {Rate::sample, 1, [](int64_t t, int) { return t < 100 ? 1e-4 : 1.0; }}},
            {"drive_db", control(20)}}};
  const auto y = p.play("soft_clip", 200);
  EXPECT_NEAR(y[50], 1e-3, 1e-6);
  EXPECT_NEAR(y[150], 1, 1e-6);
  EXPECT_LE(y[150], 1.f);
}
TEST(Ticks, RampArrivesAtTheFramesEndAndHoldKeeps) {
  Player p{{{"in", {Rate::frame, 1, [](int64_t n, int) { return n < 1 ? 2.0 : 4.0; }}}}};
  const auto ramp = p.play("ramp", 576), hold = p.play("hold", 576);
  EXPECT_EQ(ramp[100], 2.f);  // the first frame has nothing to come from
  EXPECT_FLOAT_EQ(ramp[192 + 96], 3.f);
  EXPECT_EQ(ramp[384], 4.f);
  EXPECT_EQ(hold[191], 2.f);
  EXPECT_EQ(hold[192], 4.f);
}
TEST(Ticks, MixAddsInDecibels) {
  Player p{{{"in0", sine(1000, 48000)}, {"in3", sine(1000, 48000)}},
           {{"gain0_db", -6.0206}, {"gain3_db", -12.0412}}};
  EXPECT_NEAR(amplitude_at(p.play("mix", 9600), 1000, 48000, 4800, 9600), 0.75, 1e-5);
}

}  // namespace
}  // namespace partials::test
