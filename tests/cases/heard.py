#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""heard.py FILE.wav until | onsets | level FROM TO | pitch FROM TO: the second at which a 16-bit recording falls silent, how many notes
begin, the level in dB or the pitch in Hz of a stretch in seconds. Standard library only."""
import array
import math
import sys
import wave

HOP_S = 0.01


def read(path):
    with wave.open(path) as f:
        samples = array.array("h", f.readframes(f.getnframes()))[:: f.getnchannels()]
        return [s / 32768 for s in samples], f.getframerate()


def level_db(x):
    return 10 * math.log10(sum(s * s for s in x) / max(1, len(x)) + 1e-12)


def levels(x, rate):
    hop = int(HOP_S * rate)
    return [level_db(x[at : at + hop]) for at in range(0, len(x), hop)]


def onsets(db):
    """Rises of 6 dB or more within a tenth of a second, to less than 20 dB below the loudest, a fifth of a second apart."""
    count, last = 0, -100
    for i in range(len(db)):
        before = min(db[max(0, i - 10) : i + 1] if i >= 10 else [-120] + db[: i + 1])
        if db[i] > max(db) - 20 and db[i] > before + 6 and i - last > 20:
            count, last = count + 1, i
    return count


def pitch_hz(x, rate):
    """The first high peak of the normalised square difference (McLeod and Wyvill 2005)."""
    x = x[:4096]
    low, high = int(rate / 2000), int(rate / 60)
    r = {}
    for lag in range(low, high):
        pairs = list(zip(x, x[lag:]))
        power = sum(a * a + b * b for a, b in pairs)
        r[lag] = 2 * sum(a * b for a, b in pairs) / power if power else 0
    peaks = [k for k in range(low + 1, high - 1) if r[k - 1] <= r[k] > r[k + 1]]
    k = next(k for k in peaks if r[k] > 0.75 * max(r[p] for p in peaks))  # at whole lags, a high note's peak is cut off
    bend = (r[k - 1] - r[k + 1]) / (2 * (r[k - 1] - 2 * r[k] + r[k + 1]) or 1)
    return rate / (k + bend)


x, rate = read(sys.argv[1])
what = sys.argv[2]
part = x[int(float(sys.argv[3]) * rate) : int(float(sys.argv[4]) * rate)] if len(sys.argv) > 4 else x
if what == "until":
    db = levels(x, rate)
    print(f"{HOP_S * (1 + max(i for i, v in enumerate(db) if v > max(db) - 30)):.2f}")
elif what == "onsets":
    print(onsets(levels(x, rate)))
elif what == "level":
    print(f"{level_db(part):.1f}")
else:
    print(f"{pitch_hz(part, rate):.1f}")
