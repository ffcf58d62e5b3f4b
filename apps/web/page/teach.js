// SPDX-License-Identifier: MIT
// Showing the page what a movement is to do: hold a pose, set pitch, loudness and the knobs as they are to be there, keep it. From the
// second pose on it is learned, in a moment, and plays.
import {Mapping} from './mapping.js';
import {notice} from './notice.js';

const $ = id => document.getElementById(id);

export class Teach {
  // sound: has the knobs; axes(): {id: value} of the movement; changed(): it was turned on or off
  constructor({sound, axes, changed}) {
    Object.assign(this, {sound, axes, changed, on: false, plays: false, kept: [], wanted: {pitch: 0.5, loudness: 0.7}});
    $('teach').onclick = () => this.turn(!this.on).catch(e => notice(e.message));
    for (const id of ['pitch', 'loudness']) $(`wanted-${id}`).oninput = e => { this.wanted[id] = Number(e.target.value); };
    $('teach-keep').onclick = () => this.keep();
    $('teach-undo').onclick = () => this.undo();
    $('teach-play').onclick = () => this.play(!this.plays);
    $('teach-save').onclick = () => this.save();
  }

  async turn(on) {
    if (on && !this.mapping) this.mapping = await Mapping.open();
    this.on = on;
    this.play(false);
    this.show();
    this.changed();
  }
  // The movement or the model is another: what was kept does not fit any more.
  anew() {
    if (!this.mapping || this.loaded) return;
    this.kept = [];
    this.mapping.begin([], []);
    this.play(false);
  }

  outputs() { return ['pitch', 'loudness', ...this.sound.info.macros.map((name, i) => name && `macro${i + 1}`).filter(Boolean)]; }
  keep() {
    const axes = this.axes(), {mapping} = this;
    try {
      if (!this.kept.length) {
        this.loaded = false;
        mapping.begin(Object.keys(axes), this.outputs());
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
    else this.play(false);
    this.show();
  }
  async load(bytes, name) {
    this.mapping ||= await Mapping.open();
    this.mapping.load(bytes, name);
    const strange = this.mapping.inputs.find(id => !(id in this.axes()));
    if (strange) throw new Error(`${name} needs the input '${strange}', which the camera does not give here; choose a mapping from ${Object.keys(this.axes()).join(', ')}.`);
    this.loaded = true;
    this.kept = Array.from({length: this.mapping.examples}, (_, i) => i + 1);
    this.on = true;
    this.play(true);
    this.changed();
  }
  play(on) {
    this.plays = on && (this.kept.length > 1 || Boolean(this.loaded));
    this.show();
  }

  // What is to sound now: {pitch, loudness, macroN}.
  values(axes) {
    if (!this.plays) return this.wanted;
    const values = this.mapping.frame(this.mapping.inputs.map(id => axes[id] ?? 0.5));
    return values ? Object.fromEntries(this.mapping.outputs.map((id, i) => [id, values[i]])) : this.wanted;
  }
  show() {
    document.body.dataset.teach = this.on ? 'yes' : 'no';
    $('teach').setAttribute('aria-pressed', String(this.on));
    $('teach-play').setAttribute('aria-pressed', String(this.plays));
    $('teach-play').disabled = this.kept.length < 2 && !this.loaded;
    $('teach-undo').disabled = !this.kept.length;
    $('teach-save').disabled = this.kept.length < 2;
    $('teach-words').textContent = this.plays ? `Plays what ${this.kept.length} poses have taught.`
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
