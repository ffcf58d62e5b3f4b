// SPDX-License-Identifier: MIT
// The functions of Teensy's audio library that examples/boards/teensy41 uses, by their signatures alone.
#pragma once
#include <cstdint>

#define AUDIO_BLOCK_SAMPLES 128
struct audio_block_t {
  int16_t data[AUDIO_BLOCK_SAMPLES];
};
class AudioStream {
 public:
  AudioStream(unsigned char inputs, audio_block_t** queue);
  virtual ~AudioStream();
  virtual void update() = 0;

 protected:
  static audio_block_t* allocate();
  static void release(audio_block_t*);
  void transmit(audio_block_t*, unsigned char output = 0);
};
struct AudioOutputI2S : AudioStream {
  AudioOutputI2S();
  void update() override;
};
struct AudioConnection {
  AudioConnection(AudioStream&, unsigned char, AudioStream&, unsigned char);
};
struct AudioControlSGTL5000 {
  bool enable();
  bool volume(float);
};
void AudioMemory(int blocks);
void AudioNoInterrupts();
void AudioInterrupts();
