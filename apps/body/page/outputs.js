// SPDX-License-Identifier: MIT
// Outputs as sliders: the bar is the value now; the handle, which is dragged or moved by keys, the value that the next example is to
// have. A tick marks the value at rest.
import {make, number, plainName, unitText, write} from './look.js';
import {throttled} from './link.js';

const HELD_MS = 600;  // after a drag, until the program's own word is taken again
const STEPS = 500;

class Output {
  constructor(output, index, send, taught) {
    this.low = output.low ?? 0;
    this.high = output.high ?? 1;
    this.unit = unitText(output.unit);
    this.held = -Infinity;
    const name = plainName(output.name);
    this.value = make('output', {class: 'value'});
    this.wanted = make('span', {class: 'wanted'});
    this.bar = make('i', {class: 'bar'});
    this.slider = make('input', {type: 'range', min: this.low, max: this.high, step: (this.high - this.low) / STEPS, 'aria-label': `${name} for the next example`});
    this.slider.hidden = this.wanted.hidden = !taught;  // outputs that only cues set have no value of an example
    const tick = make('i', {class: 'rest', title: `at rest: ${number(output.rest ?? this.low)}`});
    tick.style.left = `${100 * this.part(output.rest ?? this.low)}%`;
    const later = throttled(value => send('set_output', {index, value}));
    this.slider.addEventListener('input', () => {
      this.held = performance.now();
      this.sayWanted(Number(this.slider.value));
      later(Number(this.slider.value));
    });
    this.element = make('div', {class: 'output'}, make('p', {}, make('b', {}, name), this.value), make('div', {class: 'track'}, this.bar, tick, this.slider, this.wanted));
  }

  part(v) { return Math.max(0, Math.min(1, (v - this.low) / (this.high - this.low || 1))); }

  sayWanted(v) {
    const text = `${number(v)}${this.unit ? ' ' + this.unit : ''}`;
    write(this.wanted, text);
    const at = this.part(v), left = at < 0.6;  // beside the handle, on the side with more room
    this.wanted.style.left = left ? `calc(${100 * at}% + ${14 - 12 * at}px)` : 'auto';
    this.wanted.style.right = left ? 'auto' : `calc(${100 - 100 * at}% + ${2 + 12 * at}px)`;
    if (this.slider.getAttribute('aria-valuetext') !== text) this.slider.setAttribute('aria-valuetext', text);
  }

  show(value, wanted) {
    write(this.value, `${number(value)}${this.unit ? ' ' + this.unit : ''}`);
    this.bar.style.width = `${100 * this.part(value ?? this.low)}%`;
    if (wanted === undefined || wanted === null || performance.now() - this.held < HELD_MS) return;
    if (Number(this.slider.value) !== wanted) this.slider.value = wanted;
    this.sayWanted(wanted);
  }
}

export class Outputs {
  constructor(section, rows, send) {
    Object.assign(this, {section, rows, send, all: []});
  }
  describe({outputs, kind, cues = []}) {
    const taught = kind === 'regression' || !kind;
    this.all = taught || cues.length ? outputs.map((o, i) => new Output(o, i, this.send, taught)) : [];
    this.rows.replaceChildren(...this.all.map(o => o.element));
    this.section.hidden = !this.all.length;
    this.section.querySelector('#outputs-how').hidden = !taught;
  }
  show(state) {
    this.all.forEach((o, i) => o.show(state.outputs?.[i], state.example_outputs?.[i]));
  }
}
