// SPDX-License-Identifier: MIT
// An exported violin on a Teensy 4.1 with its audio shield: MIDI by USB, out in both channels. The library of audio
// runs at 44.1 kHz in blocks of 128: export with --rate 44100 --block 128. Compiled in a test, never run on the
// hardware (docs/boards.md).
#include <Audio.h>

#include "violin_board.h"

alignas(16) static unsigned char memory[VIOLIN_MEMORY_BYTES];
static partials_board* voice;

struct Violin : AudioStream {
  Violin() : AudioStream(0, nullptr) {}
  void update() override {
    static float sound[AUDIO_BLOCK_SAMPLES];
    audio_block_t* block = allocate();
    if (!block || !voice) return;
    partials_board_process(voice, sound, nullptr, AUDIO_BLOCK_SAMPLES);
    for (int i = 0; i < AUDIO_BLOCK_SAMPLES; ++i)
      block->data[i] = static_cast<int16_t>(32767 * constrain(sound[i], -1.f, 1.f));
    transmit(block);
    release(block);
  }
};

static Violin player;
static AudioOutputI2S out;
static AudioConnection left(player, 0, out, 0), right(player, 0, out, 1);
static AudioControlSGTL5000 shield;

void setup() {
  voice = partials_board_init(&violin, memory, sizeof memory);
  AudioMemory(8);
  shield.enable();
  shield.volume(0.5);
}

void loop() {
  if (!usbMIDI.read()) return;
  AudioNoInterrupts();  // one call at a time
  partials_board_midi(voice, usbMIDI.getType() | (usbMIDI.getChannel() - 1), usbMIDI.getData1(), usbMIDI.getData2());
  AudioInterrupts();
}
