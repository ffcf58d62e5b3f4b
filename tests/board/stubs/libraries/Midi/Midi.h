// SPDX-License-Identifier: MIT
// What examples/boards/bela uses of Bela's MIDI library, by signatures alone.
#pragma once
#include <cstdint>

struct MidiChannelMessage {
  unsigned int getStatusByte();
  int getChannel();
  uint8_t getDataByte(unsigned int);
};
struct MidiParser {
  int numAvailableMessages();
  MidiChannelMessage getNextChannelMessage();
};
struct Midi {
  int readFrom(const char* port);
  void enableParser(bool);
  MidiParser* getParser();
};
