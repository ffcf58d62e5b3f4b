// SPDX-License-Identifier: MIT
// The functions of libDaisy that examples/boards/daisy uses, by their signatures alone, so that it can be
// compiled.
#pragma once
#include <cstddef>
#include <cstdint>

namespace daisy {
struct AudioHandle {
  typedef const float* const* InputBuffer;
  typedef float** OutputBuffer;
  typedef void (*AudioCallback)(InputBuffer, OutputBuffer, size_t);
};
struct SaiHandle {
  struct Config {
    enum class SampleRate { SAI_48KHZ };
  };
};
enum MidiMessageType {
  NoteOff,
  NoteOn,
  PolyphonicKeyPressure,
  ControlChange,
  ProgramChange,
  ChannelPressure,
  PitchBend,
  SystemCommon
};
struct MidiEvent {
  MidiMessageType type;
  int channel;
  uint8_t data[2];
};
struct MidiUartHandler {
  struct Config {};
  void Init(Config);
  void StartReceive();
  void Listen();
  bool HasEvents();
  MidiEvent PopEvent();
};
struct DaisySeed {
  void Init(bool boost);
  void SetAudioBlockSize(size_t);
  void SetAudioSampleRate(SaiHandle::Config::SampleRate);
  void StartAudio(AudioHandle::AudioCallback);
  void StopAudio();
};
}  // namespace daisy
