// SPDX-License-Identifier: MIT
// Numbers as scrolling curves of the last ten seconds: a cell for every feature, with its name, value and unit. Several numbers of one
// feature are several lines.
import {fit, lines, make, number, plainName, theme, unitText, write} from './look.js';

const SPAN_S = 10, MOST = 400;  // states kept; 30 a second
const PAD = 4;

class Curve {
  constructor({id, unit, what, parts}) {
    this.canvas = make('canvas', {'aria-hidden': 'true'});
    this.context = this.canvas.getContext('2d');
    this.unit = unitText(unit);
    this.parts = parts || [];
    this.times = [];
    this.rows = [];
    this.values = make('span', {class: 'values'});
    const head = make('p', {}, make('b', {}, plainName(id)));
    this.element = make('div', {class: 'cell', title: what || '', 'aria-label': `${plainName(id)}: ${what || ''}`, role: 'group'}, head, make('p', {}, this.values, make('span', {class: 'unit'}, this.unit)), this.canvas);
  }

  push(time, values) {
    const now = Array.isArray(values) ? values : [values];
    if (this.times.length && time < this.times.at(-1)) this.times.length = this.rows.length = 0;  // a take began anew
    this.times.push(time);
    this.rows.push(now);
    if (this.times.length > MOST) {
      this.times.shift();
      this.rows.shift();
    }
    while (this.times[0] < time - SPAN_S) {
      this.times.shift();
      this.rows.shift();
    }
  }

  show() {
    const now = this.rows.at(-1);
    this.words(now);
    const {width, height} = fit(this.canvas, this.context), c = this.context;
    c.clearRect(0, 0, width, height);
    const [low, high] = this.range();
    const y = v => height - PAD - (v - low) / (high - low) * (height - 2 * PAD), last = this.times.at(-1);
    const x = t => width - (last - t) / SPAN_S * width;
    c.lineWidth = 1;
    c.strokeStyle = theme.grid;
    c.beginPath();
    for (const edge of [low, high]) {
      c.moveTo(0, Math.round(y(edge)) + 0.5);
      c.lineTo(width, Math.round(y(edge)) + 0.5);
    }
    c.stroke();
    for (let k = 0; k < now.length; k++) this.line(c, k, x, y, now.length);
    this.scale(c, low, high, height);
  }

  // The numbers above the curve, each in the colour of its line; more than three would not fit.
  words(now) {
    if (now.length > 3) return write(this.values, `${now.length} lines`);
    if (this.values.children.length !== now.length)
      this.values.replaceChildren(...now.map((_, k) => {
        const one = make('span');
        if (now.length > 1) one.style.color = lines[k % lines.length];
        return one;
      }));
    now.forEach((v, k) => write(this.values.children[k], number(v)));
  }

  range() {
    let low = Infinity, high = -Infinity;
    for (const row of this.rows)
      for (const v of row)
        if (Number.isFinite(v)) {
          low = Math.min(low, v);
          high = Math.max(high, v);
        }
    if (low > high) return [0, 1];
    if (low >= 0 && low < 0.5 * high) low = 0;
    if (high - low < 1e-6 + 0.02 * Math.abs(high)) return [low - 0.5 * Math.max(0.02, Math.abs(high)), high + 0.5 * Math.max(0.02, Math.abs(high))];
    return [low, high];
  }

  line(c, k, x, y, of) {
    c.strokeStyle = lines[k % lines.length];
    c.lineWidth = of > 4 ? 1.4 : 2;
    c.lineJoin = 'round';
    c.beginPath();
    let pen = false;
    this.rows.forEach((row, i) => {
      const v = row[k];
      if (!Number.isFinite(v)) {
        pen = false;
        return;
      }
      if (pen) c.lineTo(x(this.times[i]), y(v));
      else c.moveTo(x(this.times[i]), y(v));
      pen = true;
    });
    c.stroke();
  }

  scale(c, low, high, height) {
    c.font = `11px ${theme.font}`;
    c.fillStyle = theme.soft;
    c.strokeStyle = theme.paper;
    c.lineWidth = 4;
    for (const [v, y, baseline] of [[high, PAD, 'top'], [low, height - PAD, 'bottom']]) {
      c.textBaseline = baseline;
      c.strokeText(number(v), 3, y);
      c.fillText(number(v), 3, y);
    }
  }
}

export class Curves {
  constructor(tabs, cells) {
    this.tabs = tabs;
    this.cells = cells;
    this.shown = 'features';
  }

  describe({features, inputs}) {
    this.groups = {
      features: features.map(f => [f.id, new Curve(f)]),
      inputs: inputs.map((input, i) => [i, new Curve({id: input.name, unit: input.unit, what: 'an input of the mapping'})]),
    };
    this.buttons = Object.entries({features: 'Features', inputs: 'Inputs of the mapping'}).filter(([id]) => this.groups[id].length)
      .map(([id, text]) => make('button', {role: 'tab', 'data-id': id, 'aria-controls': 'curve-cells', onclick: () => this.open(id)}, text));
    this.tabs.replaceChildren(...this.buttons);
    this.open(this.groups[this.shown].length ? this.shown : this.groups.features.length ? 'features' : 'inputs');
  }

  open(id) {
    this.shown = id;
    for (const b of this.buttons) b.setAttribute('aria-selected', b.dataset.id === id);
    this.cells.replaceChildren(...this.groups[id].map(([, curve]) => curve.element));
  }

  push(state) {
    for (const [id, curve] of this.groups.features) if (state.features?.[id] !== undefined) curve.push(state.time_s, state.features[id]);
    for (const [i, curve] of this.groups.inputs) if (state.inputs?.[i] !== undefined) curve.push(state.time_s, state.inputs[i]);
  }

  draw() {
    if (!this.cells.clientHeight) return;
    for (const [, curve] of this.groups[this.shown]) if (curve.rows.length) curve.show();
  }
}
