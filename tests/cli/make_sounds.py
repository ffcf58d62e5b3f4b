#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make_sounds.py FOLDER: six notes of a made-up instrument (harmonics, a little vibrato and breath) as 16-bit WAV files in
FOLDER/notes, two notes at once as FOLDER/two_notes.wav, and a short tune as FOLDER/tune.mid. Standard library only; the same bytes every time."""
import math, os, random, struct, sys, wave

RATE = 22050


def note(hz, seconds, seed):
    r = random.Random(seed)
    turn, phase, out = r.random(), 0.0, bytearray()
    for i in range(int(seconds * RATE)):
        t = i / RATE
        fade = min(1.0, t / 0.02, (seconds - t) / 0.02)
        phase += 2 * math.pi * hz * (1 + 0.006 * math.sin(2 * math.pi * (5.3 * t + turn))) / RATE
        x = sum(math.sin(k * phase) / k for k in range(1, 9)) + 0.03 * r.uniform(-1, 1)
        out += struct.pack("<h", int(32767 * 0.2 * fade * x))
    return bytes(out)


def write_wav(path, data):
    with wave.open(path, "wb") as f:
        f.setnchannels(1), f.setsampwidth(2), f.setframerate(RATE)
        f.writeframes(data)


def write_midi(path):
    """Two notes of a quarter each, 480 ticks a quarter, 120 beats a minute."""
    track = b"".join(bytes([0, 0x90, key, 90, 0x83, 0x60, 0x80, key, 0]) for key in (64, 67)) + b"\x00\xff\x2f\x00"
    with open(path, "wb") as f:
        f.write(b"MThd" + struct.pack(">IHHH", 6, 0, 1, 480) + b"MTrk" + struct.pack(">I", len(track)) + track)


if __name__ == "__main__":
    folder = sys.argv[1]
    os.makedirs(folder + "/notes", exist_ok=True)
    for n, hz in enumerate((220, 262, 311, 370, 440, 523)):
        write_wav(f"{folder}/notes/{hz}.wav", note(hz, 1.2, n))
    low, high = (struct.unpack(f"<{int(2.5 * RATE)}h", note(hz, 2.5, 7)) for hz in (220, 311))  # a tritone
    write_wav(folder + "/two_notes.wav", struct.pack(f"<{len(low)}h", *((a + b) // 2 for a, b in zip(low, high))))
    write_midi(folder + "/tune.mid")
