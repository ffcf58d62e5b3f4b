# SPDX-License-Identifier: MIT
# A vowel at A4 with foot taps at 1.0, 1.7 and 2.4 s and an "s" at 3.2 s: the taps change neither pitch nor noise, the "s" is soft or as asked.
[ -n "$python" ] || skip "numpy is not here; install it with: apt-get install python3-numpy"
played() { expect 0 render "$model" "$case/held_note.wav" -o "$1" --format pcm16 "${@:2}"; }
# The worst ratio of noise between partials to that of the second half before, in dB; the pitch in cents from A4, farthest; the "s" against the note.
measured() {
  "$python" - "$1" <<'PY'
import sys, wave
import numpy as np
with wave.open(sys.argv[1]) as f:
    rate, x = f.getframerate(), np.frombuffer(f.readframes(f.getnframes()), "<i2") / 32768

def noise_db(t):  # of 40 ms around t: what lies between the partials of A4, up to 8 kHz
    n = int(0.04 * rate)
    p = np.abs(np.fft.rfft(x[int(t * rate) - n // 2:][:n] * np.hanning(n), 4 * n)) ** 2
    hz = np.arange(len(p)) * rate / (4 * n)
    between = (np.abs(hz / 440 - np.round(hz / 440)) > 0.3) & (hz > 600) & (hz < 8000)
    return 10 * np.log10(p[between].sum() + 1e-12)

def repeats(t, hz):  # normalised correlation after a period
    lag, n = int(round(rate / hz)), int(0.02 * rate)
    a, b = x[int(t * rate):][:n], x[int(t * rate) + lag:][:n]
    return float((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum() + 1e-12))

def level_db(a, b): return 10 * np.log10(np.mean(x[int(a * rate):int(b * rate)] ** 2) + 1e-12)

usual = np.median([noise_db(t) for t in np.arange(1.2, 1.65, 0.01)])
print(round(max(noise_db(t) for t in np.arange(1.70, 1.78, 0.005)) - usual, 1))
print(round(min(max(repeats(t, hz) for hz in np.arange(420, 462, 2)) for t in np.arange(0.98, 1.10, 0.005)), 2))
print(round(level_db(3.245, 3.28) - level_db(2.9, 3.1), 1))
PY
}
played soft.wav
mapfile -t soft < <(measured soft.wav)
between "${soft[0]}" -60 6 "rise of noise at the second tap, dB"
between "${soft[1]}" 0.9 1 "repetition at A4 during the first tap"
between "${soft[2]}" -60 -12 "the s against the note before, dB"
played loud.wav --consonants 0
mapfile -t loud < <(measured loud.wav)
between "${loud[2]}" -6 6 "the s against the note before with --consonants 0, dB"
played none.wav --consonants -60
mapfile -t none < <(measured none.wav)
between "${none[2]}" -120 -25 "the s against the note before with --consonants -60, dB"
