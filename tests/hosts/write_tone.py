#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""write_tone.py FILE.wav MIDI_NOTE: what somebody might sing: four times the note with five harmonics, for 0.6 of a second each."""
import math
import struct
import sys
import wave

RATE, TIMES, SOUNDS, HARMONICS, PEAK = 48000, 4, 30000, 5, 4500  # samples; of 32768, for each harmonic's share


def main():
    path, hz = sys.argv[1], 440 * 2 ** ((float(sys.argv[2]) - 69) / 12)
    turn = 2 * math.pi * hz / RATE
    with wave.open(path, "wb") as f:
        f.setnchannels(1), f.setsampwidth(2), f.setframerate(RATE)
        for i in range(TIMES * RATE):
            x = sum(math.sin(turn * k * i) / k for k in range(1, HARMONICS + 1)) if i % RATE < SOUNDS else 0
            f.writeframesraw(struct.pack("<h", int(PEAK * x)))


main()
