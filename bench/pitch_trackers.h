// SPDX-License-Identifier: MIT
// The trackers on one clip, for pitch_table and pitch_synthetic: the analyser, Praat's autocorrelation,
// SPTK's SWIPE' and aubio's yinfft (those three as separate programs), our judge of renders
// (judge/reference_pitch.h), and the counts of a table row.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/track.h"
#include "base/clocks.h"
#include "base/units.h"
#include "judge/external_pitch.h"
#include "judge/reference_pitch.h"
#include "judge/run_program.h"

namespace partials::bench {

constexpr int kTrackers = 5;
constexpr const char* kNames[kTrackers] = {"Partials", "Praat ac", "SWIPE'", "yinfft", "judge"};

inline double cents_between(double a, double b) { return std::fabs(cents_from_ratio(a / b)); }

// aubio prints the start of the last hop; its window of `buffer` samples ends with that hop.
inline PitchCurve aubio_pitch(const AudioClip& clip, const PitchRange& range, int hop, double& seconds) {
  const TemporaryFolder folder;
  const std::string wav = folder.file("clip.wav");
  const int buffer = clip.rate_hz > 30000 ? 2048 : 1024;
  PitchCurve curve;
  if (!write_wav(wav, clip, WavFormat::pcm24)) return curve;
  const double t0 = now_s();
  const auto out = run_program({"aubiopitch", "-p", "yinfft", "-r", "0", "-B", std::to_string(buffer), "-H",
                                std::to_string(hop), wav});
  seconds = now_s() - t0;
  if (!out) return curve;
  std::istringstream in(out.value());
  double time, f;
  curve.step_s = hop / clip.rate_hz;
  curve.first_s = (hop - buffer / 2) / clip.rate_hz;
  while (in >> time >> f)
    curve.f0_hz.push_back(f >= range.low_hz && f <= range.high_hz ? static_cast<float>(f) : 0.f);
  return curve;
}

inline bool judges_present() {
  if (praat_present() && sptk_present() && !find_program("aubiopitch").empty()) return true;
  std::printf("the judges are missing; install them with: apt-get install praat sptk aubio-tools\n");
  return false;
}

// Each tracker's estimates for one clip, and the seconds that the analyser (best of two) and aubio took.
struct Trackers {
  FeatureTrack own;
  Analyser analyser;
  PitchCurve judges[3], reference;
  double own_s = 1e9, aubio_s = 0;

  Trackers(const AudioClip& clip, const PitchRange& range, bool others = true,
           const AnalyserSettings& settings = {}) {
    (void)analyser.prepare(clip.rate_hz, settings);
    for (int run = 0; run < 2; ++run) {
      const double t0 = now_s();
      own = analyse(clip.samples.data(), static_cast<int64_t>(clip.samples.size()), clip.rate_hz, settings);
      own_s = std::min(own_s, now_s() - t0);
    }
    reference = reference_pitch(clip, {kReferenceRange.low_hz, range.high_hz});
    if (!others) return;
    if (const auto praat = praat_pitch(clip, range)) judges[0] = praat.value();
    if (const auto swipe = sptk_pitch(clip, range)) judges[1] = swipe.value();
    judges[2] = aubio_pitch(clip, range, own.hop_samples, aubio_s);
  }
  // The analyser's pitch at `time_s`, read when its estimate for a pitch of f0_hz was centred there; 0:
  // none or unsure.
  double own_at(double time_s, double f0_hz) const {
    const auto k =
        static_cast<int64_t>((time_s + analyser.pitch_age_s(f0_hz)) * own.rate_hz / own.hop_samples + 0.5) -
        1;
    if (k < 0 || k >= static_cast<int64_t>(own.f0_hz.size())) return 0;
    return own.confidence[static_cast<size_t>(k)] >= 0.5f ? own.f0_hz[static_cast<size_t>(k)] : 0;
  }
};

struct Row {
  size_t frames = 0, missed[kTrackers] = {}, gross[kTrackers] = {}, octave[kTrackers] = {};
  std::vector<double> cents[kTrackers];

  void hear(int tracker, double f, double wanted) {
    if (f <= 0) return void(++missed[tracker]);
    const double c = cents_between(f, wanted);
    cents[tracker].push_back(c);
    gross[tracker] += c > 50;
    octave[tracker] += c > 600;
  }
  void add(const Row& r) {
    frames += r.frames;
    for (int t = 0; t < kTrackers; ++t) {
      missed[t] += r.missed[t];
      gross[t] += r.gross[t];
      octave[t] += r.octave[t];
      cents[t].insert(cents[t].end(), r.cents[t].begin(), r.cents[t].end());
    }
  }
  static void print_head(const char* first) {
    std::printf(
        "| %-19s | tracker  | frames | octave | gross%% | missed%% | right%% | median cents "
        "|\n|---|---|---:|---:|---:|---:|---:|---:|\n",
        first);
  }
  void print(const std::string& name) {
    for (int t = 0; t < kTrackers && (t == 0 || !cents[t].empty() || missed[t]); ++t) {
      const double heard = std::max<double>(1, static_cast<double>(cents[t].size())),
                   all = std::max<double>(1, static_cast<double>(frames));
      std::sort(cents[t].begin(), cents[t].end());
      std::printf("| %-19s | %-8s | %6zu | %6zu | %6.2f | %6.2f | %6.2f | %6.2f |\n", t ? "" : name.c_str(),
                  kNames[t], frames, octave[t], 100 * static_cast<double>(gross[t]) / heard,
                  100 * static_cast<double>(missed[t]) / all,
                  // a tracker that seldom reports a pitch is seldom wrong, so this counts both
                  100 * (heard - static_cast<double>(gross[t])) / all,
                  cents[t].empty() ? 0 : cents[t][cents[t].size() / 2]);
    }
    std::fflush(stdout);
  }
};

}  // namespace partials::bench
