/* SPDX-License-Identifier: MIT
 * A phrase for boards as a table of events by time, for C and C++: notes, a stolen voice, bends by semitones
 * and by the wheel, pressure, macros, a controller, a parameter and a release. At 48 kHz it lasts 2 s. */
#ifndef BOARD_PHRASE_H
#define BOARD_PHRASE_H

typedef enum { ON, OFF, BEND, PRESSURE, SET, MIDI } phrase_kind;
typedef struct {
  int sample;
  phrase_kind kind;
  int a, b, c; /* key; parameter; three bytes of MIDI */
  float value;
} phrase_event;

enum { kPhraseSamples = 96000, kPhraseBlock = 48 };

static const phrase_event kPhrase[] = {
    {0, ON, 69, 0, 0, 0.8f},
    {9600, BEND, 0, 0, 0, 0.37f},
    {9637, BEND, 0, 0, 0, 0.95f},
    {14400, BEND, 0, 0, 0, 0},
    {19200, ON, 76, 0, 0, 0.55f}, /* takes the voice of the first */
    {24000, PRESSURE, 0, 0, 0, 0.7f},
    {28800, SET, 1 /* brightness */, 0, 0, 0.8f},
    {31200, SET, 0 /* breath */, 0, 0, 0.2f},
    {33600, SET, 4 /* body */, 0, 0, 0.62f},
    {36001, MIDI, 0xe0, 0x10, 0x60, 0},
    {38400, MIDI, 0xe0, 0, 0x40, 0},
    {40800, MIDI, 0xb0, 1, 90, 0}, /* vibrato */
    {43200, OFF, 76, 0, 0, 0},
    {48000, SET, 16 /* mono */, 0, 0, 1},
    {50400, ON, 55, 0, 0, 0.9f},
    {57600, ON, 62, 0, 0, 0.6f}, /* slurred */
    {60000, SET, 18 /* tune */, 0, 0, -12},
    {67200, OFF, 62, 0, 0, 0}, /* back to 55 */
    {72000, OFF, 55, 0, 0, 0},
    {76800, SET, 5 /* vibrato */, 0, 0, 1},
    {79200, MIDI, 0x90, 88, 110, 0},
    {86400, MIDI, 0x80, 88, 0, 0},
};
enum { kPhraseEvents = sizeof kPhrase / sizeof *kPhrase };
#endif
