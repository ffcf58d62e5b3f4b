#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""write_scale.py OUT.mid LOWEST HIGHEST [STEP]: a MIDI file with every STEP-th key (2), 1.5 s long, twice: softly and loudly, with
silence of 0.5 s between."""
import struct
import sys

lowest, highest, step = int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 2


def ticks(n):  # a variable-length quantity
    return bytes([0x80 | n >> 7, n & 0x7F]) if n > 127 else bytes([n])


track = b""  # 480 ticks are half a second
for velocity in (45, 105):
    for key in range(lowest, highest + 1, step):
        track += ticks(480) + bytes([0x90, key, velocity]) + ticks(1440) + bytes([0x80, key, 0])
track += b"\x00\xff\x2f\x00"
with open(sys.argv[1], "wb") as f:
    f.write(b"MThd" + struct.pack(">IHHH", 6, 0, 1, 480) + b"MTrk" + struct.pack(">I", len(track)) + track)
