// SPDX-License-Identifier: MIT
// One player in WebAssembly, for a page, an AudioWorklet, a Worker and node alike. The module asks for a few functions of a
// system, which are given here: it has no files, no clock and no randomness.
//
// A player that is loaded and prepared is complete in its memory. So models are loaded where time does not matter, and the sound
// thread gets a copy of that memory (image): it never parses, allocates or grows.

const FRAMES = 128, EVENTS = 256;  // of a block, as apps/web/module/stage.h has them
const EVENT_BYTES = 28;            // of a partials_event
const PAGE = 65536;
export const VIEW = 11 + 3 * FRAMES;  // floats of what is drawn
const KIND = {midi: 4, parameter: 5};

// What the module imports, by name: everything answers 0, and its end is an error.
export function imports(module) {
  const given = {};
  for (const {module: from, name, kind} of WebAssembly.Module.imports(module)) {
    if (kind !== 'function') throw new Error(`The module of Partials asks for ${from}.${name}, which is no function.`);
    given[from] = given[from] || {};
    given[from][name] = /exit|abort/.test(name) ? () => { throw new Error('The player has ended for lack of memory; reload the page.'); } : () => 0;
  }
  return given;
}

export class Machine {
  // In a page, where making an instance takes too long to wait for.
  static async open(module) {
    const machine = new Machine(await WebAssembly.instantiate(module, imports(module)));
    machine.x._initialize();
    return machine;
  }
  // Room for a copy of a player, where there is no time to wait: it is the player once `bytes` holds its image.
  static room(module, size) {
    const machine = new Machine(new WebAssembly.Instance(module, imports(module))), {memory} = machine.x;
    if (size > memory.buffer.byteLength) memory.grow(Math.ceil((size - memory.buffer.byteLength) / PAGE));
    machine.bytes = new Uint8Array(memory.buffer);
    machine.look();
    return machine;
  }
  static copy(module, image) {
    const machine = Machine.room(module, image.byteLength);
    machine.bytes.set(new Uint8Array(image));
    return machine;
  }

  constructor({exports}) { this.x = exports; }

  // Loads and prepares a player: kind 0 is an instrument, 1 an effect; values: {id: value} of parameters that are not initial;
  // shape: [part, index, gain_db] of the spectral edit. Throws the library's sentence.
  load(bytes, name, {kind = 0, rate = 48000, values = {}, shape = []} = {}) {
    const {x} = this, player = x.web_open(kind);
    const place = x.web_take(bytes.length), text = this.give(name);
    if (!player || !place || !text) throw new Error('There is not enough memory for this model; close other pages.');
    new Uint8Array(x.memory.buffer, place, bytes.length).set(bytes);
    const failed = x.partials_load_memory(player, place, bytes.length, text);
    x.web_give(place);
    x.web_give(text);
    this.player = player;
    if (failed) throw new Error(this.error());
    for (const [id, value] of Object.entries(values)) x.partials_set_value(player, this.index(id), value);
    for (const [part, index, gain_db] of shape) x.partials_set_shape_db(player, part, index, gain_db);
    if (x.web_prepare(rate)) throw new Error(this.error());
    x.web_watch(1);
  }

  // A copy of everything, which Machine.copy makes a player of.
  image() { return this.x.memory.buffer.slice(0, this.x.web_top()); }

  error() { return this.text(this.x.partials_last_error(this.player)); }
  describe() { return JSON.parse(this.text(this.x.web_describe())); }
  parameters() { return JSON.parse(this.text(this.x.web_parameters())); }
  value_text(parameter, value) { return this.text(this.x.web_text(parameter, value)); }
  index(id) {
    const place = this.give(id), index = this.x.partials_parameter_index(place);
    this.x.web_give(place);
    return index;
  }

  text(place) {
    const bytes = new Uint8Array(this.x.memory.buffer, place), end = bytes.indexOf(0);
    return new TextDecoder().decode(bytes.subarray(0, end));
  }
  give(text) {  // a copy that ends with 0, to be given back
    const bytes = new TextEncoder().encode(text), place = this.x.web_take(bytes.length + 1);
    if (place) new Uint8Array(this.x.memory.buffer, place, bytes.length + 1).set([...bytes, 0]);
    return place;
  }

  // ---- sound; after load or copy. The views stay valid because the memory does not grow any more. ----------------------------

  look() {
    const {x} = this, buffer = x.memory.buffer;
    this.out = [0, 1].map(c => new Float32Array(buffer, x.web_out(c), FRAMES));
    this.in = [0, 1].map(c => new Float32Array(buffer, x.web_in(c), FRAMES));
    this.other = [0, 1].map(c => new Float32Array(buffer, x.web_other(c), FRAMES));
    this.events = new DataView(buffer, x.web_events(), EVENTS * EVENT_BYTES);
    this.count = 0;
  }

  // Events of the next block, in order of time (samples within it).
  midi(time, status, data1, data2) {
    const at = this.event(time, KIND.midi);
    if (at < 0) return;
    this.events.setUint8(at + 5, status);
    this.events.setUint8(at + 6, data1);
    this.events.setUint8(at + 7, data2);
  }
  set(time, parameter, value) {
    const at = this.event(time, KIND.parameter);
    if (at < 0) return;
    this.events.setInt32(at + 20, parameter, true);
    this.events.setFloat32(at + 24, value, true);
  }
  event(time, kind) {
    if (this.count === EVENTS) return -1;
    const at = EVENT_BYTES * this.count++, e = this.events;
    e.setInt32(at, time, true);
    e.setUint8(at + 4, kind);
    e.setInt16(at + 8, 0, true);            // port
    e.setInt16(at + 10, -1, true);          // channel and key: any
    e.setInt16(at + 12, -1, true);
    e.setInt16(at + 14, 0, true);
    e.setInt32(at + 16, -1, true);          // note: any
    e.setInt32(at + 20, 0, true);
    e.setFloat32(at + 24, 0, true);
    return at;
  }

  process(frames, in_channels) {
    this.x.web_process(frames, this.count, in_channels);
    this.count = 0;
  }

  // Another player's output comes to this one's.
  add(player) {
    this.other[0].set(player.out[0]);
    this.other[1].set(player.out[1]);
    this.x.web_add(FRAMES);
  }

  shape(part, index, gain_db) { this.x.partials_set_shape_db(this.x.web_player(), part, index, gain_db); }
  phrase(low, high) { this.x.web_phrase(low, high); }
  // What is to be drawn (view.js), into VIEW floats.
  view(into) { into.set(new Float32Array(this.x.memory.buffer, this.x.web_view(), VIEW)); }
}
