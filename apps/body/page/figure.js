// SPDX-License-Identifier: MIT
// The body of the page (bones.js), with the trails of its hands. Names stand at the joint under the pointer, or at all.
import {drawBones, drawFloor, drawJoints, drawLine, drawShadow, LOST} from './bones.js';
import {Orbit} from './orbit.js';
import {calm, colourOfSide, fit, number, plainName, theme} from './look.js';

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
    drawFloor(c, this.orbit, this.floor);
    this.places = this.joints.map(j => this.orbit.project(j));
    drawShadow(c, this.orbit, this.floor, this);
    if (!calm()) this.drawTrails(c);
    drawBones(c, this);
    drawJoints(c, this);
    this.drawNames(c, width);
  }

  drawTrails(c) {
    const now = performance.now();
    for (const [i, points] of this.trails)
      for (let k = 1; k < points.length; k++) {
        const a = this.orbit.project(points[k - 1].slice(1)), b = this.orbit.project(points[k].slice(1));
        const fresh = 1 - (now - points[k][0]) / TRAIL_MS;
        if (!a || fresh <= 0) continue;
        c.lineWidth = 0.035 * a[2] * fresh;
        drawLine(c, a, b, this.sides[i], 0.5 * fresh);
      }
    c.globalAlpha = 1;
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
