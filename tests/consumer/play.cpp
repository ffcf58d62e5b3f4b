// SPDX-License-Identifier: MIT
// play MODEL.partials | aplay -f FLOAT_LE -r 48000 -c 2: a chord.
#include <array>
#include <cstdio>

#include "host/session.h"

constexpr int kRate = 48000, kBlock = 256, kBlocks = 2 * kRate / kBlock;

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  partials::Session session(partials::PlayerKind::instrument);
  auto ready = session.load_file(argv[1]);
  if (ready) ready = session.engine().prepare(kRate, kBlock);
  if (!ready) {
    std::fprintf(stderr, "%s\n", ready.error().text.c_str());
    return 1;
  }

  std::array<float, kBlock> left, right;
  float* out[] = {left.data(), right.data()};
  for (int block = 0; block < kBlocks; ++block) {  // what an audio thread does
    std::array<partials::Event, 2> events;
    const bool begins = block == 0, ends = block == kBlocks / 2;
    for (size_t i = 0; i < events.size(); ++i) {
      events[i].kind = begins ? partials::EventKind::note_on : partials::EventKind::note_off;
      events[i].key = static_cast<int16_t>(i == 0 ? 60 : 67);  // C4 and G4
      events[i].value = 0.8f;                                  // velocity
    }
    session.engine().process({.out = out,
                              .out_channels = 2,
                              .frames = kBlock,
                              .events = {events.data(), begins || ends ? events.size() : 0}});
    for (size_t i = 0; i < kBlock; ++i) std::fwrite(std::array{left[i], right[i]}.data(), 4, 2, stdout);
  }
  return 0;
}
