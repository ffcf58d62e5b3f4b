// SPDX-License-Identifier: MIT
// What movement has been taught, here or by `partials map`. Showing the page what a movement is to do: hold a pose, set pitch, loudness and
// the knobs as they are to be there, keep it. From the second pose on it is learned, in a moment, and plays. Outputs have the names that
// `partials map run --play` knows: key, level and strike play a note, any other is a parameter.
import {KINDS, Mapping} from './mapping.js';
import {notice} from './notice.js';
import {clamp, midiOf, noteName} from './view.js';

const $ = id => document.getElementById(id);
const NOTES = ['key', 'level', 'strike'];
const REST = {level: -1};
const SCALES = [['', 'Any pitch'], ...['C-major-pentatonic', 'A-minor-pentatonic', 'C-major', 'A-minor', 'D-dorian', 'C-chromatic'].map(s => [s, s.replaceAll('-', ' ')])];

export class Teach {
  // sound: has the knobs; move: the axes, and what is written beside them; provide(mapping, name): sees to what it needs; chosen(name): a
  // class or gesture was recognised
  constructor({sound, move, provide, chosen}) {
    Object.assign(this, {sound, move, provide, chosen, on: false, plays: false, kept: [], wanted: {key: 60, level: 0.7}, recognised: ''});
    $('teach').onclick = () => this.turn(!this.on).catch(e => notice(e.message));
    for (const id of ['key', 'level']) $(`wanted-${id}`).oninput = e => this.want(id, Number(e.target.value));
    $('scale').replaceChildren(...SCALES.map(([value, text]) => new Option(text, value)));
    $('scale').value = 'C-major-pentatonic';
    $('scale').onchange = () => this.fresh();
    $('teach-keep').onclick = () => this.keep();
    $('teach-undo').onclick = () => this.undo();
    $('teach-play').onclick = () => this.turnPlay(!this.plays);
    $('teach-save').onclick = () => this.save();
  }

  // A model's range.
  of({known}) {
    const low = Math.ceil(midiOf(known.low_hz)), high = Math.floor(midiOf(known.high_hz));
    this.range = {low: clamp(low, 0, 126), high: clamp(Math.max(high, low + 1), 1, 127)};
    Object.assign($('wanted-key'), {min: this.range.low, max: this.range.high});
    this.want('key', clamp(this.wanted.key, this.range.low, this.range.high));
    this.want('level', this.wanted.level);
  }
  want(id, value) {
    this.wanted[id] = value;
    const slider = $(`wanted-${id}`);
    slider.value = value;
    slider.setAttribute('aria-valuetext', id === 'key' ? noteName(value) : `${Math.round(100 * value)} %`);
  }

  async turn(on) {
    if (on && !this.mapping) this.mapping = await Mapping.open();
    this.on = on;
    this.turnPlay(false);
    this.move.rest();
    if (on) this.fresh();
  }
  // The movement is another: what was kept does not fit any more.
  anew() {
    if (!this.mapping || this.loaded) return;
    this.kept = [];
    this.mapping.begin([], []);
    this.turnPlay(false);
  }
  // No note sounds, and the next one is of the chosen scale.
  fresh() {
    if (!this.mapping) return;
    this.rest();
    this.sound.midi(0xe0, 0, 64);
    this.mapping.scale($('scale').value);
  }

