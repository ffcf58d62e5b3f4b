// SPDX-License-Identifier: MIT
// Movement plays the instrument: each axis of the movement goes to pitch, loudness or a control. A note sounds while something moves;
// its pitch is a step of a pentatonic scale in the middle of the trained range.
import {INK, Painted, faded, line} from './paint.js';
import {clamp, midiOf, noteName} from './view.js';

export const AXES = [['amount', 'Amount'], ['across', 'Across'], ['up', 'Up']];
export const FIRST = {amount: 'loudness', across: 'macro2', up: 'pitch'};  // what the axes play at first; macro2 is the brightness
export const FIRST_OF_HANDS = {amount: 'loudness', right_up: 'pitch', left_up: 'macro2'};
const BEGIN = 0.08, END = 0.03, HOLD_S = 0.35;  // amounts between which a note begins and ends, and how long it waits
const SEMITONES = [0, 2, 4, 7, 9], STEPS = 11;  // of a scale over two octaves
const EXPRESSION = 11, MARGIN = 0.15;           // controller; part of a step by which the pitch must pass its border

export class Move {
  // taught: what was shown to the page (teach.js), which takes the place of the axes where it is on
  constructor({selects, picture, words, video, sound}) {
    Object.assign(this, {list: selects, words, video, sound, taught: null, sounding: -1, step: -1, quiet_s: 0, axes: {amount: 0, across: 0.5, up: 0.5}});
    this.painted = new Painted(picture, (c, w, h) => this.draw(c, w, h));
    this.show(AXES, FIRST);
  }

  // The axes that there are, and what they play at first.
  show(axes, first) {
    this.first = first;
    this.selects = axes.map(([id, name]) => {
      const label = document.createElement('label'), select = document.createElement('select'), bar = document.createElement('i');
      label.append(name, bar, select);
      select.onchange = () => this.rest();
      return {id, select, bar, label};
    });
    this.list.replaceChildren(...this.selects.map(s => s.label));
    if (this.info) this.of(this.info);
  }

  // A model's controls and range.
  of(info) {
    this.info = info;
    const low = midiOf(info.known.low_hz), high = midiOf(info.known.high_hz);
    this.base = Math.round((low + high) / 2 / 12 - 1) * 12;
    const targets = [['none', '–'], ['pitch', 'Pitch'], ['loudness', 'Loudness'],
                     ...info.macros.map((name, i) => [`macro${i + 1}`, name]).filter(([, name]) => name)];
    for (const {id, select} of this.selects) {
      const before = select.value || (this.first[id] || 'none');
      select.replaceChildren(...targets.map(([value, text]) => new Option(text, value)));
      select.value = targets.some(([value]) => value === before) ? before : 'none';
    }
    this.rest();  // the player is another
    this.loud = undefined;
    this.taught?.of(info);
  }
  on(target) { return this.selects.find(s => s.select.value === target)?.id; }

  // body: coordinates of all joints, where they are found
  seen(axes, time_s, body = null) {
    this.axes = {...axes};
    this.body = body;
    this.time_s = time_s;
    for (const {id, bar} of this.selects) bar.style.setProperty('--level', axes[id].toFixed(3));
    if (this.taught?.on) this.taught.play(axes, body, time_s);
    else this.follow(axes, time_s);
    this.painted.soon();
  }
  get ids() { return this.selects.map(s => s.id); }
  // Each axis plays what is chosen for it; a note sounds while something moves.
  follow(axes, time_s) {
    for (const {id, select} of this.selects) if (select.value.startsWith('macro')) this.sound.set(select.value, axes[id]);
    const loud = this.on('loudness'), pitch = this.on('pitch');
    this.express(loud ? axes[loud] : 1);
    if (axes.amount > END) this.quiet_s = time_s;
    if (this.sounding >= 0 && time_s - this.quiet_s > HOLD_S) return this.rest();
    if (this.sounding < 0 && axes.amount < BEGIN) return;
    this.note(pitch ? axes[pitch] : 0.5);
  }
  express(loud) {
    const value = Math.round(127 * (0.35 + 0.65 * loud));
    if (value !== this.loud) this.sound.midi(0xb0, EXPRESSION, this.loud = value);
  }
  note(pitch) {
    const place = pitch * STEPS;
    if (this.sounding < 0 || Math.abs(place - this.step - 0.5) > 0.5 + MARGIN) this.step = clamp(Math.floor(place), 0, STEPS - 1);
    const key = this.base + 12 * Math.floor(this.step / SEMITONES.length) + SEMITONES[this.step % SEMITONES.length];
    if (key === this.sounding) return;
    this.sound.note(key, 0.75);
    if (this.sounding >= 0) this.sound.note(this.sounding, 0);
    this.sounding = key;
    this.words.textContent = noteName(key);
  }
  rest() {
    if (this.sounding >= 0) this.sound.note(this.sounding, 0);
    this.sounding = -1;
    this.taught?.rest();
    this.words.textContent = '';
  }
  stop() {
    this.rest();
    this.sound.midi(0xb0, EXPRESSION, 127);
    this.taught?.fresh();
    this.loud = undefined;
  }

  draw(c, w, h) {
    if (this.video.videoWidth) {
      const scale = Math.max(w / this.video.videoWidth, h / this.video.videoHeight), width = this.video.videoWidth * scale, height = this.video.videoHeight * scale;
      c.save();
      c.translate(w, 0);
      c.scale(-1, 1);
      c.globalAlpha = 0.75;
      c.drawImage(this.video, (w - width) / 2, (h - height) / 2, width, height);
      c.restore();
    }
    if (/up$/.test(this.on('pitch') || '')) for (let i = 1; i < STEPS; ++i) line(c, 0, h * i / STEPS, w, h * i / STEPS, faded(INK.text, 0.12));
    const {amount, across, up, right_across: right, left_across: left} = this.axes;
    if (right === undefined) return dot(c, w * across, h * (1 - up), 8 + 40 * amount);
    dot(c, w * right, h * (1 - this.axes.right_up), 14);
    dot(c, w * left, h * (1 - this.axes.left_up), 14);
  }
}

function dot(c, x, y, halo) {
  for (const [radius, ink] of [[halo, faded(INK.blue, 0.3)], [7, INK.blue], [3, INK.text]]) {
    c.fillStyle = ink;
    c.beginPath();
    c.arc(x, y, radius, 0, 7);
    c.fill();
  }
}
