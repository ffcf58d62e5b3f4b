// SPDX-License-Identifier: MIT
// Microseconds per real transform and billions of operations per second (2.5 n log2 n), for one transform
// and for 8 and 16 in parallel lanes. For comparison, measured on an EPYC 9004 core at n = 1024: pffft
// 0.65, FFTW 0.80, KissFFT 4.3 us. usage: fft [ISA]   (base, avx2, avx512; default: the fastest of this
// machine)
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "base/arena.h"
#include "base/choose.h"
#include "base/fft_kernels.h"

PARTIALS_CHOOSE(FftTable, fft_kernels, fft_table)

using namespace partials;

template <class F>
double best_us(int transforms, F&& f) {
  double best = 1e30;
  for (int trial = 0; trial < 20; ++trial) {
    const auto t0 = std::chrono::steady_clock::now();
    const int calls = std::max(1, 400 / transforms);
    for (int i = 0; i < calls; ++i) f();
    best = std::min(best,
                    std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - t0).count() /
                        calls / transforms);
  }
  return best;
}

int main(int argc, char** argv) {
  Isa isa = best_isa();
  for (Isa i : {Isa::base, Isa::avx2, Isa::avx512})
    if (argc > 1 && !std::strcmp(argv[1], name_of(i)) && has(i)) isa = i;
  const FftTable& fft = fft_table(isa);
  std::printf("%s\n%6s %6s %12s %12s %10s\n", name_of(isa), "n", "lanes", "forward us", "inverse us",
              "GFLOP/s");
  constexpr int kWidths[] = {1, 8, 16};
  for (int n : {64, 128, 256, 512, 1024, 2048, 4096, 1920, 2250})
    for (int w = 0; w < 3; ++w) {
      ArenaLayout layout;
      const size_t half = sizeof(float) * kWidths[w] * (n / 2 + 1) + 320;
      const size_t plan = layout.take(fft.bytes(n)), even = layout.take(half), odd = layout.take(half),
                   re = layout.take(half), im = layout.take(half);
      const Arena arena(layout.size());
      fft.prepare(arena.at(plan), n);
      auto at = [&](size_t o) { return reinterpret_cast<float*>(arena.at(o)); };
      const double forward =
          best_us(kWidths[w], [&] { fft.forward[w](arena.at(plan), at(even), at(odd), at(re), at(im)); });
      const double inverse =
          best_us(kWidths[w], [&] { fft.inverse[w](arena.at(plan), at(re), at(im), at(even), at(odd)); });
      std::printf("%6d %6d %12.3f %12.3f %10.1f\n", n, kWidths[w], forward, inverse,
                  2.5e-3 * n * std::log2(n) / forward);
    }
}
