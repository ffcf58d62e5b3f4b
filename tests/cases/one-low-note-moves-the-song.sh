# SPDX-License-Identifier: MIT
# Forty notes, one of them below the violin's range: the song is played where it is written, and the note is named.
expect 0 render "$model" "$case/oct1.mid" -o song.wav --json
python3 - <<'PY' || fail "the song was moved, or the note is not counted: $(cat out)"
import json
said = json.load(open("out"))
raise SystemExit(said["octaves"] != 0 or said["notes"] != 40 or said["outside"] != {"below": 1, "above": 0, "names_below": ["E3"], "names_above": []})
PY
expect 0 render "$model" "$case/oct1.mid" -o song.wav
says '1 of 40 notes lies below the range: E3'
expect 0 render "$model" "$case/oct1.mid" -o moved.wav --octave 1 --json
grep -q '"octaves":1' out || fail "--octave 1 does not move it: $(cat out)"
