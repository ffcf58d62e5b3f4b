// SPDX-License-Identifier: MIT
// CPU time of the pitch tracker per second of audio, compared with aubio's yinfft with the same window,
// hop, rate and signal. yinfft runs in a separate program (bench/peers/yinfft_aubio.py) that times only its
// calls, without reading and printing. usage: pitch_cost      in the source folder; needs python3-aubio
#include <cmath>
#include <cstdint>
#include <vector>

#include "analysis/pitch_tracker.h"
#include "judge/run_program.h"
#include "measure.h"
#include "system/file.h"

using namespace partials;

namespace {

constexpr double kSeconds = 8;
constexpr int kWindow = 2048;

// A tone of twelve partials that glides over three octaves and back, with vibrato and a little noise.
std::vector<float> tone(double rate_hz) {
  std::vector<float> x(static_cast<size_t>(kSeconds * rate_hz));
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
  // its lowest pitch needs just the window
  tracker.prepare(rate_hz, 2.25 * rate_hz / kWindow, 5000, hop / rate_hz);
  float sum = 0;
  const double ms = best_ms(5, [&] {
    tracker.reset();
    for (size_t i = 0; i < x.size(); ++i) {
      tracker.push(x[i]);
      if ((i + 1) % static_cast<size_t>(hop) == 0) sum += tracker.estimate(false, false).f0_hz;
    }
  });
  return sum > 0 ? ms * rate_hz / static_cast<double>(x.size()) : -1;
}

}  // namespace

int main() {
  std::printf("ms of CPU per second of audio, window %d, one thread\n%7s %5s %9s %9s %7s\n", kWindow, "rate",
              "hop", "Partials", "yinfft", "ratio");
  for (const int rate_hz : {44100, 48000}) {
    const TemporaryFolder folder;
    const std::vector<float> x = tone(rate_hz);
    const std::string file = folder.file("tone.f32");
    if (!atomic_write(file, {reinterpret_cast<const char*>(x.data()), x.size() * sizeof(float)})) return 1;
    for (const int hop : {64, 512}) {
      const double own = own_ms(x, rate_hz, hop);
      const double peer =
          std::atof(ask_peer("yinfft_aubio.py", file + " " + std::to_string(rate_hz) + " " +
                                                    std::to_string(kWindow) + " " + std::to_string(hop))
                        .c_str());
      if (peer <= 0) return 1;
      std::printf("%7d %5d %9.2f %9.2f %7.2f\n", rate_hz, hop, own, peer, own / peer);
      std::fflush(stdout);
    }
  }
}
