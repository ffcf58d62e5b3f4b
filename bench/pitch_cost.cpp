// SPDX-License-Identifier: MIT
// CPU time of the pitch tracker per second of audio beside aubio's yinfft with the same window, hop and rate. aubio is run as a
// program (aubiopitch) on a long and a short file, and the difference counts, so that its start does not. Its reading and
// printing are estimated by the same runs with a window of 128 samples and given apart: "yinfft alone" errs in aubio's favour.
// usage: pitch_cost
#include <sys/resource.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "analysis/analyser.h"
#include "data/audio_file.h"
#include "data/run_program.h"
#include "measure.h"

using namespace partials;

namespace {

constexpr double kLongS = 24, kShortS = 4;
constexpr int kWindow = 2048;

// A tone of twelve partials that glides over three octaves and back, with vibrato and a little noise.
std::vector<float> tone(double rate_hz, double seconds) {
  std::vector<float> x(static_cast<size_t>(seconds * rate_hz));
  double cycles = 0;
  uint32_t random = 1;
  for (size_t i = 0; i < x.size(); ++i) {
    const double t = static_cast<double>(i) / rate_hz;
    cycles += 220 * std::exp2(1.5 * std::sin(0.7 * t) + 0.02 * std::sin(35 * t)) / rate_hz;
    double y = 0;
    for (int k = 1; k <= 12; ++k) y += std::sin(6.283185307179586 * k * cycles) / k;
    random = random * 1664525u + 1013904223u;
    x[i] = static_cast<float>(0.2 * y + 1e-3 * (random * 0x1p-31 - 1));
  }
  return x;
}

double own_ms(const std::vector<float>& x, double rate_hz, int hop) {
  PitchTracker tracker;
  tracker.prepare(rate_hz, 2.25 * rate_hz / kWindow, 5000, hop / rate_hz);  // its lowest pitch needs just the window
  float sum = 0;
  const double ms = best_ms(3, [&] {
    tracker.reset();
    for (size_t i = 0; i < x.size(); ++i) {
      tracker.push(x[i]);
      if ((i + 1) % static_cast<size_t>(hop) == 0) sum += tracker.estimate(false, false).f0_hz;
    }
  });
  return sum > 0 ? ms * rate_hz / static_cast<double>(x.size()) : -1;
}

double children_s() {
  rusage use{};
  getrusage(RUSAGE_CHILDREN, &use);
  return static_cast<double>(use.ru_utime.tv_sec + use.ru_stime.tv_sec) + 1e-6 * static_cast<double>(use.ru_utime.tv_usec + use.ru_stime.tv_usec);
}

double aubio_s(const std::string& file, int window, int hop) {
  double best = 1e9;
  for (int run = 0; run < 3; ++run) {
    const double start = children_s();
    if (!run_program({"aubiopitch", "-p", "yinfft", "-r", "0", "-B", std::to_string(window), "-H", std::to_string(hop), file})) return -1e9;
    best = std::min(best, children_s() - start);
  }
  return best;
}

}  // namespace

int main() {
  if (find_program("aubiopitch").empty()) return std::printf("aubiopitch is missing; install it with: apt-get install aubio-tools\n"), 77;
  std::printf("ms of CPU per second of audio, windows of %d samples\n%7s %5s %9s %14s %13s %7s\n", kWindow, "rate", "hop", "Partials", "aubiopitch", "yinfft alone", "ratio");
  for (const double rate_hz : {44100.0, 48000.0})
    for (const int hop : {64, 512}) {
      const TemporaryFolder folder;
      const std::string whole = folder.file("long.wav"), part = folder.file("short.wav");
      const std::vector<float> x = tone(rate_hz, kLongS);
      if (!write_wav(whole, {x, rate_hz}) || !write_wav(part, {tone(rate_hz, kShortS), rate_hz})) return 1;
      auto per_second = [&](int window) { return 1e3 * (aubio_s(whole, window, hop) - aubio_s(part, window, hop)) / (kLongS - kShortS); };
      const double own = own_ms(x, rate_hz, hop), all = per_second(kWindow), alone = all - per_second(std::max(hop, 128));
      std::printf("%7.0f %5d %9.2f %14.2f %13.2f %7.2f\n", rate_hz, hop, own, all, alone, own / alone);
      std::fflush(stdout);
    }
}
