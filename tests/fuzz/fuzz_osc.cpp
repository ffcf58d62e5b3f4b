// SPDX-License-Identifier: MIT
// OSC packets, including patterns, from the bytes to the player.
#include <cstddef>
#include <cstdint>

#include "families/families.h"
#include "osc_server/control.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials;
  static Engine engine(PlayerKind::instrument, sound_maker());
  static osc::EventRing ring;
  static osc::Control control(engine, ring);
  static volatile size_t total = 0;
  const osc::Peer peer{true, [](std::string_view reply) { total = total + reply.size(); }, [](bool, int) {}};
  osc::read_packet({reinterpret_cast<const char*>(data), size},
                   [&](const osc::Message& m) { control.take(m, peer); });
  for (Event e; ring.pop(e);)
    if (!(e.value > -2e9f && e.value < 2e9f) || e.key > 127) __builtin_trap();
  return 0;
}
