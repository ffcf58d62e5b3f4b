#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check_recording.py [--channel N] [--steady] FILE.wav MIDI_NOTE...: which notes sound in a recording, by the autocorrelation of its loud stretches; nothing
of Partials is used. Fails when a note is missing, when another one sounds for long, or when nothing rests between notes (with --steady: one note that does not rest)."""
import array
import math
import sys
import wave

WINDOW, HOP, LOWEST_HZ, HIGHEST_HZ = 2048, 4800, 180.0, 1000.0


def read(path, channel):
    with wave.open(path) as f:
        if f.getsampwidth() != 2:
            sys.exit(f"{path}: {8 * f.getsampwidth()} bits a sample; 16 were expected")
        samples = array.array("h", f.readframes(f.getnframes()))
        return [s / 32768 for s in samples[channel - 1 :: f.getnchannels()]], f.getframerate()


def pitch_hz(x, rate):
    """The highest peak of the normalised square difference (McLeod and Wyvill 2005), or None where there is no clear pitch."""
    low, high, n = int(rate / HIGHEST_HZ), int(rate / LOWEST_HZ) + 2, len(x)
    r = [0.0] * (high + 1)
    for lag in range(low - 1, high + 1):
        m = n - lag
        both = sum(a * b for a, b in zip(x, x[lag:]))
        power = sum(a * a for a in x[:m]) + sum(a * a for a in x[lag:])
        r[lag] = 2 * both / power if power > 0 else 0.0
    peaks = [k for k in range(low, high) if r[k] >= r[k - 1] and r[k] > r[k + 1]]
    if not peaks:
        return None
    clear = 0.9 * max(r[k] for k in peaks)
    if clear < 0.5:
        return None
    k = next(k for k in peaks if r[k] >= clear)
    bend = (r[k - 1] - r[k + 1]) / (2 * (r[k - 1] - 2 * r[k] + r[k + 1]) or 1)
    return rate / (k + bend)


def main():
    arguments, channel = sys.argv[1:], 1
    if arguments[0] == "--channel":
        channel, arguments = int(arguments[1]), arguments[2:]
    steady = arguments[0] == "--steady"
    if steady:
        arguments = arguments[1:]
    path, wanted = arguments[0], [float(a) for a in arguments[1:]]
    x, rate = read(path, channel)
    heard, silent, other = {note: [] for note in wanted}, 0, []
    for at in range(0, len(x) - WINDOW, HOP):
        part = x[at : at + WINDOW]
        rms = math.sqrt(sum(v * v for v in part) / WINDOW)
        if rms < 1e-3:
            silent += 1
            continue
        f0 = pitch_hz(part, rate)
        if f0 is None:
            continue
        note = 69 + 12 * math.log2(f0 / 440)
        near = [w for w in wanted if abs(note - w) < 0.5]
        (heard[near[0]] if near else other).append(note)
    for note in wanted:
        n = len(heard[note])
        off = sorted(100 * (v - note) for v in heard[note])[n // 2] if n else 0
        print(f"note {note:g}: heard {n} times, {off:+.0f} cents in the median")
        if n < 2 or abs(off) > 30:
            sys.exit(f"{path}: note {note:g} was asked for and is not heard in tune")
    known = sum(len(v) for v in heard.values())
    print(f"{silent} silent windows, {len(other)} with another pitch, {known} in tune")
    if wanted and (silent < (0 if steady else 2) or len(other) > known / 4):
        sys.exit(f"{path}: something else than the notes sounds")
    if not wanted and silent * HOP < 0.9 * (len(x) - WINDOW):
        sys.exit(f"{path}: it was to be silent")


main()
