// SPDX-License-Identifier: MIT
// Curves and notes of a whole take over time, with a play-head: a row each, with its name, its value now and its unit. A click or a drag
// in a row chooses the time.
import {fit, make, number, plainName, theme, unitText, write} from './look.js';

const EDGE = 3, LINE = 2;
const NAMES = 'C C♯ D D♯ E F F♯ G G♯ A A♯ B'.split(' ');
const EXAMPLE = '#ffd16655', EXAMPLE_PX = 3, PAST = '#ffffff0d';
export const noteName = key => `${NAMES[key % 12]}${Math.floor(key / 12) - 1}`;

// What does not change while it plays is drawn once for each size, into a picture of its own.
class Row {
  constructor(label, head, shared) {
    this.shared = shared;  // length_s, examples
    this.canvas = make('canvas', {'aria-hidden': 'true'});
    this.context = this.canvas.getContext('2d');
    this.still = document.createElement('canvas');
    this.element = make('div', {class: 'row', role: 'group', 'aria-label': label}, make('p', {}, ...head), this.canvas);
  }

  x(time) { return time / this.shared.length_s * this.width; }

  drawStill() {
    this.still.width = this.canvas.width;
    this.still.height = this.canvas.height;
    const c = this.still.getContext('2d');
    c.setTransform(this.canvas.width / this.width, 0, 0, this.canvas.height / this.height, 0, 0);
    c.fillStyle = EXAMPLE;
    for (const [from, to] of this.shared.examples) c.fillRect(this.x(from), 0, Math.max(EXAMPLE_PX, this.x(to) - this.x(from)), this.height);
    this.drawContent(c);
  }

  draw(time) {
    const {width, height} = fit(this.canvas, this.context), c = this.context;
    if (!width || !height) return;
    if (width !== this.width || height !== this.height || this.still.width !== this.canvas.width) {
      Object.assign(this, {width, height});
      this.drawStill();
    }
    c.clearRect(0, 0, width, height);
    c.fillStyle = PAST;
    c.fillRect(0, 0, this.x(time), height);
    c.drawImage(this.still, 0, 0, width, height);
    this.drawNow(c, time);
    c.fillStyle = theme.ink;
    c.fillRect(Math.min(width - LINE, Math.max(0, this.x(time) - LINE / 2)), 0, LINE, height);
  }

  drawNow() {}
}

// A feature, filled, and the output that it leads to mostly, as a line over it; each on its own scale.
class CurveRow extends Row {
  constructor(feature, output, shared) {
    const tracks = output ? [feature, output] : [feature];
    const values = tracks.map(t => make('span', {class: 'value', style: `color:${t.colour}`}));
    const named = (t, value) => [make('b', {style: `color:${t.colour}`}, plainName(t.name)), value, make('span', {class: 'unit'}, unitText(t.unit))];
    const head = [...named(feature, values[0]), make('span', {class: 'what'}, feature.what), ...(output ? [make('span', {class: 'to'}, '→'), ...named(output, values[1])] : [make('span', {class: 'to'}, '→ the notes')])];
    super(`${feature.name}: ${feature.what}` + (output ? `; ${output.name}: ${output.what}` : ''), head, shared);
    Object.assign(this, {tracks, values});
  }
  y(track, v) { return this.height - EDGE - (v - track.low) / (track.high - track.low || 1) * (this.height - 2 * EDGE); }

  drawContent(c) {
    this.tracks.forEach((track, k) => {
      const {values, hop_s, colour} = track;
      c.beginPath();
      values.forEach((v, i) => c.lineTo(this.x(i * hop_s), this.y(track, v)));
      c.strokeStyle = colour;
      c.lineWidth = 1.5;
      c.lineJoin = 'round';
      c.stroke();
      if (k) return;
      c.lineTo(this.x((values.length - 1) * hop_s), this.height);
      c.lineTo(0, this.height);
      c.fillStyle = colour + '2b';
      c.fill();
    });
  }

