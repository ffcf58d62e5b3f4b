// SPDX-License-Identifier: MIT
// The drawn keyboard: mouse, several fingers, and the arrows. Lower on a key is louder.
import {INK, Painted, words} from './paint.js';
import {clamp, isBlack, noteName} from './view.js';

const WHITE = matchMedia('(pointer: coarse)').matches ? 38 : 22, BAR = 4, BLACK_H = 0.62, BLACK_W = 0.62, SOFTEST = 0.15;  // px at least, px, parts of a white key
const BELOW = [0, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6];  // white keys of the octave below each

export class Piano {
  // play(key, velocity_unit; 0 ends it), typist: what the computer's keys play
  constructor(canvas, play, typist) {
    Object.assign(this, {canvas, play, typist, fingers: new Map(), held: new Float32Array(128), known: {low: 48, high: 84}, at: -1});
    this.painted = new Painted(canvas, (c, w, h) => this.draw(c, w, h));
    canvas.onpointerdown = e => {
      canvas.setPointerCapture(e.pointerId);
      this.finger(e, true);
    };
    canvas.onpointermove = e => { if (this.fingers.has(e.pointerId)) this.finger(e, false); };
    canvas.onpointerup = canvas.onpointercancel = e => this.lift(e.pointerId);
    canvas.oncontextmenu = e => e.preventDefault();
    canvas.onkeydown = e => this.key(e);
    canvas.onkeyup = e => { if (e.key === 'Enter' || e.key === ' ') this.lift('keyboard'); };
    canvas.onfocus = canvas.onblur = () => {
      this.lift('keyboard');
      this.painted.soon();
    };
  }
  of(known) {
    this.known = known;
    this.painted.soon();
  }
  show(held) {
    if (held.every((x, i) => x === this.held[i])) return;
    this.held = Float32Array.from(held);
    this.painted.soon();
  }

  span(w) {
    const octaves = clamp(Math.floor((w / WHITE - 1) / 7), 1, 10), middle = clamp((this.known.low + this.known.high) / 2, 0, 127), typed = this.typist.base;
    let low = Math.max(12 * Math.round((middle - 6 * octaves) / 12), typed + 12 - 12 * octaves);  // what is typed is in sight
    low = clamp(Math.min(low, typed), 0, 120 - 12 * octaves);
    return {low, high: low + 12 * octaves, each: w / (7 * octaves + 1)};
  }
  box(key, {low, each}, h) {
    const x = each * (Math.floor((key - low) / 12) * 7 + BELOW[key % 12]);
    return isBlack(key) ? {x: x - each * BLACK_W / 2, w: each * BLACK_W, h: (h - BAR) * BLACK_H} : {x, w: each, h: h - BAR};
  }
  key_at(x, y) {
    const span = this.span(this.painted.w), h = this.painted.h;
    let found = -1;
    for (let key = span.low; key <= span.high; ++key) {
      const b = this.box(key, span, h);
      if ((found < 0 || isBlack(key)) && x >= b.x && x < b.x + b.w && y >= BAR && y < BAR + b.h) found = key;
    }
    if (found < 0) return null;
    return {key: found, velocity: SOFTEST + (1 - SOFTEST) * clamp((y - BAR) / (0.92 * this.box(found, span, h).h), 0, 1)};
  }

  finger({pointerId, offsetX, offsetY}, down) {
    const {w, h} = this.painted, over = this.key_at(clamp(offsetX, 0, w - 1), clamp(offsetY, BAR, h - 1));
    if (!over || (!down && this.fingers.get(pointerId) === over.key)) return;
    this.lift(pointerId);
    this.fingers.set(pointerId, over.key);
    this.play(over.key, over.velocity);
  }
  lift(id) {
    if (!this.fingers.has(id)) return;
    this.play(this.fingers.get(id), 0);
    this.fingers.delete(id);
  }
  key(e) {
    const span = this.span(this.painted.w), steps = {ArrowLeft: -1, ArrowRight: 1, ArrowDown: -12, ArrowUp: 12};
    if (e.key in steps) this.at = clamp((this.at < 0 ? this.typist.base - steps[e.key] : this.at) + steps[e.key], span.low, span.high);
    else if (e.key === 'Enter' || e.key === ' ') {
      if (!e.repeat && this.at >= 0 && !this.fingers.has('keyboard')) {
        this.fingers.set('keyboard', this.at);
        this.play(this.at, this.typist.velocity);
      }
    } else return;
    e.preventDefault();
    if (this.at >= 0) this.canvas.setAttribute('aria-label', `Keyboard, ${noteName(this.at)}. Arrows choose a key, Enter plays it.`);
    this.painted.soon();
  }

  draw(c, w, h) {
    const span = this.span(w), whites = [], blacks = [], known = key => key >= this.known.low - 0.5 && key <= this.known.high + 0.5;
    for (let key = span.low; key <= span.high; ++key) (isBlack(key) ? blacks : whites).push(key);
    const left = this.box(Math.max(span.low, Math.ceil(this.known.low - 0.5)), span, h).x;
    const last = this.box(Math.min(span.high, Math.floor(this.known.high + 0.5)), span, h);
    c.fillStyle = INK.blue;
    c.fillRect(left, 0, Math.max(0, last.x + last.w - left), 2);
    const here = document.activeElement === this.canvas;
    for (const key of [...whites, ...blacks]) {
      const b = this.box(key, span, h), dark = isBlack(key), on = this.held[key] > 0;
      c.fillStyle = INK.sunk;
      c.beginPath();
      c.roundRect(b.x, BAR, b.w, b.h, [0, 0, 4, 4]);
      c.fill();
      c.fillStyle = on ? INK.blue : dark ? (known(key) ? '#282d36' : '#3a404a') : known(key) ? '#ccd1d8' : '#70777f';
      c.beginPath();
      c.roundRect(b.x + 0.75, BAR, b.w - 1.5, b.h - 1.25, [0, 0, 3, 3]);
      c.fill();
      if (here && key === this.at) {
        c.strokeStyle = INK.orange;
        c.lineWidth = 2.5;
        c.stroke();
      }
      const ink = dark && !on ? INK.text : INK.sunk, letter = WHITE > 30 ? '' : this.typist.letter(key - this.typist.base);
      if (letter) words(c, letter, b.x + b.w / 2, BAR + b.h - (dark ? 10 : 24), {ink, align: 'center', strong: true, size: 11});
      if (key % 12 === 0) words(c, noteName(key), b.x + b.w / 2, h - 10, {ink, align: 'center', size: 9.5});
    }
  }
}
