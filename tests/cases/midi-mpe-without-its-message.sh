# SPDX-License-Identifier: MIT
make
render in/a.mid a.wav --octave 0
grep -q "drums" err && fail "a finger is left out as a drum: $(cat err)"
between "$(heard a.wav level 4.2 4.4)" -50 0 "the ninth note"
between "$(heard a.wav pitch 7.2 7.4)" 1145 1205 "the last note, an octave above its key"
render in/a.mid forced.wav --octave 0 --mpe
cmp -s a.wav forced.wav || fail "--mpe plays it otherwise"
