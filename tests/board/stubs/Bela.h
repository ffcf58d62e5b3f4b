// SPDX-License-Identifier: MIT
// What examples/boards/bela uses of Bela's interface, by signatures alone.
#pragma once
#include <cstdint>

struct BelaContext {
  unsigned int audioFrames, audioOutChannels;
  float audioSampleRate;
};
void audioWrite(BelaContext*, int frame, int channel, float value);
bool setup(BelaContext*, void*);
void render(BelaContext*, void*);
void cleanup(BelaContext*, void*);
