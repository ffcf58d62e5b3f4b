// SPDX-License-Identifier: MIT
// An exported violin on a Daisy Seed with libDaisy: MIDI notes in by UART, stereo out at 48 kHz. Compiled in
// a test, never run on the hardware (docs/boards.md).
#include "daisy_seed.h"
#include "violin_board.h"

static daisy::DaisySeed hw;
static daisy::MidiUartHandler midi;
static partials_board* voice;
alignas(16) static unsigned char memory[VIOLIN_MEMORY_BYTES];
static volatile uint8_t queue[64][3], queued, taken;  // from main() to the audio's interrupt

static void audio(daisy::AudioHandle::InputBuffer, daisy::AudioHandle::OutputBuffer out, size_t n) {
  for (; taken != queued; taken = (taken + 1) % 64)
    partials_board_midi(voice, queue[taken][0], queue[taken][1], queue[taken][2]);
  partials_board_process(voice, out[0], out[1], static_cast<int>(n));
}

int main() {
  hw.Init(true);  // 480 MHz
  hw.SetAudioBlockSize(48);
  hw.SetAudioSampleRate(daisy::SaiHandle::Config::SampleRate::SAI_48KHZ);
  midi.Init(daisy::MidiUartHandler::Config());
  voice = partials_board_init(&violin, memory, sizeof memory);
  if (!voice) return 1;
  midi.StartReceive();
  hw.StartAudio(audio);
  for (;;) {
    midi.Listen();
    while (midi.HasEvents()) {
      const daisy::MidiEvent e = midi.PopEvent();
      if (e.type > daisy::PitchBend || (queued + 1) % 64 == taken) continue;  // messages of channels alone
      queue[queued][0] = static_cast<uint8_t>(0x80 + 16 * e.type + e.channel);
      queue[queued][1] = e.data[0];
      queue[queued][2] = e.data[1];
      queued = (queued + 1) % 64;
    }
  }
}
