// SPDX-License-Identifier: MIT
// What Teensy's core gives a sketch, as far as examples/boards/teensy41 uses it, by signatures alone.
#pragma once
#include <cstdint>

template <class T>
T constrain(T x, T low, T high) {
  return x < low ? low : x > high ? high : x;
}
struct UsbMidi {
  bool read();
  uint8_t getType(), getChannel(), getData1(), getData2();
};
extern UsbMidi usbMIDI;
void setup();
void loop();
