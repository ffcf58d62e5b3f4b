// SPDX-License-Identifier: MIT
// Random events, including MIDI, sent to a playing engine: twelve bytes per event. The output must be finite.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "families/families.h"
#include "play/engine.h"
#include "support/tiny_model.h"

namespace {

constexpr size_t kRecord = 12, kMax = 96;
constexpr int kBlock = 64, kBlocks = 6;

partials::Event event_of(const uint8_t* p) {
  partials::Event e;
  e.time = p[0];
  e.kind = static_cast<partials::EventKind>(p[1] % 16);
  e.status = p[2];
  e.data1 = p[3];
  e.data2 = p[4];
  e.channel = static_cast<int16_t>(p[5] % 20 - 2);
  e.key = static_cast<int16_t>(p[6] - 4);
  e.note_id = p[7] % 8 - 1;
  e.index = static_cast<int32_t>(p[3]) - 20;
  std::memcpy(&e.value, p + 8, sizeof e.value);
  return e;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials;
  static Engine* engine = [] {
    auto* e = new Engine(PlayerKind::instrument, sound_maker());
    if (!e->load(std::make_shared<const Model>(test::tiny_model())) || !e->prepare(8000, kBlock))
      __builtin_trap();
    return e;
  }();
  for (int i = 0; i < kParameterCount; ++i) engine->set_value(i, kParameters[static_cast<size_t>(i)].initial);
  engine->reset();
  std::vector<Event> events;
  int32_t at = 0;
  for (size_t i = 0; i + kRecord <= size && events.size() < kMax; i += kRecord) {
    events.push_back(event_of(data + i));
    events.back().time = at += events.back().time % 16;
  }
  float left[kBlock], right[kBlock], *out[] = {left, right};
  size_t next = 0;
  for (int b = 0; b < kBlocks; ++b) {
    std::vector<Event> now;
    for (; next < events.size() && events[next].time < (b + 1) * kBlock; ++next) {
      now.push_back(events[next]);
      now.back().time -= b * kBlock;
    }
    engine->process({nullptr, 0, out, 2, kBlock, now});
    for (int i = 0; i < kBlock; ++i)
      if (!std::isfinite(left[i]) || !std::isfinite(right[i])) __builtin_trap();
  }
  return 0;
}
