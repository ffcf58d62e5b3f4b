# SPDX-License-Identifier: MIT
"""The phrase of phrase.h as the player of the page takes it: events of a part, and the sung voice."""
import array
import pathlib
import re
import struct

PHRASE = (pathlib.Path(__file__).parent / "phrase.h").read_text()
RATE, BLOCK = (int(re.search(rf"{name} = (\d+)", PHRASE)[1]) for name in ("PHRASE_RATE_HZ", "PHRASE_BLOCK"))
SAMPLES = int(re.search(r"PHRASE_SAMPLES = (\d+) \* PHRASE_BLOCK", PHRASE)[1]) * BLOCK
PROGRAM_AT = int(re.search(r"PHRASE_PROGRAM_AT = (\d+) \* PHRASE_BLOCK - 1", PHRASE)[1]) * BLOCK - 1
MACRO1 = 21  # parameter number, which is for ever
# as kParts in everywhere.c has them: kind, values, macros, program
PLAIN = {"limiter": 0, "match_level": 0}
PARTS = {"keys": (0, {"voices": 16, **PLAIN}, False, False), "all": (0, {"voices": 16}, True, True), "all_mono": (0, {"voices": 1}, True, True),
         "sung": (1, {"voices": 1, "lowest_note": 21, **PLAIN}, False, False)}


def events(macros, program):
    for line in re.findall(r"^    \{(.*)\},$", PHRASE, re.M):
        at, status, data1, data2, value = line.replace("PHRASE_PROGRAM_AT", str(PROGRAM_AT)).replace("PHRASE_PROGRAM", "1").split(",")
        at, status, data1, data2 = (int(w, 0) for w in (at, status, data1, data2))
        if (status or macros) and (status != 0xC0 or program):
            yield {"at": at, "status": status, "data1": data1 if status else MACRO1 + data1, "data2": data2, "value": float(value.strip().rstrip("f"))}


def sung(folder):
    """Left channel of sung.wav, which everywhere_hosts has written."""
    data, at = open(f"{folder}/sung.wav", "rb").read(), 12
    while data[at:at + 4] != b"data":
        channels = struct.unpack("<H", data[at + 10:at + 12])[0] if data[at:at + 4] == b"fmt " else channels
        at += 8 + struct.unpack("<I", data[at + 4:at + 8])[0]
    return array.array("f", data[at + 8:at + 8 + struct.unpack("<I", data[at + 4:at + 8])[0]])[::channels]
