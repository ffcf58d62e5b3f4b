// SPDX-License-Identifier: MIT
// A player as in every plug-in format and the standalone, with all concurrent threads that player.h allows:
// one processes blocks with events; one, the host's, loads models, saves and restores states; one, the
// window's, reads values and learns controllers; the housekeeping thread runs by itself; and in between the
// host restarts the player at another rate, or creates and destroys others. Under ThreadSanitizer (preset
// tsan) a race ends the program, under RealtimeSanitizer (preset rtsan) waiting or allocating in a block
// does. Guards against: a state that is saved while the model changes, a window that reads a name as it is
// replaced, a block that waits for a lock.
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "base/nonblocking.h"
#include "families/model_loading.h"
#include "player.h"
#include "support/tiny_model.h"

using namespace partials;

namespace {

constexpr int kBlock = 128, kStarts = 3, kRounds = 12;

struct Host {
  explicit Host(PlayerKind kind) : player(kind, [this] { ++changes; }) {}
  std::atomic<int> changes{0};
  Player player;
  std::atomic<bool> running{false};
  std::atomic<int> blocks{0};
  float peak = 0;
  bool finite = true;
};

void block(Player& p, int n, const float* const* in, float* const* out) noexcept PARTIALS_NONBLOCKING {
  const uint8_t note[] = {static_cast<uint8_t>(n % 3 ? 0x90 : 0x80), static_cast<uint8_t>(60 + n % 12), 90},
                wheel[] = {0xb0, 21, static_cast<uint8_t>(n % 128)};
  p.midi(64, note, 3);
  p.midi(8, wheel, 3);
  for (int i = 0; i < 700; ++i)
    p.parameter(static_cast<uint32_t>(i % kBlock), kMacro1 + n % kMacros,
                0.01f * static_cast<float>(i % 100));
  p.process(in, p.kind() == PlayerKind::effect ? 2 : 0, out, 2, kBlock);
}

void audio_thread(Host& host) {
  float heard[kBlock], left[kBlock], right[kBlock];
  const float* in[] = {heard, heard};
  float* out[] = {left, right};
  for (int n = 0; host.running; ++n, ++host.blocks) {
    for (int i = 0; i < kBlock; ++i) heard[i] = 0.2f * std::sin(0.05f * static_cast<float>(n * kBlock + i));
    block(host.player, n, in, out);
    for (float x : left) {
      host.finite = host.finite && std::isfinite(x);
      host.peak = std::max(host.peak, std::fabs(x));
    }
    if (n % 64 == 0) std::this_thread::yield();
  }
}

void window_thread(Host& host) {
  Player& p = host.player;
  for (int n = 0; host.running; ++n) {
    const Status s = p.status();
    if (p.revision() < 1 || p.latency_samples() < 0 || p.meters().peak < 0 || s.model.size() > 100)
      std::abort();
    p.learn(kMacro1 + n % kMacros);
    p.play_key(60 + n % 12, n % 2 ? 0.f : 0.8f);
    if (n % 16 == 0) p.play_phrase(!p.phrase_plays());
    (void)p.learning();
    (void)p.controller(kMacro1);
    (void)p.value(n % kParameterCount);
    std::this_thread::yield();
  }
}

void host_thread_for_a_while(Host& host, const std::string& a, const std::string& b) {
  Player& p = host.player;
  std::string kept = p.state();
  for (int n = 0; n < kRounds || host.blocks < 100; ++n) {
    switch (n % 4) {
      case 0:
        p.load_soon(n % 8 ? a : b);
        break;
      case 1:
        kept = p.state();
        break;
      case 2:
        p.restore(kept);
        break;
      default:
        p.restore("nonsense");
    }
    if (p.model_path().empty()) std::abort();
    const Player another(p.kind());  // comes and goes beside it
    p.engine().set_value(kOutput, static_cast<float>(-n));
    for (const auto& load : p.take_loads())
      if (load.path.empty() || !load.trouble.empty()) std::abort();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

bool run(PlayerKind kind, const std::string& a, const std::string& b) {
  Host host(kind);
  host.player.load_soon(a);
  for (int start = 0; start < kStarts; ++start) {
    host.player.activate(start % 2 ? 44100 : 48000, kBlock);
    host.blocks = 0;
    host.running = true;
    std::thread audio(audio_thread, std::ref(host)), window(window_thread, std::ref(host));
    host_thread_for_a_while(host, a, b);
    host.running = false;
    audio.join();
    window.join();
  }
  std::printf("%s: %d blocks, peak %.3f\n", kind == PlayerKind::effect ? "effect" : "instrument",
              host.blocks.load(), static_cast<double>(host.peak));
  return host.finite && host.peak > 0.001f && host.peak <= 1 && host.changes > 0;
}

std::string model_file(uint64_t seed) {
  const std::string path =
      (std::filesystem::temp_directory_path() /
       ("partials_threads_" + std::to_string(getpid()) + "_" + std::to_string(seed) + ".partials"))
          .string();
  Model model = test::tiny_model(seed);
  if (!make_instrument_golden(model, std::vector<float>(50, 440.f), std::vector<float>(50, -20.f)) ||
      !save_model(model, path))
    std::abort();
  return path;
}

}  // namespace

int main() {
  const std::string a = model_file(1), b = model_file(2);
  const bool well = run(PlayerKind::instrument, a, b) && run(PlayerKind::effect, a, b);
  std::filesystem::remove(a);
  std::filesystem::remove(b);
  return well ? 0 : 1;
}
