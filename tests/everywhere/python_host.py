# SPDX-License-Identifier: MIT
"""python_host.py MODEL OTHER_MODEL FOLDER: plays every part of everywhere.c through partials.Player, and writes FOLDER/python.PART.f32."""
import pathlib
import re
import sys

import numpy as np

import partials

PHRASE = (pathlib.Path(__file__).parent / "phrase.h").read_text()
RATE, BLOCK = (int(re.search(rf"{name} = (\d+)", PHRASE)[1]) for name in ("PHRASE_RATE_HZ", "PHRASE_BLOCK"))
SAMPLES = int(re.search(r"PHRASE_SAMPLES = (\d+) \* PHRASE_BLOCK", PHRASE)[1]) * BLOCK
PROGRAM_AT = int(re.search(r"PHRASE_PROGRAM_AT = (\d+) \* PHRASE_BLOCK - 1", PHRASE)[1]) * BLOCK - 1
LINES = re.findall(r"^    \{(.*)\},$", PHRASE, re.M)


def events():
    """(sample, status, data1, data2, value) as in kPhrase."""
    for line in LINES:
        words = line.replace("PHRASE_PROGRAM_AT", str(PROGRAM_AT)).replace("PHRASE_PROGRAM", "1").split(",")
        yield (*(int(w, 0) for w in words[:4]), np.float32(words[4].strip().rstrip("f")))


def sung():
    """As phrase_sing computes it, in whole numbers and single operations."""
    voice, phase, a, b, eighth = np.zeros(SAMPLES, np.float32), 0, np.float32(0), np.float32(0), np.float32(0.125)
    for t in range(SAMPLES):
        glide = min(max(t - 30000, 0), 20000)
        level = 0 if t < 2400 else t - 2400 if t < 7200 else 4800 if t < 80000 else max(84800 - t, 0)
        phase = (phase + 19685267 + glide * 492) % 2**32
        saw = np.float32(phase - 2**32 if phase >= 2**31 else phase) * np.float32(2**-31)
        a += (saw - a) * eighth
        b += (a - b) * eighth
        voice[t] = b * (np.float32(level) * (np.float32(0.5) / np.float32(4800)))
    return voice


def play(model, other, voices, macros, program, plain, effect=False):
    player = partials.Player(model, RATE, effect=effect, max_block=BLOCK)
    player["voices"] = voices
    if plain:
        player["limiter"] = 0
        player["match_level"] = 0
    if effect:
        player["lowest_note"] = 21
    player.prepare()
    voice = sung() if effect else None
    out = []
    for at in range(0, SAMPLES, BLOCK):
        for sample, status, data1, data2, value in () if effect else events():
            if not at <= sample < at + BLOCK or (not status and not macros) or (status == 0xC0 and not program):
                continue
            if status:
                player.midi([status, data1, data2], sample - at)
            else:
                player.set(f"macro{1 + data1}", value, sample - at)
        out.append(player.process(BLOCK if voice is None else np.stack([voice[at:at + BLOCK]] * 2)))
        if program and at <= PROGRAM_AT < at + BLOCK:
            player.load(other)
    return np.concatenate(out, axis=1).T


def main(model, other, folder):
    model, other = partials.load(model), partials.load(other)
    for name, part in {"keys": (16, False, False, True), "all": (16, True, True, False), "all_mono": (1, True, True, False),
                       "sung": (1, False, False, True, True)}.items():
        play(model, other, *part).tofile(f"{folder}/python.{name}.f32")


main(*sys.argv[1:])
