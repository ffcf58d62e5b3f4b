# SPDX-License-Identifier: MIT
model=$root/factory/flute.partials
make
render in/a.mid a.wav --octave 0
early=$(heard a.wav level 0.0 0.05) middle=$(heard a.wav level 0.45 0.55) late=$(heard a.wav level 0.9 1.0)
between "$early" -130 -60 "the beginning"
awk -v m="$middle" -v l="$late" 'BEGIN { exit !(l > m + 6) }' || fail "no swell: $middle dB, then $late dB"
