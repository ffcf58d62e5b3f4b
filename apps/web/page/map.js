// SPDX-License-Identifier: MIT
// The map of pitch and loudness: the trained range, what sounds now or what an effect hears, and its way there.
import {INK, Painted, faded, line, words} from './paint.js';
import {clamp, isBlack, midiOf, noteName} from './view.js';

const KEYS = 26, TRAIL = 40, SILENT = -90;  // px, points, dB

export class PitchMap {
  constructor(canvas) {
    Object.assign(this, {canvas, trail: [], known: null});
    this.painted = new Painted(canvas, (c, w, h) => this.draw(c, w, h));
  }
  of({known}) {
    this.known = {low: midiOf(known.low_hz), high: midiOf(known.high_hz), quiet: known.quiet_db, loud: known.loud_db};
    this.low = Math.floor((Math.min(this.known.low, 96) - 9) / 12) * 12;
    this.high = Math.max(Math.ceil((this.known.high + 9) / 12) * 12, this.low + 36);
    this.top = clamp(Math.ceil((known.loud_db + 8) / 12) * 12, -60, 12);
    this.bottom = clamp(Math.floor((known.quiet_db - 14) / 12) * 12, -120, this.top - 48);
    const text = `${noteName(this.known.low)} to ${noteName(this.known.high)}, ${known.quiet_db.toFixed(0)} to ${known.loud_db.toFixed(0)} dB`;
    this.canvas.setAttribute('aria-label', `Pitch and loudness. Trained range: ${text}`);
    this.trail = [];
    this.painted.soon();
    return text;
  }
  show(f0_hz, loudness_db) {
    const had = this.trail.length;
    if (f0_hz > 0 && loudness_db > SILENT) this.trail.push([midiOf(f0_hz), loudness_db]);
    else this.trail.shift();
    if (this.trail.length > TRAIL) this.trail.shift();
    if (had || this.trail.length) this.painted.soon();
  }
  x(midi) { return clamp((midi - this.low) / (this.high - this.low), 0, 1) * this.painted.w; }
  y(db) { return (1 - clamp((db - this.bottom) / (this.top - this.bottom), 0, 1)) * (this.painted.h - KEYS); }

  draw(c, w, h) {
    if (!this.known) return;
    const floor = h - KEYS;
    for (let db = this.bottom + 12; db < this.top; db += 12) line(c, 0, this.y(db), w, this.y(db), faded(INK.edge, 0.5));
    for (let key = this.low; key <= this.high; key += 12) line(c, this.x(key), 0, this.x(key), floor, faded(INK.edge, 0.5));
    this.range(c);
    for (let db = this.bottom + 12; db < this.top; db += 24) words(c, `${db} dB`, 5, this.y(db) - 7);
    this.trail.forEach(([midi, db], i) => {
      if (!i) return;
      const part = (i + TRAIL - this.trail.length) / TRAIL, [m, d] = this.trail[i - 1];
      line(c, this.x(m), this.y(d), this.x(midi), this.y(db), faded(INK.blue, 0.6 * part * part), 1 + 2.5 * part);
    });
    const now = this.trail[this.trail.length - 1];
    if (now) for (const [radius, ink] of [[10, faded(INK.blue, 0.25)], [5.5, INK.blue], [2.5, INK.text]]) {
      c.fillStyle = ink;
      c.beginPath();
      c.arc(this.x(now[0]), this.y(now[1]), radius, 0, 7);
      c.fill();
    }
    this.keys(c, w, floor);
  }
  range(c) {
    const {low, high, quiet, loud} = this.known, x = this.x(low), y = this.y(loud), width = this.x(high) - x, height = this.y(quiet) - y;
    c.beginPath();
    c.roundRect(x, y, Math.max(2, width), Math.max(2, height), 6);
    c.fillStyle = faded(INK.blue, 0.13);
    c.fill();
    c.strokeStyle = faded(INK.blue, 0.7);
    c.lineWidth = 1.2;
    c.stroke();
    if (height > 24 && width > 80) words(c, 'trained range', x + 8, y + 12, {ink: INK.blue});
  }
  keys(c, w, top) {
    const each = w / (this.high - this.low);
    c.fillStyle = '#ccd1d8';
    c.fillRect(0, top, w, KEYS);
    for (let key = this.low; key < this.high; ++key) {
      const x = (key - this.low) * each;
      c.fillStyle = isBlack(key) ? '#282d36' : key % 12 === 0 || key % 12 === 5 ? INK.panel : 'transparent';
      c.fillRect(x, top, isBlack(key) ? each : 1, isBlack(key) ? KEYS * 0.58 : KEYS);
    }
    c.fillStyle = faded(INK.sunk, 0.55);
    c.fillRect(0, top, this.x(this.known.low - 0.5), KEYS);
    c.fillRect(this.x(this.known.high + 0.5), top, w, KEYS);
    for (let key = this.low; key < this.high && 12 * each > 26; key += 12)
      words(c, noteName(key), (key - this.low) * each + 3, top + KEYS - 6, {size: 9, ink: INK.sunk, strong: true});
  }
}