  outputs() {
    const macros = this.sound.info.macros.map((name, i) => name && {name: `macro${i + 1}`, low: 0, high: 1}).filter(Boolean);
    return [{name: 'key', ...this.range}, {name: 'level', low: 0, high: 1}, ...macros];
  }
  keep() {
    const {axes} = this.move, {mapping} = this;
    try {
      const unknown = mapping.outputs.find(o => this.kept.length && !(o in this.wanted) && this.sound.number(o) < 0);
      if (unknown) throw new Error(`The mapping's output ${unknown} is none of this page, so no pose can be added here; add it with partials map.`);
      if (!this.kept.length) {
        this.loaded = false;
        mapping.begin(this.move.ids, this.outputs());
      }
      this.kept.push(mapping.add(mapping.inputs.map(id => axes[id] ?? 0.5), mapping.outputs.map(id => this.wanted[id] ?? this.sound.value(id))));
      if (this.kept.length > 1) mapping.train('Movement');
    } catch (e) {
      return notice(e.message);
    }
    this.show();
  }
  undo() {
    const id = this.kept.pop();
    if (id === undefined) return;
    this.mapping.remove(id);
    if (this.kept.length > 1) this.mapping.train('Movement');
    else this.turnPlay(false);
    this.show();
  }
  // What plays goes on if the file is refused.
  async load(bytes, name) {
    const mapping = await Mapping.open();
    mapping.load(bytes, name);
    if (mapping.kind === KINDS.poses && !mapping.outputs.some(o => o === 'key' || this.sound.number(o) >= 0))
      throw new Error(`No output of ${name} is a parameter (macro1, attack ...) or the key of a note, so there is nothing to play; name outputs after what they are to move.`);
    await this.provide(mapping, name);
    this.rest();
    this.mapping = mapping;
    this.loaded = true;
    this.kept = mapping.kind === KINDS.poses ? mapping.examples : [];
    this.on = true;
    this.recognised = '';
    this.turnPlay(true);
    this.move.rest();
    this.fresh();
  }
  turnPlay(on) {
    this.plays = on && (this.kept.length > 1 || Boolean(this.loaded));
    if (this.plays) this.mapping.restart();
    this.show();
  }

  // A picture: what is to sound now.
  play(axes, body, time_s) {
    const {mapping} = this;
    let values = this.wanted;
    if (this.plays) {
      const found = mapping.ofBody ? body : mapping.inputs.every(id => id in axes), inputs = mapping.ofBody ? body : mapping.inputs.map(id => axes[id]);
      const now = found && mapping.frame(inputs, time_s);
      if (!now) return;
      values = now.values;
      if (mapping.kind !== KINDS.poses) this.recognise(now);
      for (const [id, value] of Object.entries(values))
        if (!NOTES.includes(id) && this.sound.number(id) >= 0 && this.sound.value(id) !== value) this.sound.set(id, value);
    }
    if (!('key' in values)) return;
    for (const message of mapping.note(values, time_s)) this.sound.midi(...message);
    this.move.words.textContent = mapping.key < 0 ? '' : noteName(mapping.key);
  }
  rest() {
    if (this.mapping) for (const message of this.mapping.note(REST, 0)) this.sound.midi(...message);
  }
  recognise({name, certainty, progress}) {
    const {kind} = this.mapping;
    $('teach-words').textContent = name ? `${name}: ${kind === KINDS.gestures ? `${Math.round(100 * progress)} % of it, ` : ''}${Math.round(100 * certainty)} % certain.`
      : `Waits for ${this.mapping.classes.join(', ')}.`;
    if (!this.mapping.outputs.includes('key')) this.move.words.textContent = name;
    if (name === this.recognised) return;
    this.recognised = name;
    if (name) this.chosen(name);
  }

  show() {
    const recognises = this.mapping && this.mapping.kind !== KINDS.poses;
    document.body.dataset.teach = !this.on ? 'no' : recognises ? 'recognises' : 'yes';
    $('teach').setAttribute('aria-pressed', String(this.on));
    $('teach-play').setAttribute('aria-pressed', String(this.plays));
    $('teach-play').disabled = this.kept.length < 2 && !this.loaded;
    $('teach-undo').disabled = !this.kept.length;
    $('teach-save').disabled = this.kept.length < 2;
    $('teach-words').textContent = recognises ? `Recognises ${this.mapping.classes.join(', ')}.`
      : this.plays ? `Plays what ${this.kept.length} poses have taught.`
      : !this.kept.length ? 'Hold a pose, set pitch, loudness and the knobs as they are to be there, then keep it.'
      : this.kept.length === 1 ? 'One pose kept. Now another pose, with other values.' : `${this.kept.length} poses kept and learned. Play it, or keep more.`;
  }
  save() {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([this.mapping.file()], {type: 'application/octet-stream'}));
    link.download = 'movement.partials';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
}
