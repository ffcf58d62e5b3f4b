# SPDX-License-Identifier: MIT
# Contents of the files that tools/check_same compares: the samples of a WAV file, the weights of a model.
import array
import base64
import hashlib
import json
import math
import random
import struct
from operator import mul


def short(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()[:16]


def canonical(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


BLOCK = 4096
SIGNS = [1 if random.Random(i).random() < 0.5 else -1 for i in range(BLOCK)]


def sound_of(wav):
    """HASH SECONDS LEVEL_DB HASHES SUMS: the samples alone, as a header may hold the time of day. HASHES: one
    for each second. SUMS: one for each block, of its samples with fixed signs, for difference_db."""
    chunks, at = {}, 12
    while at + 8 <= len(wav):
        name, size = struct.unpack_from("<4sI", wav, at)
        chunks[name] = wav[at + 8:at + 8 + size]
        at += 8 + size + size % 2
    channels, rate = struct.unpack_from("<HI", chunks[b"fmt "], 2)
    data = chunks[b"data"]
    samples = array.array("f", data)
    power = sum(x * x for x in samples) / max(1, len(samples))
    size = 4 * channels * rate
    seconds = ",".join(short(data[i:i + size])[:6] for i in range(0, len(data), size))
    sums = [sum(map(mul, SIGNS, samples[i:i + BLOCK])) for i in range(0, len(samples), BLOCK)]
    packed = base64.b64encode(array.array("f", sums).tobytes()).decode()
    level = f"{10 * math.log10(power):.2f}" if power else "-inf"
    return f"{short(chunks[b'fmt '] + data)} {len(samples) / channels / rate:.2f} {level} {seconds} {packed}"


def difference_db(sums_a, sums_b):
    """Level of the difference of two sounds against the first one's, estimated: the square of a sum with
    random signs is in the mean the sum of the squares."""
    a, b = (array.array("f", base64.b64decode(s)) for s in (sums_a, sums_b))
    apart, whole = sum((x - y) ** 2 for x, y in zip(a, b)), sum(x * x for x in a)
    return 10 * math.log10(apart / whole) if apart and whole else -math.inf


def weights_of(file):
    """Tensors and metadata of a safetensors file, as bytes by name; the checksum follows from the others."""
    size = struct.unpack_from("<Q", file)[0]
    header = json.loads(file[8:8 + size])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name in sorted(header):
        begin, end = header[name]["data_offsets"]
        kind = canonical([header[name]["dtype"], header[name]["shape"]]).encode()
        tensors[name] = kind + file[8 + size + begin:8 + size + end]
    return tensors, {**metadata, "whole file": file.hex()}
