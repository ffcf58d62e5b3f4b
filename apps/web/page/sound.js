// SPDX-License-Identifier: MIT
// The sound of the page: the audio context, the node that plays, and the table of its parameters. Models are loaded beside the page's
// thread (loader.js), and the memory of the prepared player goes to the sound thread (machine.js).
import {LOADER, SOUND, playerModule} from './data.js';
import {Loader} from './loader.js';
import {Machine, VIEW} from './machine.js';
import {viewOf} from './view.js';

const FADE_S = 0.02;
const STARTS_MS = 5000;  // in which a browser starts the sound
const MOST_ASKED = 100;  // times whether a model has come to the sound thread
const REBUILDS = ['voices', 'quality', 'lowest_note'];  // parameters that need another player

export class Sound {
  // shown(view), trouble(sentence), loaded(info), changed(id, value) of a parameter
  constructor({shown, trouble, loaded, changed}) {
    Object.assign(this, {shown, trouble, loaded, changed, kind: 0, values: {}, shapes: [{}, {}], muted: true, lost: 0, seated: 0, loads: 0, loading: Promise.resolve()});
  }

  async open() {
    if (!window.AudioContext || !window.AudioWorkletNode) throw new Error('This browser has no AudioWorklet; open the page in a current Firefox, Chromium or Safari.');
    const module = playerModule();
    this.context = new AudioContext({latencyHint: 'interactive'});
    await this.context.audioWorklet.addModule(SOUND);
    const {wasm, module: compiled} = await module;
    this.module = compiled;
    this.loader = new Loader(LOADER, compiled, wasm);
    this.view = new Float32Array(VIEW);  // goes to the sound thread and comes back
    this.node = new AudioWorkletNode(this.context, 'partials', {numberOfInputs: 1, numberOfOutputs: 1, outputChannelCount: [2],
                                                                processorOptions: {module: this.module}});
    this.node.port.onmessage = ({data}) => this.hear(data);
    this.node.onprocessorerror = () => this.trouble('The sound has stopped because of an error in the player; reload the page.');
    this.volume = new GainNode(this.context, {gain: 0});
    this.node.connect(this.volume).connect(this.context.destination);
    this.context.onstatechange = () => { if (!this.muted && this.context.state === 'suspended') this.context.resume(); };
    this.context.suspend();
    this.machine = await Machine.open(this.module);  // for texts; plays nothing
    this.table = this.machine.parameters();
  }

  get rate() { return this.context.sampleRate; }
  get latency_s() { return (this.context.baseLatency || 0) + (this.context.outputLatency || 0); }
  // Times at which the device ran out of sound, where the browser counts them: the machine was too slow.
  get dropouts() { return this.context.playbackStats?.underrunEvents || 0; }
  post(message, transfer = []) { this.node?.port.postMessage(message, transfer); }

  hear(m) {
    if (m.trouble) return this.trouble(m.trouble);
    if (!m.view) return;
    this.view = m.view;
    this.lost = m.lost;
    this.seated = m.seated;
    this.shown(viewOf(m.view));
  }
  ask() {
    if (!this.view || this.context?.state !== 'running') return;
    const view = this.view;
    this.view = null;
    this.post({ask: view}, [view.buffer]);
  }

  async mute(on) {
    this.muted = on;
    const gain = this.volume.gain;
    gain.cancelScheduledValues(0);
    if (!on) await Promise.race([this.context.resume(), new Promise(done => setTimeout(done, STARTS_MS))]);
    if (!on && this.context.state !== 'running') {  // a browser may wait for a device for ever
      this.muted = true;
      throw new Error('The browser does not start the sound; connect a loudspeaker or headphones, or allow this page to sound, then press the button again.');
    }
    gain.setTargetAtTime(on ? 0 : 1, this.context.currentTime, FADE_S);
    if (on) setTimeout(() => { if (this.muted) this.context.suspend(); }, 200);
  }

  // What sounds goes on if the model is refused. One load at a time, and the last one wins.
  load(bytes, name) {
    this.loading = this.loading.catch(() => {}).then(() => this.loadNow(bytes, name));
    return this.loading;
  }
  async loadNow(bytes, name, anew = true) {
    const shape = anew ? [] : this.shapes.flatMap((gains, part) => Object.entries(gains).map(([i, db]) => [part, Number(i), db]));
    const {kind} = this, values = {...this.values};
    const {image, info} = await this.loader.load({bytes, name, how: {kind, rate: this.rate, values, shape}});
    this.bytes = bytes;
    this.name = name;
    if (anew) this.shapes = [{}, {}];
    const id = ++this.loads;
    this.post({image, kind, id, at_once: this.context.state !== 'running'}, [image]);
    for (const [id, value] of Object.entries(this.values)) if (value !== values[id]) this.post({set: [this.number(id), value]});  // turned meanwhile
    for (let asked = 0; this.seated < id && this.context.state === 'running' && asked < MOST_ASKED; ++asked) {
      this.ask();
      await new Promise(done => setTimeout(done, 20));
    }
    this.info = info;
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
  text(id) { return this.machine ? this.machine.value_text(this.number(id), this.value(id)) : ''; }

  shape(part, index) { return this.shapes[part][index] || 0; }
  set_shape(part, index, gain_db) {
    this.shapes[part][index] = gain_db;
    this.post({shape: [[part, index, gain_db]]});
  }
}
