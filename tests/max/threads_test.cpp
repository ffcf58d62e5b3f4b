// SPDX-License-Identifier: MIT
// The objects of Max with threads of their own: one performs, one is the scheduler that sends notes and
// parameters, the main one loads, asks, prepares at another rate and frees. Under ThreadSanitizer (preset
// tsan) a race ends the program, under RealtimeSanitizer (preset rtsan) waiting or allocating in perform.
#include <atomic>
#include <cmath>
#include <thread>

#include "max_case.h"

namespace partials::test {
namespace {

constexpr long kVector = 64;

class ThreadsInMax : public InMax {
 protected:
  // Performs until `stop`; the host's time follows.
  void audio(void* object, const MaxHost::Audio& of, const std::atomic<bool>& stop, std::atomic<int>& blocks) {
    MaxHost::role() = Role::audio;
    std::vector<std::vector<double>> in(static_cast<size_t>(of.inlets), std::vector<double>(kVector, 0.1)),
        out(static_cast<size_t>(of.outlets), std::vector<double>(kVector));
    std::vector<double*> ins, outs;
    for (auto& signal : in) ins.push_back(signal.data());
    for (auto& signal : out) outs.push_back(signal.data());
    for (; !stop; ++blocks) {
      of.run(ins.data(), outs.data(), kVector);
      for (const auto& signal : out)
        for (const double x : signal)
          if (!std::isfinite(x)) ADD_FAILURE() << "not finite";
      if (blocks % 32 == 0) std::this_thread::yield();
    }
    (void)object;
  }

  void run(const std::string& text, const std::vector<std::string>& scheduled, const std::vector<std::string>& asked) {
    void* object = make(text);
    ASSERT_NE(object, nullptr);
    const MaxHost::Audio of = host.prepare(object, kRate, kVector);
    std::atomic<bool> stop{false};
    std::atomic<int> blocks{0};
    std::thread performs([&] { audio(object, of, stop, blocks); });
    std::thread schedules([&] {
      MaxHost::role() = Role::scheduler;
      for (size_t i = 0; !stop; ++i) {
        host.run_scheduler_to(host.now_ms() + 1);
        if (!scheduled.empty()) host.send(object, scheduled[i % scheduled.size()]);
        std::this_thread::sleep_for(std::chrono::microseconds(300));
      }
    });
    for (size_t i = 0; i < 40 || blocks < 400; ++i) {
      host.send(object, asked[i % asked.size()]);
      host.run_main();
      if (i % 10 == 9) host.prepare(object, i % 20 == 9 ? 44100 : kRate, kVector);
      std::this_thread::sleep_for(std::chrono::milliseconds(3));
    }
    stop = true;
    performs.join();
    schedules.join();
    host.run_main();
  }
};

TEST_F(ThreadsInMax, PlayerIsPlayedLoadedAndPreparedAtOnce) {
  run("partials~ " + kViolin,
      {"69 100", "brightness 0.3", "at 5 72 100", "69 0", "note 1 on 60.5 0.8", "set output -6 dB", "midi 176 1 64",
       "bend 9000", "dump", "note 1 off", "get breath", "panic", "reset", "sparkle", "enable 0", "enable 1"},
      {"load " PARTIALS_SOURCE_DIR "/factory/flute.partials", "72 90", "info", "partials 2 -12",
       "load no-such-model", "brightness 0.9", "wait", "reload", "params"});
}

TEST_F(ThreadsInMax, PartIsPlayedLoadedAndPreparedAtOnce) {
  run("partials.bank~ " + kViolin, {"reload"},
      {"load " PARTIALS_SOURCE_DIR "/factory/flute.partials", "wait", "sparkle 1", "load " + kViolin});
}

TEST_F(ThreadsInMax, NodeIsSetWhileItPlays) {
  run("partials.node~ lowpass cutoff_hz 800", {"cutoff_hz 500", "reset"}, {"cutoff_hz 2000", "cutoff_hz nan"});
}

}  // namespace
}  // namespace partials::test
