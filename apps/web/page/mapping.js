// SPDX-License-Identifier: MIT
// A mapping of the motion family in WebAssembly (apps/web/map): from poses that were shown, each with the values that are wanted there, to
// values for every movement; or from classes and gestures, as `partials map record` makes them, to the cues of their names. Its file is
// one that `partials map` plays, too, and outputs have the names that they have there.
import {imports} from './machine.js';
import {unpack} from './data.js';

const RATE = 30, PER_S = 4;        // pictures a second, and the ranges that an output may cross in it
const LONGEST_GAP_S = 0.5;         // between two pictures; after a longer one the movement begins anew
const SURE = 0.5;                  // certainty from which a class counts, as in families/motion/recognition.h
export const KINDS = {poses: 0, classes: 1, gestures: 2};

export class Mapping {
  static async open() {
    const module = await WebAssembly.compile(await unpack('map'));
    return new Mapping(await WebAssembly.instantiate(module, imports(module)));
  }
  constructor({exports}) {
    this.x = exports;
    this.x._initialize();
    this.inputs = this.outputs = this.classes = [];
    this.kind = KINDS.poses;
    this.ofBody = false;
  }

  // outputs: [{name, low, high}]
  begin(inputs, outputs) {
    this.x.map_begin(RATE);
    for (const name of inputs) this.with(name, text => this.x.map_input(text));
    for (const {name, low, high} of outputs) this.with(name, text => this.x.map_output(text, low, high, PER_S * (high - low)));
    Object.assign(this, {inputs, outputs: outputs.map(o => o.name), classes: [], kind: KINDS.poses, ofBody: false});
  }
  get examples() { return Array.from({length: this.x.map_examples()}, (_, i) => this.x.map_example(i)); }
  add(inputs, outputs) {
    this.at(this.x.map_in()).set(inputs);
    this.at(this.x.map_out()).set(outputs);
    return this.must(this.x.map_add());
  }
  remove(id) { this.x.map_remove(id); }
  train(name) { this.must(this.with(name, text => this.x.map_train(text))); }

  // The frames that are due since the last picture. Returns {values: {output: value}, name of what is recognised, certainty, progress}, or
  // null before anything was learned.
  frame(inputs, time_s) {
    this.at(this.x.map_in()).set(inputs);
    const hop_s = 1 / this.x.map_rate_hz();
    if (!(time_s - this.done_s < LONGEST_GAP_S)) this.done_s = time_s - hop_s;
    let n = -1;
    for (; this.done_s + hop_s <= time_s + 1e-6; this.done_s += hop_s) n = this.x.map_frame();
    if (n >= 0) this.values = this.at(this.x.map_out()).slice(0, n);
    else if (!this.values) return null;
    const certainty = this.kind === KINDS.poses ? 0 : this.x.map_recognised();
    return {values: Object.fromEntries(this.outputs.map((name, i) => [name, this.values[i]])), name: certainty >= SURE ? this.text(this.x.map_text()) : '',
            certainty, progress: this.x.map_progress()};
  }
  restart() {
    this.done_s = this.values = undefined;
    this.x.map_restart();
  }

  // A note from outputs, as MIDI messages; a level below 0 ends it. scale: the name of one, or '' for any pitch.
  note({key = 60, level = 0.7, strike = 0}, time_s) {
    const n = this.x.map_note(key, level, strike, time_s), bytes = new Uint8Array(this.x.memory.buffer, this.x.map_midi(), 3 * n);
    return Array.from({length: n}, (_, i) => [...bytes.subarray(3 * i, 3 * i + 3)]);
  }
  get key() { return this.x.map_key(); }
  scale(name) { this.must(this.with(name, text => this.x.map_scale(text))); }

  file() {
    const from = this.x.map_file();
    return new Uint8Array(this.x.memory.buffer).slice(from, from + this.x.map_file_bytes());
  }
  load(bytes, name) {
    const place = this.x.map_take(bytes.length);
    new Uint8Array(this.x.memory.buffer).set(bytes, place);
    const examples = this.with(name, text => this.x.map_load(place, bytes.length, text));
    this.x.map_give(place);
    this.must(examples);
    [this.inputs, this.outputs, this.classes] = [0, 1, 2].map(what => this.text(this.x.map_names(what)).split('\n').filter(Boolean));
    this.kind = this.x.map_kind();
    this.ofBody = this.x.map_of_body() === 1;
  }

  at(place) { return new Float32Array(this.x.memory.buffer, place, 64); }
  must(result) {
    if (result < 0) throw new Error(this.text(this.x.map_text()));
    return result;
  }
  text(place) {
    const bytes = new Uint8Array(this.x.memory.buffer, place);
    return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
  }
  with(text, call) {
    const bytes = new TextEncoder().encode(`${text}\0`), place = this.x.map_take(bytes.length);
    new Uint8Array(this.x.memory.buffer).set(bytes, place);
    const result = call(place);
    this.x.map_give(place);
    return result;
  }
}

// Whether a .partials file holds a mapping, and no sound.
export function isMapping(bytes) {
  const size = bytes.length > 8 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) : 0;
  try {
    return 'mapping' in JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + size))).__metadata__;
  } catch {
    return false;
  }
}
