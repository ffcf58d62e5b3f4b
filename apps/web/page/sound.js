// SPDX-License-Identifier: MIT
// The sound of the page: the audio context, the node that plays, and the twin of its player, which knows names and texts. Models are
// loaded into the twin, and a copy of its memory goes to the sound thread (machine.js).
import {SOUND, playerModule} from './data.js';
import {Machine} from './machine.js';
import {viewOf} from './view.js';

const FADE_S = 0.02;
const REBUILDS = ['voices', 'quality', 'lowest_note'];  // parameters that need another player

export class Sound {
  // shown(view), trouble(sentence), loaded(info), changed(id, value) of a parameter
  constructor({shown, trouble, loaded, changed}) {
    Object.assign(this, {shown, trouble, loaded, changed, kind: 0, values: {}, shapes: [{}, {}], muted: true, lost: 0, asked: false, loading: Promise.resolve()});
  }

  async open() {
    if (!window.AudioContext || !window.AudioWorkletNode) throw new Error('This browser has no AudioWorklet; open the page in a current Firefox, Chromium or Safari.');
    const module = playerModule();
    this.context = new AudioContext({latencyHint: 'interactive'});
    await this.context.audioWorklet.addModule(SOUND);
    this.module = await module;
    this.node = new AudioWorkletNode(this.context, 'partials', {numberOfInputs: 1, numberOfOutputs: 1, outputChannelCount: [2],
                                                                processorOptions: {module: this.module}});
    this.node.port.onmessage = ({data}) => this.hear(data);
    this.node.onprocessorerror = () => this.trouble('The sound has stopped because of an error in the player; reload the page.');
    this.volume = new GainNode(this.context, {gain: 0});
    this.node.connect(this.volume).connect(this.context.destination);
    this.context.onstatechange = () => { if (!this.muted && this.context.state === 'suspended') this.context.resume(); };
    this.context.suspend();
    this.table = (await Machine.open(this.module)).parameters();
  }

  get rate() { return this.context.sampleRate; }
  get latency_s() { return (this.context.baseLatency || 0) + (this.context.outputLatency || 0); }
  post(message, transfer = []) { this.node?.port.postMessage(message, transfer); }

  hear(m) {
    if (m.trouble) return this.trouble(m.trouble);
    if (!m.view) return;
    this.asked = false;
    this.lost = m.lost;
    this.shown(viewOf(m.view));
  }
  ask() {
    if (this.asked || this.context?.state !== 'running') return;
    this.asked = true;
    this.post({ask: true});
  }

  async mute(on) {
    this.muted = on;
    const gain = this.volume.gain;
    gain.cancelScheduledValues(0);
    if (!on) await this.context.resume();
    gain.setTargetAtTime(on ? 0 : 1, this.context.currentTime, FADE_S);
    if (on) setTimeout(() => { if (this.muted) this.context.suspend(); }, 200);
  }

  // What sounds goes on if the model is refused. One load at a time, and the last one wins.
  load(bytes, name) {
    this.loading = this.loading.catch(() => {}).then(() => this.loadNow(bytes, name));
    return this.loading;
  }
  async loadNow(bytes, name, anew = true) {
    const twin = await Machine.open(this.module);
    const shape = anew ? [] : this.shapes.flatMap((gains, part) => Object.entries(gains).map(([i, db]) => [part, Number(i), db]));
    twin.load(bytes, name, {kind: this.kind, rate: this.rate, values: this.values, shape});
    this.twin = twin;
    this.bytes = bytes;
    this.name = name;
    if (anew) this.shapes = [{}, {}];
    const image = twin.image();
    this.post({image, kind: this.kind}, [image]);
    this.info = twin.describe();
    if (anew) this.loaded(this.info);
  }
  rebuild() {
    if (!this.bytes) return Promise.resolve();
    this.loading = this.loading.catch(() => {}).then(() => this.loadNow(this.bytes, this.name, false));
    return this.loading;
  }
  async play(kind) {  // 0: notes, 1: input
    if (kind === this.kind) return;
    this.kind = kind;
    this.shapes = [{}, {}];
    await this.rebuild();
  }

  // What begins while nothing is heard would sound all at once later.
  midi(status, data1, data2 = 0) {
    if ((status & 0xf0) === 0x90 && data2 > 0 && this.context?.state !== 'running') return;
    this.post({midi: [status, data1, data2]});
  }
  note(key, velocity_unit) { this.midi(velocity_unit > 0 ? 0x90 : 0x80, key, velocity_unit > 0 ? Math.max(1, Math.round(127 * velocity_unit)) : 64); }
  quiet() {  // ends all notes, and holds no pedal
    this.post({phrase: [-1, 0]});
    for (let channel = 0; channel < 16; ++channel)
      for (const controller of [64, 123]) this.midi(0xb0 | channel, controller, 0);
  }
  phrase(low, high) { this.post({phrase: [low, high]}); }

  number(id) { return this.table.findIndex(p => p.id === id); }
  value(id) { return this.values[id] ?? this.table[this.number(id)].initial; }
  rebuilds(id) { return REBUILDS.includes(id); }
  set(id, value) {
    this.values[id] = value;
    this.changed(id, value);
    if (this.rebuilds(id)) this.rebuild();
    else this.post({set: [this.number(id), value]});
  }
  text(id) { return this.twin ? this.twin.value_text(this.number(id), this.value(id)) : ''; }

  shape(part, index) { return this.shapes[part][index] || 0; }
  set_shape(part, index, gain_db) {
    this.shapes[part][index] = gain_db;
    this.post({shape: [[part, index, gain_db]]});
  }
}
