// SPDX-License-Identifier: MIT
// The sound of the page, on the browser's sound thread: plays what the page sends as messages. process() allocates nothing.
//
// Two seats: the player that hears new notes, and the one before it, which keeps its notes until they have ended. An effect has no
// notes, and fades. A player that comes while another sounds is copied in slices, one a block: its 7 MB at once would take longer than
// a block lasts.
import {Machine} from './machine.js';

const BLOCK = 128, WAITING = 1024, FADE = 1440;  // samples, events, samples (30 ms)
const SLICE = 128 << 10;                         // bytes of a coming player that are copied in a block
const NOTE_ON = 0x90, PROGRAM = 0xc0;

// Events that wait for their sample, in the order in which they came. Times are whole numbers: numbers with a fraction or beyond 31 bits are
// objects wherever the browser has not compiled this yet.
class Waiting {
  constructor() {
    this.block = new Int32Array(WAITING);  // of the context
    this.offset = new Uint8Array(WAITING);  // sample in it
    this.status = new Uint8Array(WAITING);  // 0: a parameter
    this.data1 = new Uint8Array(WAITING);
    this.data2 = new Uint8Array(WAITING);
    this.value = new Float32Array(WAITING);
    this.n = 0;
  }
  // at: sample of the context; 0: now
  add(at, status, data1, data2, value) {
    if (this.n === WAITING) return;
    const i = this.n++;
    this.block[i] = Math.floor(at / BLOCK);
    this.offset[i] = at % BLOCK;
    this.status[i] = status;
    this.data1[i] = data1;
    this.data2[i] = data2;
    this.value[i] = value;
  }
  move(from, to) {
    this.block[to] = this.block[from];
    this.offset[to] = this.offset[from];
    this.status[to] = this.status[from];
    this.data1[to] = this.data1[from];
    this.data2[to] = this.data2[from];
    this.value.copyWithin(to, from, from + 1);
  }
}

// A place for one player. Its image is copied into it in slices.
class Seat {
  constructor(module, {image, kind, id}) {
    this.machine = Machine.room(module, image.byteLength);
    this.slices = [];
    for (let at = 0; at < image.byteLength; at += SLICE) this.slices.push(new Uint8Array(image, at, Math.min(SLICE, image.byteLength - at)));
    this.copied = 0;  // slices
    this.id = id;
    this.effect = kind === 1;
    this.idle = 0;  // blocks without a voice
    this.later = [];  // messages for it that came before it was complete
  }
  leave() { this.machine.x.web_leave(FADE); }
  get gone() { return this.machine.x.web_gone() === 1; }
  get complete() { return this.copied === this.slices.length; }
  copy() {
    this.machine.bytes.set(this.slices[this.copied], this.copied * SLICE);
    this.copied += 1;
  }
}

class PartialsPlayer extends AudioWorkletProcessor {
  constructor({processorOptions: {module, image, kind, events}}) {
    super();
    this.module = module;
    this.waiting = new Waiting();
    this.now = this.before = this.coming = null;
    this.expected = -1;
    this.lost = 0;  // blocks that the browser's clock went past without calling process()
    this.over = false;
    this.port.onmessage = ({data}) => this.take(data);
    if (image) this.bring({image, kind, at_once: true});
    for (const e of events || []) this.waiting.add(e.at, e.status, e.data1, e.data2, e.value);
  }

  take(m) {
    if (this.coming && (m.set || m.shape)) this.coming.later.push(m);
    if (m.midi) this.waiting.add(m.at || 0, m.midi[0], m.midi[1], m.midi[2], 0);
    else if (m.set) this.waiting.add(m.at || 0, 0, m.set[0], 0, m.set[1]);
    else if (m.shape) for (const [part, index, gain_db] of m.shape) this.now?.machine.shape(part, index, gain_db);
    else if (m.phrase) this.phrase(m);
    else if (m.image) this.bring(m);
    else if (m.ask) this.answer(m.ask);
    else if (m.end) this.over = true;
  }
  phrase(m) {  // a demo is of the player that comes
    const [low, high] = m.phrase;
    if (this.coming) this.coming.later.push(m);
    if (!this.coming || low < 0) this.now?.machine.phrase(low, high);
  }

  // A player from its image; at_once where nothing sounds that a long block would interrupt.
  bring(m) {
    try {
      this.coming = new Seat(this.module, m);
    } catch (e) {
      return this.port.postMessage({trouble: `The model could not be brought to the sound: ${e.message}`});
    }
    if (this.now && !m.at_once) return;
    while (!this.coming.complete) this.coming.copy();
    this.seat();
  }
  advance() {
    if (!this.coming.complete) return this.coming.copy();
    if (this.before && !this.before.gone) this.before.leave();  // the third in a row: the first one makes room
    else this.seat();
  }
  seat() {
    this.before = this.now;
    this.now = this.coming;
    this.coming = null;
    this.now.slices = null;
    if (this.before) {
      this.before.machine.phrase(-1, 0);
      if (this.before.effect) this.before.leave();
    }
    for (let i = 0; i < this.now.later.length; ++i) this.take(this.now.later[i]);
    this.now.later = null;
  }

  answer(view) {  // the page's own memory, filled and given back
    if (this.now) this.now.machine.view(view);
    this.port.postMessage({view, lost: this.lost, seated: this.now?.id, before: Boolean(this.before)}, [view.buffer]);
  }

  // What is due in this block goes to the players.
  due() {
    const w = this.waiting, block = currentFrame / BLOCK | 0;
    let kept = 0;
    for (let i = 0; i < w.n; ++i) {
      if (w.block[i] > block) {
        if (kept !== i) w.move(i, kept);
        kept += 1;
        continue;
      }
      const time = w.block[i] === block ? w.offset[i] : 0;
      if (w.status[i] === 0) {
        this.now.machine.set(time, w.data1[i], w.value[i]);
        if (this.before) this.before.machine.set(time, w.data1[i], w.value[i]);
      } else {
        this.now.machine.midi(time, w.status[i], w.data1[i], w.data2[i]);
        const kind = w.status[i] & 0xf0;
        if (this.before && kind !== NOTE_ON && kind !== PROGRAM) this.before.machine.midi(time, w.status[i], w.data1[i], w.data2[i]);
        if (this.before && kind === NOTE_ON && w.data2[i] === 0) this.before.machine.midi(time, w.status[i], w.data1[i], 0);
      }
    }
    w.n = kept;
  }

  play({machine, effect}, input) {
    let channels = 0;
    if (effect && input && input.length > 0) {
      channels = Math.min(2, input.length);
      for (let c = 0; c < channels; ++c) machine.in[c].set(input[c]);
    }
    machine.process(BLOCK, channels);
  }

  process(inputs, outputs) {
    if (this.expected >= 0 && currentFrame !== this.expected) this.lost += (currentFrame - this.expected) / BLOCK;
    this.expected = currentFrame + BLOCK;
    if (this.coming) this.advance();
    if (!this.now) return !this.over;
    this.due();
    const out = outputs[0], input = inputs[0], {machine} = this.now;
    this.play(this.now, input);
    if (this.before) {
      this.play(this.before, input);
      machine.add(this.before.machine);
      const ended = this.before.effect ? this.before.gone : this.before.machine.x.web_voices() === 0;
      this.before.idle = ended ? this.before.idle + 1 : 0;
      if (this.before.idle > 32) this.before = null;
    }
    for (let c = 0; c < out.length; ++c) out[c].set(machine.out[c]);
    return !this.over;
  }
}

registerProcessor('partials', PartialsPlayer);
