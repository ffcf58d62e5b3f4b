# SPDX-License-Identifier: MIT
# A scale at 12 notes a second: every note is heard in its own time. Share: of the energy there, what lies at its own partials. The
# case's measure takes a band of fixed width at every partial, which the vibrato of the violin's upper partials leaves: 0.45 at C6.
[ -n "$python" ] || skip "numpy is not here; install it with: apt-get install python3-numpy"
"$python" -c 'import soundfile' 2>/dev/null || skip "soundfile is not here; install it with: apt-get install python3-soundfile"
for name in clarinet violin trumpet flute; do
  rm -f runs.wav
  expect 0 render "$root/factory/$name.partials" "$case/runs.mid" -o runs.wav --octave 0
  "$python" "$case/measure.py" runs.wav >measured
  line=$(grep '^fast ' measured || grep -m1 'share median' measured)
  between "$(sed 's/.*median \([0-9.]*\).*/\1/' <<<"$line")" 0.8 1 "$name: median share"
  between "$(sed 's/.*least \([0-9.]*\).*/\1/' <<<"$line")" 0.4 1 "$name: least share"
done
