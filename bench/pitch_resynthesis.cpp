// SPDX-License-Identifier: MIT
// The analyser and three judges on real sound with known f0 (after Salamon et al. 2017, MDB-stem-synth):
// each recording is analysed along an f0 curve and resynthesised from its measured partials and noise
// (judge/harmonic_analysis.h), so that the curve is the true f0 even if trackers disagree about the
// recording. The curve is the one on which two judges agree, else Praat's, else SWIPE''s; none of it comes
// from the analyser. Scored every 5 ms where the partials sound, are within 50 dB of the loudest frame, and
// the curve moves less than a semitone within 20 ms (larger leaps of the judges' curves are not real).
// Reported separately: frames of the resynthesis in which the judges agree, and the others (disputed, or no
// two agree). All search 60 to 2500 Hz.
//   usage: pitch_resynthesis [--seconds S] NAME=FOLDER...   S: from the start of each recording, default 20
#include <cstdlib>

#include "judge/harmonic_analysis.h"
#include "pitch_verdict.h"
#include "soundfile/resample.h"

using namespace partials;
using namespace partials::bench;

namespace {

constexpr double kRate = 44100, kStepS = 0.005, kQuietest = 1e-5, kStillS = 0.01;

// 0 if no judge finds a pitch.
F0Curve curve_of(const AudioClip& clip, const Trackers& t) {
  F0Curve curve{kStepS, 0, {}};
  for (double at = 0; at < clip.duration_s(); at += kStepS) {
    const double f[3] = {t.judges[0].at(at), t.judges[1].at(at), t.judges[2].at(at)};
    const double agreed = verdict(f).f0_hz;
    curve.f0_hz.push_back(static_cast<float>(agreed > 0 ? agreed : f[0] > 0 ? f[0] : f[1]));
  }
  return curve;
}

struct Known {
  AudioClip clip;
  HarmonicAnalysis parts;

  double f0_hz(double at) const {
    const double place = at * parts.rate_hz / parts.hop_samples;
    const auto i = static_cast<size_t>(place);
    if (i + 1 >= parts.f0_hz.size()) return 0;
    return parts.f0_hz[i] + (parts.f0_hz[i + 1] - parts.f0_hz[i]) * (place - static_cast<double>(i));
  }
  bool counts(double at) const {
    const auto i = static_cast<size_t>(at * parts.rate_hz / parts.hop_samples);
    if (i + 1 >= parts.voiced.size() || !parts.voiced[i] || !parts.voiced[i + 1] ||
        parts.level[i] < kQuietest * parts.max_level())
      return false;
    const double before = f0_hz(at - kStillS), after = f0_hz(at + kStillS), now = f0_hz(at);
    return before > 0 && after > 0 && now > kJudgesRange.low_hz && now < kJudgesRange.high_hz &&
           cents_between(before, now) < 100 && cents_between(after, now) < 100;
  }
};

Known resynthesis(const AudioClip& clip) {
  HarmonicAnalysis a =
      analyse_harmonics(clip.samples, clip.rate_hz, curve_of(clip, Trackers(clip, kJudgesRange)));
  std::vector<float> y =
      render_partials(a.f0_hz, a.partial_power, a.partials, a.hop_samples, a.samples, a.rate_hz);
  const std::vector<float> noise =
      render_noise(a.noise_power, a.band_centre_hz, a.hop_samples, a.samples, a.rate_hz, 1);
  for (size_t i = 0; i < y.size(); ++i) y[i] += noise[i];
  return {{std::move(y), a.rate_hz}, std::move(a)};
}

void judge(const Known& k, Row& agreed, Row& elsewhere) {
  const Trackers t(k.clip, kJudgesRange, true,
                   {.min_hz = kJudgesRange.low_hz, .max_hz = kJudgesRange.high_hz});
  for (double at = 0.05; at < k.clip.duration_s() - 0.05; at += kStepS) {
    if (!k.counts(at)) continue;
    const double f[3] = {t.judges[0].at(at), t.judges[1].at(at), t.judges[2].at(at)}, wanted = k.f0_hz(at);
    const Verdict v = verdict(f);
    Row& row = v.f0_hz > 0 && !v.disputed ? agreed : elsewhere;
    ++row.frames;
    row.hear(0, t.own_at(at, wanted), wanted);
    for (int j = 0; j < 3; ++j) row.hear(j + 1, f[j], wanted);
    row.hear(4, t.reference.at(at), wanted);
  }
}

}  // namespace

int main(int argc, char** argv) {
  double seconds = 20;
  int first = 1;
  if (first + 1 < argc && !std::strcmp(argv[first], "--seconds")) {
    seconds = std::atof(argv[first + 1]);
    first += 2;
  }
  if (argc <= first || seconds <= 0) {
    std::printf("usage: pitch_resynthesis [--seconds S] NAME=FOLDER...\n");
    return 2;
  }
  if (!judges_present()) return 77;
  Row::print_head("resynthesised");
  Row all_agreed, all_elsewhere;
  for (int a = first; a < argc; ++a) {
    const std::string argument = argv[a], name = argument.substr(0, argument.find('='));
    Row agreed, elsewhere;
    for (Recording& r : recordings(name, argument.substr(argument.find('=') + 1))) {
      std::vector<float> x = resample(r.clip.samples, r.clip.rate_hz, kRate);
      x.resize(std::min(x.size(), static_cast<size_t>(seconds * kRate)));
      judge(resynthesis({std::move(x), kRate}), agreed, elsewhere);
    }
    agreed.print(name + ", agreed");
    elsewhere.print(name + ", elsewhere");
    all_agreed.add(agreed);
    all_elsewhere.add(elsewhere);
  }
  all_agreed.print("all, agreed");
  all_elsewhere.print("all, elsewhere");
  return 0;
}
