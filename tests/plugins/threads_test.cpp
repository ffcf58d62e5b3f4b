// SPDX-License-Identifier: MIT
// Guards against: races between a host's threads. One thread plays while the main thread loads models, saves,
// reads and does housekeeping; the preset tsan runs it under ThreadSanitizer.
#include <atomic>
#include <thread>

#include "plugins.h"

namespace partials::hosting {
namespace {

class Threads : public Plugin {};

TEST_P(Threads, TheMainThreadWorksWhileTheAudioThreadPlays) {
  const ModelFile other(2);
  for (const PlayerKind kind : {PlayerKind::instrument, PlayerKind::effect}) {
    auto p = player(kind, 48000, 256);
    std::atomic<bool> done{false};
    std::atomic<int> rounds{0};
    float loudest = 0;
    std::thread audio([&] {
      Script script{48000, storm(kind, p->abilities(), 7, 48000, 48000, 200), {}, {256}};
      if (kind == PlayerKind::effect) script.in = sounds::note(300, 1, 48000);
      for (int turn = 0; turn < 200 && (turn < 2 || rounds < 6); ++turn) {
        const StereoSound heard = play(*p, script);
        loudest = std::max(loudest, static_cast<float>(peak(heard.left)));
      }
      done = true;
    });
    for (int i = 0; !done; ++i) {
      EXPECT_TRUE(p->load_model(i % 2 ? model_.path() : other.path()));
      EXPECT_FALSE(p->save().empty());
      for (int k = 0; k < kParameterCount; ++k) (void)p->value(k);
      (void)p->tail_s();
      (void)p->latency_samples();
      p->idle();
      ++rounds;
    }
    audio.join();
    EXPECT_GT(loudest, 0.001f);
    EXPECT_LE(loudest, 1.f);
    EXPECT_EQ(p->allocations(), 0);
    EXPECT_EQ(p->log(), "");
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Threads, testing::ValuesIn(plugin_files()), format_of);

}  // namespace
}  // namespace partials::hosting
