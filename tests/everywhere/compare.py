#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""compare.py FOLDER [NAME PART FILE REFERENCE]... < lines "NAME<TAB>PART<TAB>FILE<TAB>REFERENCE"

Prints one row for every line: host, part, samples, and whether FILE (.f32: left and right in turn; .wav of 32-bit floats) is REFERENCE
bit for bit, or else the level of the difference. A FILE "-" is a host that is skipped, whose REFERENCE says why. A file of one channel is
compared with the left one; one that is shorter by the player's latency, as an offline render is, begins within the reference. Ends with 1
if a difference is above -100 dB of the reference."""
import array
import math
import struct
import sys

LIMIT_DB = -100


def samples(path):
    """channels, values"""
    data = open(path, "rb").read()
    if not path.endswith(".wav"):
        values = array.array("f", data)
        return 2, values
    at, channels = 12, 1
    while at + 8 <= len(data):
        name, size = data[at:at + 4], struct.unpack("<I", data[at + 4:at + 8])[0]
        if name == b"fmt ":
            kind, channels = struct.unpack("<HH", data[at + 8:at + 12])
            if kind not in (3, 0xFFFE):
                sys.exit(f"{path} has no samples of 32-bit floats.")
        if name == b"data":
            return channels, array.array("f", data[at + 8:at + 8 + size // 4 * 4])
        at += 8 + size + size % 2
    sys.exit(f"{path} has no samples.")


def aligned(heard, wanted):
    """The lag in samples at which `heard` fits best, found by its first loud stretch, which must be exact but for rounding."""
    peak = max(map(abs, heard), default=0)
    start = next((i for i, x in enumerate(heard) if abs(x) > peak / 10), 0)
    piece = heard[start:start + 64]
    best, lag = None, 0
    for shift in range(0, 9600):
        other = wanted[start + shift:start + shift + 64]
        error = sum((a - b) * (a - b) for a, b in zip(piece, other))
        if best is None or error < best:
            best, lag = error, shift
    return lag


def row(name, part, file, reference):
    channels, heard = samples(file)
    two, wanted = samples(reference)
    if channels == 1:
        wanted = wanted[::two]
    lag = aligned(heard, wanted) if channels == 1 else 0
    wanted = wanted[lag:]
    n = min(len(heard), len(wanted))
    if n < 1000:
        sys.exit(f"{file} has {n} samples in common with {reference}.")
    heard, wanted = heard[:n], wanted[:n]
    power = sum(x * x for x in wanted)
    if power == 0:
        sys.exit(f"{reference} is silent.")
    same = heard.tobytes() == wanted.tobytes()
    if same:
        return f"{name:<34} {part:<9} {n // channels:>8}  bit-identical", True
    error = sum((a - b) ** 2 for a, b in zip(heard, wanted))
    db = 10 * math.log10(error / power) if error == error and error > 0 else (-999 if error == 0 else 999)
    return f"{name:<34} {part:<9} {n // channels:>8}  {db:.1f} dB", db <= LIMIT_DB


def main():
    good = True
    print(f"{'host':<34} {'part':<9} {'samples':>8}  against C on this machine")
    for line in sys.stdin:
        name, part, file, reference = line.rstrip("\n").split("\t")
        if file == "-":
            print(f"{name:<34} skipped: {reference}")
            continue
        text, fits = row(name, part, file, reference)
        print(text + ("" if fits else f"   above {LIMIT_DB} dB"))
        good = good and fits
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
