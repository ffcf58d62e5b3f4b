// SPDX-License-Identifier: MIT
// An exported violin on a Bela: a project of render.cpp, violin_board.h, violin_board.c and the library. MIDI
// by USB. Export for the rate that the project is set to (usually --rate 44100). Compiled in a test, never
// run on the hardware (docs/boards.md).
#include <Bela.h>
#include <libraries/Midi/Midi.h>

#include "violin_board.h"

static Midi midi;
static partials_board* voice;
alignas(16) static unsigned char memory[VIOLIN_MEMORY_BYTES];

bool setup(BelaContext* context, void*) {
  midi.readFrom("hw:1,0,0");
  midi.enableParser(true);
  voice = partials_board_init(&violin, memory, sizeof memory);
  return voice && context->audioSampleRate == VIOLIN_RATE_HZ;
}

void render(BelaContext* context, void*) {
  static float sound[1024];
  while (midi.getParser()->numAvailableMessages() > 0) {
    MidiChannelMessage m = midi.getParser()->getNextChannelMessage();
    partials_board_midi(voice, static_cast<uint8_t>(m.getStatusByte() | m.getChannel()), m.getDataByte(0),
                        m.getDataByte(1));
  }
  const unsigned int n = context->audioFrames < 1024 ? context->audioFrames : 1024;
  partials_board_process(voice, sound, nullptr, static_cast<int>(n));
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int c = 0; c < context->audioOutChannels; ++c) audioWrite(context, i, c, sound[i]);
}

void cleanup(BelaContext*, void*) {}
