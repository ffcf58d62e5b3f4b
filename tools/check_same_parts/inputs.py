# SPDX-License-Identifier: MIT
# The inputs that tools/check_same plays and trains on, generated here and always the same: notes of a plain instrument, plucked notes,
# and a sung line to be followed as an effect follows it. 16-bit WAV files.
import math
import struct
import wave

KEYS = (55, 59, 62, 66, 69, 73)


class Noise:
    """White noise from -1 to 1."""

    def __init__(self):
        self.state = 1

    def __call__(self):
        self.state = (self.state * 1103515245 + 12345) % 2**31
        return self.state / 2**30 - 1


def write_wav(path, rate, samples):
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(b"".join(struct.pack("<h", round(32000 * max(-1, min(1, x)))) for x in samples))


def note(key, rate, struck):
    hz, noise, held_s = 440 * 2 ** ((key - 69) / 12), Noise(), 1.0
    for i in range(int(1.5 * rate)):
        t = i / rate
        level = min(1, t / (0.003 if struck else 0.04)) * (10 ** (-2 * t) if struck else 1)
        if t > held_s:
            level *= 10 ** (-3 * (t - held_s) / 0.3)
        tone = sum(math.sin(2 * math.pi * hz * h * t) / h**1.4 for h in range(1, 9))
        yield level * (0.3 * tone + 0.004 * noise())


def sung_line(rate):
    """Four slurred notes with vibrato and swells, separated by a hiss and a pause."""
    phase, noise, keys = 0.0, Noise(), (62, 66, 69, 57)
    for i in range(4 * rate):
        t = i / rate
        place, within = int(t), t % 1
        key = keys[place] + (keys[place - 1] - keys[place]) * max(0, 1 - within / 0.06) * (place > 0)
        key += 0.3 * math.sin(2 * math.pi * 5.5 * t) * min(1, within / 0.4)
        phase += 2 * math.pi * 440 * 2 ** ((key - 69) / 12) / rate
        if 1.92 < t < 2:
            yield 0.1 * noise()
        elif within > 0.92:
            yield 0.0
        else:
            level = math.sin(math.pi * within / 0.92) ** 0.5 * (0.15 + 0.1 * place)
            yield level * (sum(math.sin(phase * h) / h**1.5 for h in range(1, 7)) + 0.01 * noise())


def write_inputs(folder):
    for name in ("held", "plucked"):
        (folder / name).mkdir()
        for key in KEYS:
            write_wav(folder / name / f"{key}.wav", 22050, note(key, 22050, name == "plucked"))
    write_wav(folder / "sung.wav", 48000, sung_line(48000))
