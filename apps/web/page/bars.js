// SPDX-License-Identifier: MIT
// The partials as bars, the noise as a curve, and the spectral edit over them: drag across to draw, arrows by keyboard.
import {tell} from './notice.js';
import {INK, Painted, faded, line, words} from './paint.js';
import {clamp, dbOf} from './view.js';

const MOST = 12, LEAST = -42, FLOOR = -72, MARKS = 15;  // dB of gains, dB of the sound, px
const hzText = hz => hz >= 1000 ? `${+(hz / 1000).toFixed(1)} kHz` : `${Math.round(hz)} Hz`;

export class Bars {
  // part: 0 partials, 1 noise
  constructor(canvas, reset, part, sound) {
    Object.assign(this, {canvas, part, sound, live: new Float32Array(0), at: -1, count: 0, marks: [], widths: null});
    this.painted = new Painted(canvas, (c, w, h) => this.draw(c, w, h));
    canvas.onpointerdown = e => this.press(e);
    canvas.onpointermove = e => this.drag(e);
    canvas.onpointerup = canvas.onpointercancel = () => { this.last = null; };
    canvas.ondblclick = () => this.set(this.at, 0);
    canvas.onkeydown = e => this.key(e);
    canvas.onfocus = canvas.onblur = () => this.painted.soon();
    reset.onclick = () => {
      for (let i = 0; i < this.count; ++i) if (sound.shape(part, i)) sound.set_shape(part, i, 0);
      this.painted.soon();
    };
  }

  // A model's numbers: how many, and what stands below them.
  of({partials, band_hz, band_width_hz}) {
    const nearest = hz => band_hz.reduce((best, x, i) => Math.abs(x - hz) < Math.abs(band_hz[best] - hz) ? i : best, 0);
    this.count = this.part ? band_hz.length : partials;
    this.widths = band_width_hz.map(Math.sqrt);  // magnitudes are densities
    this.name = this.part ? i => `Noise at ${hzText(band_hz[i])}` : i => `Partial ${i + 1}`;
    this.marks = this.part ? [100, 500, 1000, 2000, 4000, 8000].map(hz => [nearest(hz), hzText(hz)])
      : [1, 10, 20, 40, 60, 80, 100].filter(i => i <= partials).map(i => [i - 1, String(i)]);
    this.at = -1;
    this.live = new Float32Array(this.count).fill(FLOOR);
    this.painted.soon();
  }

  show(values) {
    if (values.length !== this.live.length && values.length) this.live = new Float32Array(values.length).fill(FLOOR);
    let moved = false;
    for (let i = 0; i < this.live.length; ++i) {
      const db = Math.max(FLOOR, dbOf((values[i] || 0) * (this.part ? this.widths[i] : 1)));
      if (Math.abs(db - this.live[i]) > 0.25) moved = true;
      this.live[i] = db;
    }
    if (moved) this.painted.soon();
  }

  x(i) { return this.painted.w * i / this.count; }
  y(db) { return (MOST - db) / (MOST - LEAST) * (this.painted.h - MARKS); }

