// SPDX-License-Identifier: MIT
// A body as bones and joints over a floor, as all pages draw it. Left and right have colours; a guessed joint is hollow, a lost one is a
// cross at its last place. A body is {joints: [[x, y, z in m, state]], places: [projected], bones: [[a, b]], sides: [colours], head: index
// of a joint or -1, headUp: m from there to the middle of the head, alpha: 0 to 1}.
import {theme} from './look.js';

export const LOST = 0, INFERRED = 1, TRACKED = 2;

export function drawLine(c, a, b, colour, alpha) {
  if (!a || !b) return;
  c.globalAlpha = alpha;
  c.strokeStyle = colour;
  c.beginPath();
  c.moveTo(a[0], a[1]);
  c.lineTo(b[0], b[1]);
  c.stroke();
}

export function drawFloor(c, orbit, floor) {
  const [x0, , z0] = orbit.target, reach = 3, step = 0.5;
  const cx = Math.round(x0 / step) * step, cz = Math.round(z0 / step) * step;
  c.lineWidth = 1;
  for (let k = -reach; k <= reach + 1e-6; k += step)
    for (const along of [0, 1])
      for (let s = -reach; s < reach; s += step) {
        const a = along ? [cx + k, floor, cz + s] : [cx + s, floor, cz + k];
        const b = along ? [cx + k, floor, cz + s + step] : [cx + s + step, floor, cz + k];
        const fade = 1 - Math.hypot((a[0] + b[0]) / 2 - x0, (a[2] + b[2]) / 2 - z0) / reach;
        if (fade > 0) drawLine(c, orbit.project(a), orbit.project(b), theme.floor, 0.9 * fade);
      }
  c.globalAlpha = 1;
}

export function drawShadow(c, orbit, floor, {bones, joints}) {
  c.lineCap = 'round';
  for (const [a, b] of bones) {
    const flat = [a, b].map(i => orbit.project([joints[i][0], floor, joints[i][2]]));
    if (!flat[0]) continue;
    c.lineWidth = 0.07 * flat[0][2];
    drawLine(c, flat[0], flat[1], theme.shadow, 0.5);
  }
  c.globalAlpha = 1;
}

export function drawBones(c, {bones, joints, places, sides, alpha = 1}) {
  c.lineCap = 'round';
  const order = bones.filter(([a, b]) => places[a] && places[b])
    .sort((p, q) => places[q[0]][3] + places[q[1]][3] - places[p[0]][3] - places[p[1]][3]);
  for (const [a, b] of order) {
    const least = Math.min(joints[a][3], joints[b][3]);
    const side = sides[b] !== theme.ink ? sides[b] : sides[a];
    c.lineWidth = 0.05 * (places[a][2] + places[b][2]) / 2;
    c.setLineDash(least === TRACKED ? [] : [c.lineWidth * 0.7, c.lineWidth * 1.6]);
    drawLine(c, places[a], places[b], side, alpha * (least === LOST ? 0.25 : least === INFERRED ? 0.5 : 0.92));
  }
  c.setLineDash([]);
  c.globalAlpha = 1;
}

export function drawJoints(c, {joints, places, sides, head, headUp = 0, alpha = 1}) {
  places.forEach((p, i) => {
    if (!p) return;
    const r = (i === head ? 0.1 : 0.036) * p[2], up = i === head ? headUp * p[2] : 0, tracked = joints[i][3];
    if (tracked === LOST) return drawCross(c, p);
    c.globalAlpha = alpha;
    c.beginPath();
    c.arc(p[0], p[1] - up, r, 0, 2 * Math.PI);
    c.fillStyle = tracked === TRACKED ? sides[i] : theme.paper;
    c.fill();
    if (tracked === TRACKED) return;
    c.lineWidth = Math.max(2, 0.014 * p[2]);
    c.strokeStyle = sides[i];
    c.stroke();
  });
  c.globalAlpha = 1;
}

function drawCross(c, [x, y]) {
  c.lineWidth = 3;
  for (const s of [-1, 1]) drawLine(c, [x - 7, y - 7 * s], [x + 7, y + 7 * s], theme.record, 1);
}
