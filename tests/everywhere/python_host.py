# SPDX-License-Identifier: MIT
"""python_host.py MODEL OTHER_MODEL FOLDER NAME: plays every part of everywhere.c through partials.Player, the voice of FOLDER/sung.wav, and
writes FOLDER/NAME.PART.f32. Needs no NumPy, so that it runs wherever the package does."""
import array
import pathlib
import re
import sys

import partials
from compare import samples

PHRASE = (pathlib.Path(__file__).parent / "phrase.h").read_text()
RATE, BLOCK = (int(re.search(rf"{name} = (\d+)", PHRASE)[1]) for name in ("PHRASE_RATE_HZ", "PHRASE_BLOCK"))
SAMPLES = int(re.search(r"PHRASE_SAMPLES = (\d+) \* PHRASE_BLOCK", PHRASE)[1]) * BLOCK
PROGRAM_AT = int(re.search(r"PHRASE_PROGRAM_AT = (\d+) \* PHRASE_BLOCK - 1", PHRASE)[1]) * BLOCK - 1
LINES = re.findall(r"^    \{(.*)\},$", PHRASE, re.M)


def events():
    """(sample, status, data1, data2, value) as in kPhrase."""
    for line in LINES:
        words = line.replace("PHRASE_PROGRAM_AT", str(PROGRAM_AT)).replace("PHRASE_PROGRAM", "1").split(",")
        yield (*(int(w, 0) for w in words[:4]), float(words[4].strip().rstrip("f")))


def play(model, other, voices, macros, program, plain, voice=None):
    """Left and right in turn, as float32."""
    player = partials.Player(model, RATE, effect=voice is not None, max_block=BLOCK)
    player["voices"] = voices
    if plain:
        player["limiter"] = 0
        player["match_level"] = 0
    if voice is not None:
        player["lowest_note"] = 21
    player.prepare()
    out = array.array("f", bytes(8 * SAMPLES))
    for at in range(0, SAMPLES, BLOCK):
        for sample, status, data1, data2, value in () if voice is not None else events():
            if not at <= sample < at + BLOCK or (not status and not macros) or (status == 0xC0 and not program):
                continue
            if status:
                player.midi([status, data1, data2], sample - at)
            else:
                player.set(f"macro{1 + data1}", value, sample - at)
        block = player.process(BLOCK if voice is None else [list(voice[at:at + BLOCK])] * 2)
        for side, row in enumerate(memoryview(block).tolist()):
            out[2 * at + side:2 * (at + BLOCK):2] = array.array("f", row)
        if program and at <= PROGRAM_AT < at + BLOCK:
            player.load(other)
    return out


def main(model, other, folder, host):
    model, other = partials.load(model), partials.load(other)
    voice = samples(f"{folder}/sung.wav")[1]
    assert len(voice) == SAMPLES
    for name, part in {"keys": (16, False, False, True), "all": (16, True, True, False), "all_mono": (1, True, True, False),
                       "sung": (1, False, False, True, voice)}.items():
        pathlib.Path(f"{folder}/{host}.{name}.f32").write_bytes(play(model, other, *part).tobytes())


main(*sys.argv[1:])
