// SPDX-License-Identifier: MIT
// Runs everything that runs on the audio thread inside functions that RealtimeSanitizer watches (clang 20 or
// newer with -fsanitize=realtime: any allocation, lock or system call ends the program). Guards against:
// blocking calls in a host's callback.
#include <cstdio>
#include <vector>

#include "analysis/analyser.h"
#include "base/nonblocking.h"
#include "families/instrument/instrument.h"
#include "families/instrument/timbre_transfer.h"
#include "model/templates.h"
#include "support/tiny_model.h"

using namespace partials;

namespace {

void play(Voice& voice, float* out, int n) noexcept PARTIALS_NONBLOCKING {
  voice.start(7);
  voice.render(out, n, [](int64_t frame) noexcept {
    return FrameControls{220.f + static_cast<float>(frame), -20.f};
  });
}

void listen(Analyser& analyser, const float* in, int n) noexcept PARTIALS_NONBLOCKING {
  analyser.process(in, n);
}

void transfer(TimbreTransfer& engine, float* x, int n) noexcept PARTIALS_NONBLOCKING {
  engine.reset();
  engine.process(x, x, n);
}

void perform(Instrument& engine, float* out, int n) noexcept PARTIALS_NONBLOCKING {
  engine.reset();
  for (int i = 0; i < 40; ++i) {
    engine.midi(0x90, static_cast<uint8_t>(40 + i), 100);
    engine.midi(0xe0, 0, static_cast<uint8_t>(i));
    engine.midi(0xb0, static_cast<uint8_t>(i % 2 ? 64 : 1), static_cast<uint8_t>(3 * i));
    engine.render(out, n / 40);
    engine.midi(0x80, static_cast<uint8_t>(38 + i), 0);
  }
  engine.midi(0xb0, 123, 0);
  engine.render(out, n / 40);
}

}  // namespace

int main() {
  for (const char* name : {"small", "standard", "struck", "reference"}) {
    const auto graph = graph_template(name);
    const auto plan = Plan<float>::compile(graph.value(), {});
    const auto weights = initial_weights(plan.value().weights(), 1);
    for (int rate : {44100, 48000, 96000}) {
      Voice voice;
      if (auto r = voice.prepare(graph.value(), weights.data(), rate, 256); !r) {
        std::printf("%s\n", r.error().text.c_str());
        return 1;
      }
      std::vector<float> out(static_cast<size_t>(rate) / 4);
      play(voice, out.data(), static_cast<int>(out.size()));
      Analyser analyser;
      if (auto r = analyser.prepare(rate, {}); !r) {
        std::printf("%s\n", r.error().text.c_str());
        return 1;
      }
      listen(analyser, out.data(), static_cast<int>(out.size()));
    }
  }
  const Model model = test::tiny_model();
  std::vector<float> x(24000, 0.1f);
  TimbreTransfer effect;
  Instrument instrument;
  if (!effect.prepare(model, 48000, 256, {}) || !instrument.prepare(model, 48000, 256, {})) return 1;
  NoteCounter counter;
  counter.count(true);
  effect.count_in(&counter);
  instrument.count_in(&counter);
  transfer(effect, x.data(), static_cast<int>(x.size()));
  perform(instrument, x.data(), static_cast<int>(x.size()));
  if (NoteTally tally; !counter.take(tally) || tally.outside[40][1] == 0) {
    std::puts("notes outside the trained range were not counted");
    return 1;
  }
  std::puts("audio thread: nothing blocked");
}
