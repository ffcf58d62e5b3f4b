// SPDX-License-Identifier: MIT
// The body as bones and joints over a floor. Left and right have colours; a guessed joint is hollow, a lost one is a cross at its last
// place. Names stand at the joint under the pointer, or at all.
import {Orbit} from './orbit.js';
import {calm, colourOfSide, fit, number, plainName, theme} from './look.js';

const LOST = 0, INFERRED = 1, TRACKED = 2;
const TRAIL_MS = 900, NEAR_PX = 26;
const TRAILS = ['left_wrist', 'right_wrist'];

export class Figure {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d');
    this.joints = [];
    this.names = [];
    this.bones = [];
    this.allNames = false;
    this.pointer = null;
    this.trails = new Map();
    this.floor = null;
    this.orbit = new Orbit(canvas, () => this.draw());
    canvas.addEventListener('pointermove', e => {
      this.pointer = [e.offsetX, e.offsetY];
      this.draw();
    });
    canvas.addEventListener('pointerleave', () => {
      this.pointer = null;
      this.draw();
    });
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  describe({joints, bones}) {
    this.names = joints;
    this.sides = joints.map(colourOfSide);
    this.bones = bones;
    this.trails = new Map(joints.flatMap((name, i) => TRAILS.includes(name) ? [[i, []]] : []));
    this.head = joints.indexOf('head');
    this.floor = null;
  }

  show(joints) {
    if (!joints || joints.length !== this.names.length) return;
    this.joints = joints.map((j, i) => j.slice(0, 3).every(Number.isFinite) ? j : [...(this.joints[i] || [0, 0, 0]).slice(0, 3), LOST]);
    this.lead();
    this.trail();
    this.draw();
  }

  // The camera follows the body, and the floor lies under its lowest joint.
  lead() {
    const seen = this.joints.filter(j => j[3] !== LOST);
    if (!seen.length) return;
    const lowest = Math.min(...seen.map(j => j[1])), highest = Math.max(...seen.map(j => j[1]));
    this.floor = this.floor === null || lowest < this.floor - 0.5 ? lowest : Math.min(lowest, this.floor) * 0.5 + this.floor * 0.5;
    const middle = [0, 2].map(a => seen.reduce((s, j) => s + j[a], 0) / seen.length);
    const to = [middle[0], Math.max(this.floor + 0.85, (this.floor + highest) / 2), middle[1]];
    const far = Math.hypot(...to.map((v, i) => v - this.orbit.target[i])) > 1.5;
    const part = far || calm() ? 1 : 0.06;
    this.orbit.target = this.orbit.target.map((v, i) => v + part * (to[i] - v));
  }

  trail() {
    const now = performance.now();
    for (const [i, points] of this.trails) {
      if (this.joints[i][3] !== LOST) points.push([now, ...this.joints[i].slice(0, 3)]);
      while (points.length && now - points[0][0] > TRAIL_MS) points.shift();
    }
  }

  // The next pose is of another time: trails begin anew.
  jump() {
    for (const points of this.trails.values()) points.length = 0;
  }

  // Keeps the top of the picture free for words.
  makeRoom(part) {
    const now = this.orbit.above, to = calm() ? part : now + 0.15 * (part - now);
    this.orbit.above = Math.abs(to - part) < 0.002 ? part : to;
  }

  draw() {
    const {context: c} = this, {width, height} = fit(this.canvas, c);
    c.clearRect(0, 0, width, height);
    this.orbit.frame(width, height);
    if (!this.joints.length) return;
    this.drawFloor(c);
    this.places = this.joints.map(j => this.orbit.project(j));
    this.drawShadow(c);
    if (!calm()) this.drawTrails(c);
    this.drawBones(c);
    this.drawJoints(c);
    this.drawNames(c, width);
  }

  drawFloor(c) {
    const [x0, , z0] = this.orbit.target, reach = 3, step = 0.5;
    const cx = Math.round(x0 / step) * step, cz = Math.round(z0 / step) * step;
    c.lineWidth = 1;
    for (let k = -reach; k <= reach + 1e-6; k += step)
      for (const along of [0, 1])
        for (let s = -reach; s < reach; s += step) {
          const a = along ? [cx + k, this.floor, cz + s] : [cx + s, this.floor, cz + k];
          const b = along ? [cx + k, this.floor, cz + s + step] : [cx + s + step, this.floor, cz + k];
          const fade = 1 - Math.hypot((a[0] + b[0]) / 2 - x0, (a[2] + b[2]) / 2 - z0) / reach;
          if (fade > 0) this.line(c, this.orbit.project(a), this.orbit.project(b), theme.floor, 0.9 * fade);
        }
    c.globalAlpha = 1;
  }

  line(c, a, b, colour, alpha) {
    if (!a || !b) return;
    c.globalAlpha = alpha;
    c.strokeStyle = colour;
    c.beginPath();
    c.moveTo(a[0], a[1]);
    c.lineTo(b[0], b[1]);
    c.stroke();
  }

