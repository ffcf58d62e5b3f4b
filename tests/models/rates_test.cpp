// SPDX-License-Identifier: MIT
// A model is the same instrument at 44.1, 48 and 96 kHz: below 0.9 of its band, pitch within a cent and
// log-mel within 0.5 dB. Guards against: models that are brighter, flatter or noisier in another session's
// sample rate.
//   partials alone: frame by frame. Noise alone: averaged over time, as two realisations differ in every
//   frame. Random weights
//   are the hardest case for noise: their bands jump, so a filter that reads them at other frequencies is
//   another filter.
#include "dsp/player.h"
#include "families/instrument/mix_parts.h"
#include "judge/mel.h"
#include "models/template_player.h"
#include "soundfile/resample.h"

namespace partials::test {
namespace {

constexpr int kRates[] = {44100, 48000, 96000};
constexpr double kShareOfBand = 0.9, kMaxDb = 0.5, kMaxCents = 1;

// Bands of the judge's mel scale that end below 0.9 band_hz.
int bands_below(double hz) {
  const double low = mel_from_hz(20), step = (mel_from_hz(16000) - low) / (kJudgeBands + 1);
  int n = 0;
  while (n < kJudgeBands && hz_from_mel(low + (n + 2) * step) <= hz) ++n;
  return n;
}

LogMel heard(const Graph& graph, const Performance& performance, int rate_hz, double seconds) {
  LogMel m =
      log_mel(resample(play_voice(graph, performance, rate_hz, seconds, {512}), rate_hz, kJudgeRateHz));
  const int keep = bands_below(kShareOfBand * graph.band_hz);
  std::vector<float> db;
  for (int f = 0; f < m.frames; ++f)
    db.insert(db.end(), m.db.begin() + f * m.bands, m.db.begin() + f * m.bands + keep);
  m.bands = keep;
  m.db = std::move(db);
  return m;
}

// The mean power of each band over the frames that hold sound, as one frame.
LogMel averaged(const LogMel& m) {
  LogMel mean{1, m.bands, std::vector<float>(static_cast<size_t>(m.bands))};
  const int from = m.frames / 8, to = m.frames - from;
  for (int b = 0; b < m.bands; ++b) {
    double power = 0;
    for (int f = from; f < to; ++f)
      power += std::pow(10, 0.1 * m.db[static_cast<size_t>(f) * m.bands + b]) / (to - from);
    mean.db[static_cast<size_t>(b)] = static_cast<float>(10 * std::log10(power + 1e-12));
  }
  return mean;
}

TEST(EveryRate, PartialsAreTheSameAtEveryRateFrameByFrame) {
  for (const std::string& name : template_names()) {
    Graph graph = graph_template(name).value();
    ASSERT_TRUE(turn_part(graph, "noise", -60));
    const LogMel first = heard(graph, glide, kRates[0], 1);
    for (int rate_hz : kRates)
      EXPECT_LT(log_mel_distance_db(first, heard(graph, glide, rate_hz, 1)), kMaxDb)
          << name << " at " << rate_hz << " Hz";
  }
}

TEST(EveryRate, NoiseIsTheSameAtEveryRateInTheMean) {
  const auto held = [](double) { return FrameControls{330, -20}; };
  for (const std::string& name : template_names()) {
    Graph graph = graph_template(name).value();
    ASSERT_TRUE(turn_part(graph, "partials", -60));
    const LogMel first = averaged(heard(graph, held, kRates[0], 4));
    for (int rate_hz : kRates)
      EXPECT_LT(log_mel_distance_db(first, averaged(heard(graph, held, rate_hz, 4))), kMaxDb)
          << name << " at " << rate_hz << " Hz";
  }
}

TEST(EveryRate, PitchIsWithinACentAtEveryRate) {
  for (const std::string& name : template_names()) {
    Graph graph = graph_template(name).value();
    ASSERT_TRUE(turn_part(graph, "noise", -60));
    for (int rate_hz : kRates)
      for (float hz : {110.f, 441.3f, 1760.f}) {
        const auto x = play_voice(graph, [hz](double) { return FrameControls{hz, -20}; }, rate_hz, 1, {512});
        EXPECT_LT(std::fabs(cents_off(x, hz, rate_hz)), kMaxCents)
            << name << " at " << rate_hz << " Hz, " << hz << " Hz";
      }
  }
}

}  // namespace
}  // namespace partials::test
