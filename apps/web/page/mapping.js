// SPDX-License-Identifier: MIT
// A mapping of the motion family in WebAssembly (apps/web/map): from poses that were shown, each with the values that are wanted there, to
// values for every movement. Inputs and outputs are 0 to 1. Its file is one that `partials map` plays, too.
import {imports} from './machine.js';
import {unpack} from './data.js';

const RATE = 30, PER_S = 4;  // pictures, and the most that an output changes, a second

export class Mapping {
  static async open() {
    const module = await WebAssembly.compile(await unpack('map'));
    return new Mapping(await WebAssembly.instantiate(module, imports(module)));
  }
  constructor({exports}) {
    this.x = exports;
    this.x._initialize();
    this.inputs = this.outputs = [];
  }

  begin(inputs, outputs) {
    this.x.map_begin(RATE);
    for (const name of inputs) this.with(name, text => this.x.map_input(text));
    for (const name of outputs) this.with(name, text => this.x.map_output(text, PER_S));
    Object.assign(this, {inputs, outputs});
  }
  get examples() { return this.x.map_examples(); }
  add(inputs, outputs) {
    this.at(this.x.map_in()).set(inputs);
    this.at(this.x.map_out()).set(outputs);
    return this.must(this.x.map_add());
  }
  remove(id) { this.x.map_remove(id); }
  train(name) { this.must(this.with(name, text => this.x.map_train(text))); }
  frame(inputs) {  // the values, or null before anything was learned
    this.at(this.x.map_in()).set(inputs);
    const n = this.x.map_frame();
    return n ? this.at(this.x.map_out()).slice(0, n) : null;
  }
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
    [this.inputs, this.outputs] = [0, 1].map(outputs => this.text(this.x.map_names(outputs)).trim().split('\n'));
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