  drawShadow(c) {
    c.lineCap = 'round';
    for (const [a, b] of this.bones) {
      const flat = [a, b].map(i => this.orbit.project([this.joints[i][0], this.floor, this.joints[i][2]]));
      if (!flat[0]) continue;
      c.lineWidth = 0.07 * flat[0][2];
      this.line(c, flat[0], flat[1], theme.shadow, 0.5);
    }
    c.globalAlpha = 1;
  }

  drawTrails(c) {
    const now = performance.now();
    for (const [i, points] of this.trails)
      for (let k = 1; k < points.length; k++) {
        const a = this.orbit.project(points[k - 1].slice(1)), b = this.orbit.project(points[k].slice(1));
        const fresh = 1 - (now - points[k][0]) / TRAIL_MS;
        if (!a || fresh <= 0) continue;
        c.lineWidth = 0.035 * a[2] * fresh;
        this.line(c, a, b, this.sides[i], 0.5 * fresh);
      }
    c.globalAlpha = 1;
  }

  drawBones(c) {
    const order = this.bones.filter(([a, b]) => this.places[a] && this.places[b])
      .sort((p, q) => this.places[q[0]][3] + this.places[q[1]][3] - this.places[p[0]][3] - this.places[p[1]][3]);
    for (const [a, b] of order) {
      const least = Math.min(this.joints[a][3], this.joints[b][3]);
      const side = this.sides[b] !== theme.ink ? this.sides[b] : this.sides[a];
      c.lineWidth = 0.05 * (this.places[a][2] + this.places[b][2]) / 2;
      c.setLineDash(least === TRACKED ? [] : [c.lineWidth * 0.7, c.lineWidth * 1.6]);
      this.line(c, this.places[a], this.places[b], side, least === LOST ? 0.25 : least === INFERRED ? 0.5 : 0.92);
    }
    c.setLineDash([]);
    c.globalAlpha = 1;
  }

  drawJoints(c) {
    this.places.forEach((p, i) => {
      if (!p) return;
      const r = (i === this.head ? 0.1 : 0.036) * p[2], tracked = this.joints[i][3];
      if (tracked === LOST) return this.drawCross(c, p);
      c.beginPath();
      c.arc(p[0], p[1], r, 0, 2 * Math.PI);
      c.fillStyle = tracked === TRACKED ? this.sides[i] : theme.paper;
      c.fill();
      if (tracked === TRACKED) return;
      c.lineWidth = Math.max(2, 0.014 * p[2]);
      c.strokeStyle = this.sides[i];
      c.stroke();
    });
  }

  drawCross(c, [x, y]) {
    c.lineWidth = 3;
    for (const s of [-1, 1]) this.line(c, [x - 7, y - 7 * s], [x + 7, y + 7 * s], theme.record, 1);
  }

  nearest() {
    if (!this.pointer) return -1;
    let best = -1, least = NEAR_PX;
    this.places.forEach((p, i) => {
      const d = p ? Math.hypot(p[0] - this.pointer[0], p[1] - this.pointer[1]) : Infinity;
      if (d < least) [best, least] = [i, d];
    });
    return best;
  }

  drawNames(c, width) {
    const under = this.nearest(), taken = [];
    const order = this.allNames ? this.places.map((_, i) => i).sort((a, b) => (b === under) - (a === under)) : under < 0 ? [] : [under];
    for (const i of order) {
      const p = this.places[i];
      if (!p) continue;
      const [x, y, z, tracked] = this.joints[i];
      const detail = i === under ? `  ${[x, y, z].map(v => number(Math.round(100 * v) / 100)).join('  ')} m${['  lost', '  guessed', ''][tracked]}` : '';
      this.drawName(c, plainName(this.names[i]) + detail, p, i === under, taken, width);
    }
  }

  drawName(c, text, [x, y], strong, taken, width) {
    c.font = `${strong ? 600 : 500} ${strong ? 17 : 14}px ${theme.font}`;
    const w = c.measureText(text).width + 12, h = strong ? 26 : 20;
    const left = x + 14 + w > width ? Math.max(4, x - 14 - w) : x + 14, box = [left, y - h / 2, left + w, y + h / 2];
    if (!strong && taken.some(t => t[0] < box[2] && box[0] < t[2] && t[1] < box[3] && box[1] < t[3])) return;
    taken.push(box);
    c.fillStyle = theme.label;
    c.beginPath();
    c.roundRect(box[0], box[1], w, h, 5);
    c.fill();
    c.fillStyle = theme.ink;
    c.textBaseline = 'middle';
    c.fillText(text, left + 6, y + 1);
  }

  // One sentence about the figure, for those who do not see it.
  words() {
    const lost = this.names.filter((_, i) => this.joints[i]?.[3] === LOST).map(plainName);
    if (!this.joints.length) return 'No body yet';
    return `A body of ${this.names.length} joints` + (lost.length ? `; lost: ${lost.join(', ')}` : ', all of them seen');
  }
}
