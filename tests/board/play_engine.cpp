// SPDX-License-Identifier: MIT
// The phrase on the engine of a computer, with baseline kernels and the model's matrices rounded to bytes:
// raw floats, left and right in turn, as play_native.c writes them.
//   play_engine MODEL OUT.raw [VOICES]
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "families/families.h"
#include "families/model_loading.h"
#include "graph/byte_weights.h"
#include "phrase.h"
#include "play/engine.h"

namespace {

using namespace partials;

int say(const Error& e) {
  std::fprintf(stderr, "%s\n", e.text.c_str());
  return 1;
}

Event event_of(const phrase_event& e) {
  Event out;
  out.channel = 0;
  out.key = static_cast<int16_t>(e.a);
  out.value = e.value;
  switch (e.kind) {
    case ON:
      out.kind = EventKind::note_on;
      break;
    case OFF:
      out.kind = EventKind::note_off;
      break;
    case PRESSURE:
      out.kind = EventKind::pressure;
      out.key = out.channel = -1;
      break;
    case MIDI:
      out.kind = EventKind::midi;
      out.status = static_cast<uint8_t>(e.a);
      out.data1 = static_cast<uint8_t>(e.b);
      out.data2 = static_cast<uint8_t>(e.c);
      break;
    case BEND:
    case SET:
      out.kind = EventKind::parameter;
      break;
  }
  return out;
}

int parameter_of(int board) { return board < 16 ? kMacro1 + board : board == 16 ? kMono : kTune; }

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 1;
  setenv("PARTIALS_ISA", "base", 1);
  auto model = load_model(argv[1]);
  if (!model) return say(model.error());
  auto rounded = std::make_shared<Model>(std::move(model).value());
  round_to_bytes(rounded->table, rounded->weights.data());
  Engine engine(PlayerKind::instrument, sound_maker());
  engine.set_value(kVoices, argc > 3 ? std::strtof(argv[3], nullptr) : 1.f);
  engine.set_value(kLimiter, 0);
  engine.set_value(kMatchLevel, 0);
  if (auto r = engine.load(rounded); !r) return say(r.error());
  if (auto r = engine.prepare(48000, kPhraseBlock); !r) return say(r.error());

  std::FILE* out = std::fopen(argv[2], "wb");
  if (!out) return 1;
  std::vector<float> left(kPhraseBlock), right(kPhraseBlock);
  float bend_cents = 0, tune_cents = 0;
  int event = 0;
  for (int at = 0; at < kPhraseSamples; at += kPhraseBlock) {
    std::vector<Event> happens;
    for (; event < kPhraseEvents && kPhrase[event].sample < at + kPhraseBlock; ++event) {
      const phrase_event& e = kPhrase[event];
      Event x = event_of(e);
      x.time = e.sample - at;
      if (x.kind == EventKind::parameter) {  // a bend of all notes is a tuning of all notes
        x.index = e.kind == BEND ? static_cast<int>(kTune) : parameter_of(e.a);
        if (e.kind == BEND) bend_cents = 100 * e.value;
        if (e.kind == SET && e.a == 18) tune_cents = e.value;
        if (x.index == kTune) x.value = tune_cents + bend_cents;
      }
      happens.push_back(x);
    }
    float* sides[] = {left.data(), right.data()};
    engine.process({nullptr, 0, sides, 2, kPhraseBlock, happens});
    for (size_t i = 0; i < kPhraseBlock; ++i) {
      const float both[2] = {left[i], right[i]};
      std::fwrite(both, sizeof both, 1, out);
    }
  }
  return std::fclose(out) ? 1 : 0;
}