  now(track, time) { return track.values[Math.min(track.values.length - 1, Math.floor(time / track.hop_s))]; }
  drawNow(c, time) {
    for (const track of this.tracks) {
      c.fillStyle = track.colour;
      c.beginPath();
      c.arc(this.x(time), this.y(track, this.now(track, time)), 4, 0, 2 * Math.PI);
      c.fill();
    }
  }
  say(time) { this.tracks.forEach((track, k) => write(this.values[k], number(this.now(track, time)))); }
}

class NoteRow extends Row {
  constructor(notes, key, shared) {
    const value = make('span', {class: 'value note'}), what = 'of the scale, picked by the output key (the line)';
    super(`notes ${what}`, [make('b', {}, 'notes'), make('span', {class: 'what'}, what), value], shared);
    Object.assign(this, {notes, key, value});
    const all = notes.map(n => n[2]);
    this.low = Math.min(...all) - 1.5;
    this.high = Math.max(...all) + 1.5;
  }
  y(key) { return this.height - (key - this.low) / (this.high - this.low) * this.height; }
  box(c, [from, to, key]) {
    const h = Math.max(3, 0.8 * this.height / (this.high - this.low)), w = Math.max(2, this.x(to) - this.x(from) - 1);
    c.beginPath();
    c.roundRect(this.x(from), this.y(key) - h / 2, w, h, Math.min(3, h / 2, w / 2));
    c.fill();
  }

  drawContent(c) {
    c.strokeStyle = theme.soft;
    c.globalAlpha = 0.55;
    c.lineWidth = 1;
    c.beginPath();
    this.key.values.forEach((v, i) => c.lineTo(this.x(i * this.key.hop_s), this.y(v)));
    c.stroke();
    c.globalAlpha = 1;
    c.fillStyle = theme.run;
    c.globalAlpha = 0.75;
    for (const note of this.notes) this.box(c, note);
    c.globalAlpha = 1;
    c.font = `11px ${theme.font}`;
    c.textBaseline = 'middle';
    for (const key of new Set(this.notes.map(n => n[2]))) {
      if (![0, 7].includes((key - this.shared.tonic + 120) % 12)) continue;
      c.strokeStyle = theme.paper;
      c.lineWidth = 4;
      c.strokeText(noteName(key), 2, this.y(key));
      c.fillStyle = theme.soft;
      c.fillText(noteName(key), 2, this.y(key));
    }
  }

  sounding(time) { return this.notes.findLast(n => n[0] <= time && time < n[1]); }
  drawNow(c, time) {
    const note = this.sounding(time);
    if (!note) return;
    c.fillStyle = '#c9ffdf';
    this.box(c, note);
  }
  say(time) {
    const note = this.sounding(time);
    write(this.value, note ? noteName(note[2]) : '–');
  }
}

export class Timeline {
  constructor(place, {length_s, examples, tonic, notes, tracks}, chosen) {
    const shared = {length_s, examples, tonic};
    const named = name => tracks.find(t => t.name === name);
    this.rows = [new NoteRow(notes, named('key'), shared)];
    for (const feature of tracks.filter(t => t.into)) this.rows.push(new CurveRow(feature, feature.into === 'key' ? null : named(feature.into), shared));
    place.replaceChildren(...this.rows.map(r => r.element));
    for (const row of this.rows) this.follow(row.canvas, length_s, chosen);
  }

  follow(canvas, length_s, chosen) {
    let held = false;
    const choose = e => chosen(Math.max(0, Math.min(1, e.offsetX / canvas.clientWidth)) * length_s);
    canvas.addEventListener('pointerdown', e => {
      held = true;
      canvas.setPointerCapture(e.pointerId);
      choose(e);
    });
    canvas.addEventListener('pointermove', e => held && choose(e));
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { held = false; });
  }

  draw(time) {
    for (const row of this.rows) {
      row.draw(time);
      row.say(time);
    }
  }
}
