// SPDX-License-Identifier: MIT
// Milliseconds of one thread for the multi-resolution spectral loss and its gradient: 16 signals of 64 000
// samples, windows of 2048 1024 512 256 128 64 samples, 75 % overlap, |.| + |ln .|, target transformed in
// every call; and with its magnitudes cached. usage: spectral_loss [--peer]   also runs
// bench/peers/spectral_loss_torch.py on one thread and prints the ratio
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "base/random.h"
#include "learn/losses.h"
#include "measure.h"

using namespace partials;

int main(int argc, char** argv) {
  constexpr int kSamples = 64000, kLanes = 16;
  LossConfig config;
  config.scales_s.clear();
  for (int n = 2048; n >= 64; n /= 2) config.scales_s.push_back(n / 16000.0);
  std::vector<float> x(kSamples * kLanes), y(x.size()), d(x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    x[i] = 0.3f * random_bipolar(1, i);
    y[i] = 0.3f * random_bipolar(2, i);
  }
  double ours = 1e30;
  for (Isa isa : {Isa::base, Isa::avx2, Isa::avx512}) {
    if (!has(isa)) continue;
    auto made = GroupLoss::create(config, 16000, kLanes, kSamples, isa);
    if (!made) {
      std::fprintf(stderr, "%s\n", made.error().text.c_str());
      return 1;
    }
    GroupLoss& loss = made.value();
    const double forward = best_ms(15, [&] { loss.value_and_gradient(x.data(), y.data(), nullptr); });
    const double both = best_ms(15, [&] { loss.value_and_gradient(x.data(), y.data(), d.data()); });
    const double memory = static_cast<double>(loss.memory_bytes()) / 1048576;
    loss.analyse_target(y.data());
    const double stored = best_ms(15, [&] { loss.value_and_gradient_of_stored(x.data(), d.data()); });
    std::printf(
        "%-7s forward %6.1f ms   with gradient %6.1f ms (%.1f MiB)   target kept %6.1f ms (+ %.0f MiB)\n",
        name_of(isa), forward, both, memory, stored, static_cast<double>(loss.stored_bytes()) / 1048576);
    if (isa == best_isa()) ours = both;
  }
  config.linear = config.log = 0;
  config.mel = 1;
  auto mel = GroupLoss::create(config, 44100, kLanes, kSamples);
  if (mel)
    std::printf("log-mel at 44.1 kHz, with gradient %6.1f ms\n",
                best_ms(15, [&] { mel.value().value_and_gradient(x.data(), y.data(), d.data()); }));

  if (argc < 2 || std::strcmp(argv[1], "--peer")) return 0;
  const double torch = std::atof(ask_peer("spectral_loss_torch.py").c_str());
  if (torch <= 0) return 1;
  std::printf("PyTorch, one thread: %.0f ms; ours is %.1f times faster\n", torch, torch / ours);
}
