// SPDX-License-Identifier: MIT
// A knob: drag up and down, wheel, double click for its initial value, arrows by keyboard.
import {clamp} from './view.js';

const NS = 'http://www.w3.org/2000/svg', FROM = 135, TURN = 270, RADIUS = 24;  // degrees, clockwise from the right

function point(angle, radius) {
  const a = angle * Math.PI / 180;
  return `${(32 + radius * Math.cos(a)).toFixed(2)} ${(32 + radius * Math.sin(a)).toFixed(2)}`;
}
const arc = (a, b) => `M${point(a, RADIUS)}A${RADIUS} ${RADIUS} 0 ${b - a > 180 ? 1 : 0} 1 ${point(b, RADIUS)}`;

export class Knob {
  // low, high, initial: of the value; changed(value); text(value) for people
  constructor(parent, {name, low, high, initial, changed, text, help}) {
    Object.assign(this, {low, high, initial, changed, text, value: initial});
    this.root = document.createElement('div');
    this.root.className = 'knob';
    this.root.title = help || '';
    this.root.innerHTML = `<span class="name"></span><svg viewBox="0 0 64 64" aria-hidden="true"><path class="track"/><path class="arc"/><circle cx="32" cy="32" r="17"/><path class="hand"/></svg><span class="value"></span>`;
    this.root.querySelector('.name').textContent = name;
    this.root.querySelector('.track').setAttribute('d', arc(FROM, FROM + TURN));
    const attributes = {role: 'slider', tabindex: '0', 'aria-label': name, 'aria-valuemin': low, 'aria-valuemax': high};
    for (const [key, value] of Object.entries(attributes)) this.root.setAttribute(key, value);
    parent.append(this.root);
    this.root.onpointerdown = e => {
      this.root.setPointerCapture(e.pointerId);
      this.from = {y: e.clientY, unit: this.unit};
    };
    this.root.onpointermove = e => {
      if (!this.from) return;
      this.from.unit = clamp(this.from.unit + (this.from.y - e.clientY) * (e.shiftKey ? 0.0005 : 0.006), 0, 1);
      this.from.y = e.clientY;
      this.set(this.low + this.from.unit * (this.high - this.low));
    };
    this.root.onpointerup = this.root.onpointercancel = () => { this.from = null; };
    this.root.ondblclick = () => this.set(this.initial);
    this.root.addEventListener('wheel', e => {
      e.preventDefault();
      this.step(e.deltaY < 0 ? 1 : -1, e.shiftKey);
    }, {passive: false});
    this.root.onkeydown = e => this.key(e);
    this.show();
  }
  get unit() { return (this.value - this.low) / (this.high - this.low); }
  step(by, fine) { this.set(this.value + by * (this.high - this.low) / (fine ? 500 : 50)); }
  set(value) {
    this.value = clamp(value, this.low, this.high);
    this.changed(this.value);
    this.show();
  }
  follow(value) {  // it was moved elsewhere
    if (value === this.value) return;
    this.value = value;
    this.show();
  }
  show() {
    const angle = FROM + TURN * this.unit, rest = FROM + TURN * (this.initial - this.low) / (this.high - this.low);
    const [a, b] = [Math.min(angle, rest), Math.max(angle, rest)];
    this.root.querySelector('.arc').setAttribute('d', b - a > 0.6 ? arc(a, b) : '');
    this.root.querySelector('.hand').setAttribute('d', `M${point(angle, 7)}L${point(angle, 14.5)}`);
    const text = this.text(this.value);
    this.root.querySelector('.value').textContent = text;
    this.root.setAttribute('aria-valuenow', this.value.toFixed(3));
    this.root.setAttribute('aria-valuetext', text);
  }
  key(e) {
    const does = {ArrowUp: () => this.step(1, e.shiftKey), ArrowRight: () => this.step(1, e.shiftKey), ArrowDown: () => this.step(-1, e.shiftKey),
                  ArrowLeft: () => this.step(-1, e.shiftKey), PageUp: () => this.step(5), PageDown: () => this.step(-5), Home: () => this.set(this.low),
                  End: () => this.set(this.high), Delete: () => this.set(this.initial)}[e.key];
    if (!does) return;
    e.preventDefault();
    does();
  }
}
