// SPDX-License-Identifier: MIT
// A host's concurrent threads, as the header of engine.h allows them: one processes blocks, one loads and
// unloads models, the main one sets parameters and tunings, reads values and collects, and in between
// restarts at another rate. Under ThreadSanitizer (preset tsan) any race ends the program with code 66.
// Guards against: a swap that frees a sound in use, values read while they are written, a model built for a
// rate that is no longer the host's.
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <thread>

#include "families/families.h"
#include "play/engine.h"
#include "support/tiny_model.h"

using namespace partials;

namespace {

constexpr int kBlock = 128, kStarts = 3, kTurns = 60;

struct Host {
  explicit Host(PlayerKind kind) : engine(kind, sound_maker()) {}
  Engine engine;
  std::atomic<bool> running{false}, loading{true};
  std::atomic<int> blocks{0}, loads{0};
  bool finite = true;
};

void audio_thread(Host& host) {
  std::array<float, kBlock> left, right, heard;
  for (int n = 0; host.running; ++n, ++host.blocks) {
    heard.fill(n % 2 ? 0.1f : -0.1f);
    Event e;
    e.kind = n % 3 ? EventKind::note_on : EventKind::note_off;
    e.channel = 0;
    e.key = static_cast<int16_t>(60 + n % 12);
    e.value = 0.7f;
    const float* in[] = {heard.data()};
    float* out[] = {left.data(), right.data()};
    host.engine.process({in, 1, out, 2, kBlock, {&e, 1}});
    for (float x : left) host.finite = host.finite && std::isfinite(x);
  }
}

void loading_thread(Host& host, const std::shared_ptr<const Model>& a,
                    const std::shared_ptr<const Model>& b) {
  for (int n = 0; host.loading; ++n, ++host.loads) {
    if (n % 5 == 4)
      host.engine.unload();
    else if (!host.engine.load(n % 2 ? a : b))
      std::abort();
  }
}

void main_thread_for_a_while(Host& host) {
  Engine& e = host.engine;
  const int from = host.blocks;
  for (int n = 0; n < kTurns || host.blocks < from + 2 * kTurns; ++n) {
    e.set_value(n % kParameterCount, kParameters[static_cast<size_t>(n % kParameterCount)].initial);
    KeyPitches pitches = equal_temperament();
    pitches[60] += 0.01f * static_cast<float>(n % 7);
    e.set_tuning(pitches);
    e.spectral_edit().set_db(n % 2 ? EditedPart::noise : EditedPart::partials, n % kMaxEdited,
                             static_cast<float>(n % 24) - 12);
    e.display_feed().watched = n % 3 != 0;  // a window that opens and closes, and looks
    if (e.display_feed().partial[0].load(std::memory_order_relaxed) < 0) std::abort();
    e.learn(n % 4 - 1);
    e.set_learned(n % 128, -1);
    if (e.tail_s() < 0 || e.memory_bytes() == 0 || e.meters().peak < 0) std::abort();
    (void)e.model();
    (void)e.macros();
    (void)e.needs_restart();
    (void)e.latency_samples();
    (void)e.take_program();
    if (e.needs_refresh() && !e.refresh()) std::abort();
    e.collect();
    std::this_thread::yield();
  }
}

bool run(PlayerKind kind) {
  Host host(kind);
  const auto a = std::make_shared<const Model>(test::tiny_model(1)),
             b = std::make_shared<const Model>(test::tiny_model(2));
  if (!host.engine.prepare(48000, kBlock)) return false;
  std::thread loader(loading_thread, std::ref(host), a, b);
  for (int start = 0; start < kStarts; ++start) {
    host.running = true;
    std::thread audio(audio_thread, std::ref(host));
    main_thread_for_a_while(host);
    host.running = false;
    audio.join();
    if (!host.engine.prepare(start % 2 ? 48000 : 44100, kBlock)) return false;  // the loader does not wait
  }
  host.loading = false;
  loader.join();
  std::printf("%s: %d blocks, %d loads\n", kind == PlayerKind::effect ? "effect" : "instrument",
              host.blocks.load(), host.loads.load());
  return host.finite;
}

}  // namespace

int main() { return run(PlayerKind::instrument) && run(PlayerKind::effect) ? 0 : 1; }
