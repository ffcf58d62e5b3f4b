// SPDX-License-Identifier: MIT
// A camera that looks at a point from a distance and can be turned around it: by the pointer, the wheel and the arrow keys. On a page that
// scrolls, the wheel zooms with the control key alone.

const NEAREST_M = 1, FARTHEST_M = 15, FOCAL = 1.9;  // focal length in half heights of the picture
const START = {yaw: 0.42, pitch: 0.14, distance: 3.2};

export class Orbit {
  constructor(canvas, changed, scrolls = false) {
    this.target = [0, 1, 0];
    this.mirror = false;
    this.above = 0;  // part of the picture's height, at its top, that is kept free for words
    this.reset();
    this.changed = changed;
    this.scrolls = scrolls;
    this.follow(canvas);
  }

  reset() { Object.assign(this, START); }

  turn(yaw, pitch) {
    this.yaw += yaw;
    this.pitch = Math.max(-0.3, Math.min(1.5, this.pitch + pitch));
    this.changed();
  }

  zoom(factor) {
    this.distance = Math.max(NEAREST_M, Math.min(FARTHEST_M, this.distance * factor));
    this.changed();
  }

  // Sets the size of the picture in pixels, once a frame before points are projected.
  frame(width, height) {
    this.width = width;
    this.height = height;
    this.sy = Math.sin(this.yaw);
    this.cy = Math.cos(this.yaw);
    this.sp = Math.sin(this.pitch);
    this.cp = Math.cos(this.pitch);
  }

  // [x, y, z] in m to [x in px, y in px, px a metre, depth in m]; null behind the camera.
  project(p) {
    const x = p[0] - this.target[0], y = p[1] - this.target[1], z = p[2] - this.target[2];
    const side = x * this.cy - z * this.sy, ahead = x * this.sy + z * this.cy;
    const up = y * this.cp - ahead * this.sp, depth = this.distance - (y * this.sp + ahead * this.cp);
    if (depth < 0.2) return null;
    const free = this.height * (1 - this.above), scale = FOCAL * free / 2 / depth;
    return [this.width / 2 + (this.mirror ? -side : side) * scale, this.height - free / 2 - up * scale, scale, depth];
  }

  follow(canvas) {
    let from = null;
    canvas.addEventListener('pointerdown', e => {
      from = [e.clientX, e.clientY];
      canvas.setPointerCapture(e.pointerId);
    });
    canvas.addEventListener('pointermove', e => {
      if (!from) return;
      this.turn((this.mirror ? 1 : -1) * (e.clientX - from[0]) * 0.008, (e.clientY - from[1]) * 0.006);
      from = [e.clientX, e.clientY];
    });
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { from = null; });
    canvas.addEventListener('wheel', e => {
      if (this.scrolls && !e.ctrlKey) return;
      e.preventDefault();
      this.zoom(Math.exp(e.deltaY * 0.001));
    }, {passive: false});
    canvas.addEventListener('dblclick', () => {
      this.reset();
      this.changed();
    });
    canvas.addEventListener('keydown', e => this.key(e));
  }

  key(e) {
    const steps = {
      ArrowLeft: () => this.turn(0.1, 0), ArrowRight: () => this.turn(-0.1, 0), ArrowUp: () => this.turn(0, 0.08),
      ArrowDown: () => this.turn(0, -0.08), '+': () => this.zoom(0.9), '-': () => this.zoom(1.1),
      0: () => { this.reset(); this.changed(); },
    };
    if (!steps[e.key] || e.ctrlKey || e.altKey || e.metaKey) return;
    e.preventDefault();
    steps[e.key]();
  }
}