  draw(c, w, h) {
    const bottom = h - MARKS;
    for (let db = -36; db < MOST; db += 12) line(c, 0, this.y(db), w, this.y(db), faded(INK.edge, db ? 0.55 : 1));
    if (!this.count) return;
    const tops = i => bottom - clamp((this.live[i] - FLOOR) / -FLOOR, 0, 1) * bottom * 0.94;
    if (this.part) this.curve(c, w, bottom, tops);
    else this.columns(c, bottom, tops);
    if (document.activeElement === this.canvas && this.at >= 0) {
      c.fillStyle = faded(INK.text, 0.16);
      c.fillRect(this.x(this.at), 0, this.x(1), bottom);
    }
    for (const db of [0, -24]) words(c, db ? '-24' : '0 dB', w - 5, Math.max(8, this.y(db) - 7), {align: 'right'});
    let free = 0;
    for (const [i, text] of this.marks) {
      const x = clamp(this.x(i + 0.5), 20, w - 20);
      if (x < free) continue;
      words(c, text, x, h - MARKS / 2, {align: 'center'});
      free = x + 40;
    }
  }
  columns(c, bottom, tops) {
    const each = this.x(1), gap = Math.min(3, each / 4), shade = c.createLinearGradient(0, 0, 0, bottom);
    shade.addColorStop(0, faded(INK.blue, 0.95));
    shade.addColorStop(1, faded(INK.blue, 0.4));
    for (let i = 0; i < this.count; ++i) {
      const top = tops(i), x = this.x(i) + gap / 2, gain = this.sound.shape(0, i), y = Math.min(this.y(gain), bottom - 2);
      c.fillStyle = shade;
      if (this.live[i] > FLOOR) c.fillRect(x, top, each - gap, bottom - top);
      if (gain) {
        c.fillStyle = faded(INK.orange, 0.28);
        c.fillRect(x, Math.min(y, this.y(0)), each - gap, Math.abs(y - this.y(0)));
      }
      c.fillStyle = gain ? INK.orange : faded(INK.quiet, 0.8);
      c.fillRect(x, y - 1, each - gap, 2);
    }
  }
  curve(c, w, bottom, tops) {
    const path = (y, close) => {
      c.beginPath();
      c.moveTo(0, y(0));
      for (let i = 0; i < this.count; ++i) c.lineTo(this.x(i + 0.5), y(i));
      c.lineTo(w, y(this.count - 1));
      if (close) for (const x of [w, 0]) c.lineTo(x, bottom);
    };
    path(tops, true);
    c.fillStyle = faded(INK.blue, 0.4);
    c.fill();
    const gains = i => Math.min(this.y(this.sound.shape(1, i)), bottom - 2);
    path(gains, false);
    c.strokeStyle = Array.from({length: this.count}, (_, i) => this.sound.shape(1, i)).some(Boolean) ? INK.orange : faded(INK.quiet, 0.8);
    c.lineWidth = 2;
    c.stroke();
  }

  place({offsetX, offsetY}) {
    const db = MOST - offsetY / (this.painted.h - MARKS) * (MOST - LEAST);
    return {i: clamp(Math.floor(offsetX / this.painted.w * this.count), 0, this.count - 1), db: Math.abs(db) < 0.6 ? 0 : db < LEAST + 1 ? -60 : clamp(db, -60, MOST)};
  }
  press(e) {
    if (!this.count) return;
    this.canvas.setPointerCapture(e.pointerId);
    this.last = this.place(e);
    this.set(this.at = this.last.i, this.last.db);
  }
  drag(e) {
    if (!this.count) return;
    const to = this.place(e);
    if (!this.last) return this.say(to.i);
    const from = this.last, steps = Math.abs(to.i - from.i);
    for (let k = steps ? 1 : 0; k <= steps; ++k) {
      const part = steps ? k / steps : 1;
      this.set(Math.round(from.i + part * (to.i - from.i)), from.db + part * (to.db - from.db));
    }
    this.last = to;
    this.at = to.i;
  }
  set(i, db) {
    if (i < 0) return;
    this.sound.set_shape(this.part, i, db);
    this.say(i);
    this.painted.soon();
  }
  say(i) {
    const db = this.sound.shape(this.part, i), text = `${this.name(i)}: ${db < LEAST ? 'silent' : `${db > 0 ? '+' : ''}${db.toFixed(1)} dB`}`;
    this.canvas.setAttribute('aria-valuetext', text);
    this.canvas.setAttribute('aria-valuenow', db.toFixed(1));
    tell(`${text}. Drag across to draw; double click resets one.`);
  }
  key(e) {
    const step = e.shiftKey ? 0.1 : 1, db = () => this.sound.shape(this.part, this.at);
    const does = {ArrowLeft: () => this.at--, ArrowRight: () => this.at++, ArrowUp: () => this.set(this.at, Math.min(MOST, db() + step)),
                  ArrowDown: () => this.set(this.at, Math.max(-60, db() - step)), Home: () => this.set(this.at, 0), Delete: () => this.set(this.at, 0)}[e.key];
    if (!does || !this.count) return;
    e.preventDefault();
    this.at = clamp(this.at, 0, this.count - 1);
    does();
    this.at = clamp(this.at, 0, this.count - 1);
    this.say(this.at);
    this.painted.soon();
  }
}
