// SPDX-License-Identifier: MIT
// Pitch of the analyser and the judge on sounds with known f0, compared with three third-party programs:
// gross and octave errors, cents; the time after an onset, a slur or a leap of an octave until the pitch is
// right and stays right, by f0; and the cost. --own omits the others (no programs needed).
#include <cstring>
#include <functional>
#include <numbers>

#include "base/random.h"
#include "pitch_trackers.h"
#include "support/sounds.h"

using namespace partials;
using namespace partials::bench;

namespace {

constexpr double kRate = 44100, kClipS = 0.8, kGapS = 0.1, kTurn = 2 * std::numbers::pi;
constexpr int kClips = 12;
constexpr PitchRange kRange{35, 5000};

struct Scene {
  const char* name;
  double low_hz, high_hz;                    // f0 at the start, spread evenly in octaves over the clips
  std::function<double(double t)> cents;     // motion
  std::function<double(double t)> level_db;  // of the harmonic part, relative to -20 dB
  double noise_db = -200;                    // white, same reference
  bool missing = false;                      // without the fundamental
};

double still(double) { return 0; }

const Scene kScenes[] = {
    {"steady", 110, 1760, still, still},
    {"vibrato +-100 cents", 110, 1760, [](double t) { return 100 * std::sin(kTurn * 6 * t); }, still},
    {"glide, 2 octaves/s", 110, 880, [](double t) { return 2400 * t; }, still},
    {"breath at -10 dB", 110, 1760, still, still, -10},
    {"breath at -6 dB", 110, 1760, still, still, -6},
    {"ending, 60 dB/s", 110, 1760, still, [](double t) { return -60 * std::max(0.0, t - 0.1); }, -55},
    {"low notes", 41, 100, still, still, -40},
    {"high notes", 1000, 4000, still, still, -40},
    {"no fundamental", 110, 880, still, still, -40, true},
};

// Partials of `amplitude` at -20 dB along f0_hz(t); 0 Hz is silence. Added to x from sample `at`.
void add_sound(std::vector<float>& x, size_t at, size_t n, const std::vector<double>& amplitude,
               uint64_t seed, const std::function<double(double)>& f0_hz,
               const std::function<double(double)>& level_db) {
  double phase = 0, power = 0;
  for (double a : amplitude) power += a * a / 2;
  for (size_t i = 0; i < n; ++i) {
    const double t = static_cast<double>(i) / kRate, f0 = f0_hz(t);
    if (f0 <= 0) continue;
    double sum = 0;
    for (size_t k = 1; k <= amplitude.size() && static_cast<double>(k) * f0 < 0.45 * kRate; ++k)
      sum +=
          amplitude[k - 1] * std::sin(kTurn * (static_cast<double>(k) * phase + random_unit(seed, 100 + k)));
    x[at + i] += static_cast<float>(0.1 * std::pow(10, level_db(t) / 20) * sum / std::sqrt(power));
    phase += f0 / kRate;
  }
}

double start_hz(const Scene& s, int i) {
  return s.low_hz * std::pow(s.high_hz / s.low_hz, (i + 0.5) / kClips);
}

AudioClip perform(const Scene& s) {
  const auto n = static_cast<size_t>(kClipS * kRate), gap = static_cast<size_t>(kGapS * kRate);
  AudioClip clip{std::vector<float>((n + gap) * kClips, 0.f), kRate};
  for (int i = 0; i < kClips; ++i)
    add_sound(
        clip.samples, static_cast<size_t>(i) * (n + gap), n,
        sounds::random_spectrum(static_cast<uint64_t>(300 + i), s.missing), static_cast<uint64_t>(i),
        [&](double t) { return start_hz(s, i) * std::exp2(s.cents(t) / 1200); }, s.level_db);
  const double level = 0.1 * std::pow(10, s.noise_db / 20) * std::sqrt(3.0);
  for (size_t i = 0; i < clip.samples.size(); ++i)
    clip.samples[i] += static_cast<float>(level * random_bipolar(7, i));
  return clip;
}

// From 50 ms (or four periods) after each onset to 50 ms before the end, where the sound is at least 6 dB
// above its noise.
Row judge(const Scene& s, const Trackers& t, bool others) {
  Row row;
  for (int i = 0; i < kClips; ++i)
    for (double at = std::max(0.05, 4 / start_hz(s, i)); at < kClipS - 0.05; at += 0.005) {
      if (s.level_db(at) < s.noise_db + 6) continue;
      const double wanted = start_hz(s, i) * std::exp2(s.cents(at) / 1200), time = i * (kClipS + kGapS) + at;
      ++row.frames;
      row.hear(0, t.own_at(time, wanted), wanted);
      row.hear(4, t.reference.at(time), wanted);
      for (int j = 0; others && j < 3; ++j) row.hear(j + 1, t.judges[j].at(time), wanted);
    }
  return row;
}

// Time after `change_s` until the pitch is right, within 50 cents, for 20 ms continuously. The worst of
// eight times and phases, in ms.
double latency_ms(double before_hz, double hz) {
  double worst = 0;
  for (uint64_t seed = 0; seed < 8; ++seed) {
    const double change_s = 0.25 + 0.0007 * static_cast<double>(seed);
    std::vector<float> x(static_cast<size_t>(0.6 * kRate), 0.f);
    add_sound(
        x, 0, x.size(), {1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.1}, seed,
        [&](double t) { return t < change_s ? before_hz : hz; }, still);
    const FeatureTrack t = analyse(x.data(), static_cast<int64_t>(x.size()), kRate, {});
    double right_s = -1;
    for (size_t k = 0; k < t.f0_hz.size(); ++k) {
      const double now = static_cast<double>(k + 1) * t.hop_samples / kRate;
      if (now < change_s) continue;
      const bool right = t.confidence[k] >= 0.5f && cents_between(t.f0_hz[k], hz) < 50;
      if (!right)
        right_s = -1;
      else if (right_s < 0)
        right_s = now;
      if (right && now - right_s > 0.02) break;
    }
    worst = std::max(worst, right_s < 0 ? 999.0 : 1000 * (right_s - change_s));
  }
  return worst;
}

void print_latency() {
  Analyser a;
  (void)a.prepare(kRate, {});
  std::printf(
      "\n| f0, Hz | latency_s, ms | from silence | up a fifth | down a fifth | up an octave | down an "
      "octave |\n|---:|---:|---:|---:|---:|---:|---:|\n");
  for (double hz : {55.0, 110.0, 220.0, 440.0, 880.0, 1760.0, 3520.0})
    std::printf("| %6.0f | %18.1f | %12.1f | %10.1f | %12.1f | %12.1f | %14.1f |\n", hz,
                1000 * a.latency_s(hz), latency_ms(0, hz), latency_ms(hz / 1.5, hz), latency_ms(hz * 1.5, hz),
                latency_ms(hz / 2, hz), latency_ms(hz * 2, hz));
}

}  // namespace

int main(int argc, char** argv) {
  const bool others = argc < 2 || std::strcmp(argv[1], "--own");
  if (others && !judges_present()) return 77;
  Row::print_head("sound");
  Row all;
  double own_s = 0, aubio_s = 0;
  for (const Scene& s : kScenes) {
    const Trackers t(perform(s), kRange, others);
    Row row = judge(s, t, others);
    row.print(s.name);
    all.add(row);
    own_s += t.own_s;
    aubio_s += t.aubio_s;
  }
  all.print("all");
  print_latency();
  const double audio_s = std::size(kScenes) * kClips * (kClipS + kGapS);
  std::printf("\ncost, ms per second of audio at the same hop: Partials %.2f (pitch, loudness and onset)",
              1000 * own_s / audio_s);
  if (others)
    std::printf(", aubiopitch yinfft %.2f (whole program); ratio %.2f", 1000 * aubio_s / audio_s,
                own_s / aubio_s);
  std::printf("\n");
  return 0;
}
