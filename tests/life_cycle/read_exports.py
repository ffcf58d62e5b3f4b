#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""read_exports.py BOARD HUB CSV: reads what `partials runs export` wrote by the formats' definitions, without the code that wrote it:
TensorBoard's events (records with masked CRC-32C around protocol buffers), the Hugging Face folder (YAML, safetensors), and the CSV file,
whose curves must be those of the events. Says what is wrong; exit code 1."""
import csv
import json
import pathlib
import struct
import sys

import yaml

TABLE = []
for byte in range(256):
    for _ in range(8):
        byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
    TABLE.append(byte)


def masked_crc(data):
    c = 0xFFFFFFFF
    for b in data:
        c = TABLE[(c ^ b) & 255] ^ c >> 8
    c ^= 0xFFFFFFFF
    return ((c >> 15 | c << 17) + 0xA282EAD8) & 0xFFFFFFFF


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 128:
            return value, at


def fields(data):  # of a protocol buffer's message: number, value
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 0:
            value, at = varint(data, at)
        else:
            size = {1: 8, 5: 4}.get(key & 7)
            if size is None:
                size, at = varint(data, at)
            value, at = data[at:at + size], at + size
        yield key >> 3, value


def events(data):
    at = 0
    while at < len(data):
        head, size = data[at:at + 8], struct.unpack("<Q", data[at:at + 8])[0]
        body = data[at + 12:at + 12 + size]
        assert struct.unpack("<I", data[at + 8:at + 12])[0] == masked_crc(head), "a length's checksum"
        assert struct.unpack("<I", data[at + 12 + size:at + 16 + size])[0] == masked_crc(body), "a record's checksum"
        at += 16 + size
        event = dict(fields(body))
        scalars = {}
        for number, value in fields(event.get(5, b"")):
            scalar = dict(fields(value))
            scalars[scalar[1].decode()] = struct.unpack("<f", scalar[2])[0]
        yield struct.unpack("<d", event[1])[0], event.get(2, 0), event.get(3), scalars


board, hub, table = map(pathlib.Path, sys.argv[1:])
rows = {(r["run"], int(r["step"])): r for r in csv.DictReader(table.open(newline=""))}
seen = 0
for path in board.glob("*/*"):
    first, *rest = events(path.read_bytes())
    assert first[2] == b"brain.Event:2", f"{path} begins with {first}"
    assert [e[0] for e in rest] == sorted(e[0] for e in rest) and all(e[0] > 1.5e9 for e in rest), f"{path}: times"
    for _, step, _, scalars in rest:
        row = rows[path.parent.name, step]
        seen += 1
        assert all(abs(float(row[k]) - v) < 1e-4 * abs(v) for k, v in scalars.items()), f"{path}, step {step}: {scalars}, not {row}"
assert seen == len(rows) > 0, f"{seen} events, {len(rows)} rows"

_, front, text = (hub / "README.md").read_text().split("---\n", 2)
card = yaml.safe_load(front)
assert card["library_name"] == "partials" and card["model-index"][0]["results"][0]["metrics"], card
assert text.lstrip().startswith("# ") and "[A sound of it](sketch.wav)" in text and "| licence | " in text, text
model = (hub / "model.safetensors").read_bytes()
size = struct.unpack("<Q", model[:8])[0]
entries = json.loads(model[8:8 + size])
assert all(isinstance(v, str) for v in entries.pop("__metadata__").values())
spans = sorted(e["data_offsets"] for e in entries.values())
assert spans[0][0] == 0 and spans[-1][1] == len(model) - 8 - size and all(a[1] == b[0] for a, b in zip(spans, spans[1:])), "gaps between tensors"
print(f"{seen} events, {len(entries)} tensors")
