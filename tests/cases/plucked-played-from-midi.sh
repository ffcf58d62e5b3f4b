# SPDX-License-Identifier: MIT
# A plucked string decays at every key and velocity, and neighbouring keys are about equally loud. The factory guitar stands for such
# models: its recordings fall by 10 dB and more within the first second, the low strings by half as much.
[ -n "$python" ] || skip "numpy is not here; install it with: apt-get install python3-numpy"
"$python" -c 'import soundfile' 2>/dev/null || skip "soundfile is not here; install it with: apt-get install python3-soundfile"
"$python" - <<'PY'
import struct
def n(x):
    out = [x & 127]
    while x > 127: x >>= 7; out.insert(0, 128 | x & 127)
    return bytes(out)
track, wait = b"", 0  # 480 ticks are half a second; a note every 4 s, held 3 s
for key in (45, 46, 52, 57, 58, 64, 69, 70):
    for velocity in (30, 60, 90, 120):
        track += n(wait) + bytes([0x90, key, velocity]) + n(2880) + bytes([0x80, key, 0]); wait = 960
track += n(0) + b"\xff\x2f\x00"
open("notes.mid", "wb").write(b"MThd" + struct.pack(">IHHH", 6, 0, 1, 480) + b"MTrk" + struct.pack(">I", len(track)) + track)
PY
expect 0 render "$root/factory/guitar.partials" notes.mid -o notes.wav --octave 0
"$python" - <<'PY' || fail "a note does not decay, or neighbours differ"
import numpy as np, soundfile as sf
x, rate = sf.read("notes.wav", always_2d=True); x = x.mean(1)
level = lambda t: 10 * np.log10(np.mean(x[int(t * rate):int((t + 0.1) * rate)] ** 2) + 1e-12)
keys, velocities, bad, at = (45, 46, 52, 57, 58, 64, 69, 70), (30, 60, 90, 120), [], {}
for i, key in enumerate(keys):
    for j, velocity in enumerate(velocities):
        begin = 4 * (len(velocities) * i + j)
        at[key, velocity] = level(begin + 0.1)
        if at[key, velocity] - level(begin + 1.0) < (5 if key < 57 else 10): bad.append((key, velocity, "falls by", at[key, velocity] - level(begin + 1.0)))
for low in (45, 57, 69):
    for velocity in velocities:
        if abs(at[low, velocity] - at[low + 1, velocity]) > 6: bad.append((low, velocity, "neighbours", at[low, velocity] - at[low + 1, velocity]))
for item in bad: print(*item)
raise SystemExit(bool(bad))
PY
