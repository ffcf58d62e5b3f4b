# SPDX-License-Identifier: MIT
# aubio's yinfft alone: milliseconds of CPU per second of audio, the best of some runs, of aubio.pitch over hops that are ready in
# memory, less those of the same loop calling nothing. Started by bench/pitch_cost.cpp.
# usage: yinfft_aubio.py FILE RATE WINDOW HOP      FILE: raw float32 samples
import sys
import time

import aubio
import numpy

path, rate, window, hop = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
x = numpy.fromfile(path, numpy.float32)
hops = list(x[: len(x) // hop * hop].reshape(-1, hop))


def seconds(f):
    start = time.process_time()
    for h in hops:
        f(h)
    return time.process_time() - start


tracker = aubio.pitch("yinfft", window, hop, rate)
named = sum(tracker(h)[0] > 0 for h in hops)
if named < 0.9 * len(hops):
    sys.exit(f"yinfft named a pitch in only {named} of {len(hops)} hops of a tone; it was not doing its work.")
best = min(seconds(tracker) for _ in range(5)) - min(seconds(id) for _ in range(5))
print(1e3 * best * rate / (len(hops) * hop))
