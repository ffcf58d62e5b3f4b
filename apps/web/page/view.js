// SPDX-License-Identifier: MIT
// What the player shows of itself, in the order of View in apps/web/module/stage.h.
const EDITED = 128, FIRST = 11;

export function viewOf(f) {
  const [f0_hz, loudness_db, heard_f0_hz, heard_loudness_db, peak, limiter_gain, voices, phrase, input_peak, partials, bands] = f;
  return {f0_hz, loudness_db, heard_f0_hz, heard_loudness_db, peak, limiter_gain, voices, phrase: phrase > 0, input_peak,
          partial: f.subarray(FIRST, FIRST + partials), band: f.subarray(FIRST + EDITED, FIRST + EDITED + bands),
          keys: f.subarray(FIRST + 2 * EDITED, FIRST + 3 * EDITED)};
}

export const dbOf = gain => 20 * Math.log10(Math.max(gain, 1e-9));
export const midiOf = hz => 69 + 12 * Math.log2(Math.max(hz, 1) / 440);
const NAMES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'];
export const noteName = midi => NAMES[((Math.round(midi) % 12) + 12) % 12] + (Math.floor(Math.round(midi) / 12) - 1);
export const isBlack = key => (0b010101001010 >> (((key % 12) + 12) % 12) & 1) === 1;
export const clamp = (x, low, high) => Math.min(high, Math.max(low, x));
