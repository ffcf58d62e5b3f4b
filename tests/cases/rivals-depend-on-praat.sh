# SPDX-License-Identifier: MIT
# The figures of eval are the same whether Praat is on the PATH or not; a program of that name is not even started.
python3 - <<'PY'
import math, os, struct, wave
os.mkdir("notes")
for key in (33, 38, 43, 48, 53, 58):
    hz = 440 * 2 ** ((key - 69) / 12)
    x = [min(1, i / 2000, (66150 - i) / 4000) * sum(math.sin(2 * math.pi * k * hz * i / 44100) / k for k in range(1, 9)) for i in range(66150)]
    with wave.open(f"notes/{key}.wav", "wb") as w:
        w.setnchannels(1), w.setsampwidth(2), w.setframerate(44100)
        w.writeframes(b"".join(struct.pack("<h", int(6000 * v)) for v in x))
PY
expect 0 train notes -o six.partials --steps 5 --threads 1 --folds 2 --fold 0
expect 0 eval six.partials notes --folds 2 --fold 0 --threads 1 --json
counted() { sed -E 's/"looks": ?[0-9]+/"looks":N/'; }  # the ledger counts both evaluations
counted <out >without
mkdir bin; printf '#!/bin/sh\ntouch "%s/asked"\nexit 1\n' "$PWD" > bin/praat; chmod +x bin/praat
PATH=$PWD/bin:$PATH expect 0 eval six.partials notes --folds 2 --fold 0 --threads 1 --json
counted <out | cmp -s - without || fail "the figures depend on Praat"
[ ! -e asked ] || fail "eval has started praat"
