// SPDX-License-Identifier: MIT
// An engine that is played by OSC messages, and what it answers, for the tests of this folder.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "families/families.h"
#include "osc/writer.h"
#include "osc_server/server.h"

namespace partials::osc {

struct Desk {
  Engine engine{PlayerKind::instrument, sound_maker()};
  EventRing ring;
  Control control{engine, ring};
  std::vector<std::string> replies, loads;
  Peer peer;
  Desk() {
    peer.reply = [this](std::string_view b) { replies.emplace_back(b); };
    control.load = [this](const std::string& path) { loads.push_back(path); };
  }
  bool take(Writer w) {
    int taken = 0, seen = 0;
    const bool whole = read_packet(w.bytes(), [&](const Message& m) {
      ++seen;
      taken += control.take(m, peer);
    });
    return whole && seen == taken;
  }
  std::vector<Event> events() {
    std::vector<Event> all;
    for (Event e; ring.pop(e);) all.push_back(e);
    return all;
  }
};

}  // namespace partials::osc
