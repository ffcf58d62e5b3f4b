// SPDX-License-Identifier: MIT
// The computer's keys as a piano of eighteen semitones, by their places, whatever letters are on them: the row of A is the white keys,
// the row of Q the black ones. Z and X move an octave, C and V the velocity.
import {clamp} from './view.js';

const PLACES = ['KeyA', 'KeyW', 'KeyS', 'KeyE', 'KeyD', 'KeyF', 'KeyT', 'KeyG', 'KeyY', 'KeyH', 'KeyU', 'KeyJ', 'KeyK', 'KeyO', 'KeyL', 'KeyP', 'Semicolon', 'Quote'];
const LETTERS = ['A', 'W', 'S', 'E', 'D', 'F', 'T', 'G', 'Y', 'H', 'U', 'J', 'K', 'O', 'L', 'P', ';', '\''];
const STEP = 0.15, SOFTEST = 0.1;
const isText = e => e.closest?.('input:not([type=range]):not([type=checkbox]), textarea, select');

export class Typist {
  // play(key, velocity_unit; 0 ends it); moved(): base or velocity have changed; also: {code: function} of further keys
  constructor(play, moved, also) {
    Object.assign(this, {play, moved, also, base: 60, home: 60, velocity: 0.7, held: new Map(), letters: [...LETTERS]});
    addEventListener('keydown', e => this.press(e));
    addEventListener('keyup', e => this.lift(e.code));
    addEventListener('blur', () => this.liftAll());
    navigator.keyboard?.getLayoutMap?.().then(map => {
      this.letters = PLACES.map((place, i) => (map.get(place) || LETTERS[i]).toUpperCase());
      moved();
    }).catch(() => {});
  }
  letter(semitone) { return this.letters[semitone] || ''; }
  settle(home) {
    if (home === this.home) return;
    this.home = this.base = clamp(home, 0, 108);
    this.moved();
  }
  press(e) {
    if (e.ctrlKey || e.altKey || e.metaKey || isText(e.target)) return;
    const semitone = PLACES.indexOf(e.code);
    const shifts = {KeyZ: () => this.shift(-1), KeyX: () => this.shift(1),
                    KeyC: () => { this.velocity = clamp(this.velocity - STEP, SOFTEST, 1); }, KeyV: () => { this.velocity = clamp(this.velocity + STEP, SOFTEST, 1); }};
    if (semitone >= 0) {
      e.preventDefault();
      if (e.repeat || this.held.has(e.code) || this.base + semitone > 127) return;
      this.held.set(e.code, this.base + semitone);
      this.play(this.base + semitone, this.velocity);
    } else if (shifts[e.code]) {
      shifts[e.code]();
      this.moved();
    } else if (this.also[e.code] && !e.repeat) {
      this.also[e.code]();
    }
  }
  shift(octaves) {
    this.base = clamp(this.base + 12 * octaves, 0, 108);
    this.moved();
  }
  lift(code) {
    if (!this.held.has(code)) return;
    this.play(this.held.get(code), 0);
    this.held.delete(code);
  }
  liftAll() { for (const code of [...this.held.keys()]) this.lift(code); }
}
