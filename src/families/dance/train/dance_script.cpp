// SPDX-License-Identifier: MIT
// The script of pages that show dances: every <div class="dance"> becomes a stage with a slider.
#include "families/dance/train/dance_page.h"

namespace partials::dance {
namespace {

constexpr std::string_view kScript = R"js('use strict';
const SIDES = {'-1': '#ffb454', 1: '#5cc8ff', 0: '#eef2f6'}, FAINT = 0.55, GAP_M = 1.6;

class Stage {
  constructor(box) {
    Object.assign(this, JSON.parse(box.querySelector('script').textContent));
    this.frames = Math.max(...this.dances.map(d => d.frames.length));
    this.at = 0;
    this.yaw = 0.35;
    this.distance = 4.2;
    this.playing = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.build(box);
    this.listen(box);
    requestAnimationFrame(t => this.tick(t));
  }

  build(box) {
    const add = (tag, style, parent = box) => {
      const e = parent.appendChild(document.createElement(tag));
      e.style.cssText = style;
      return e;
    };
    this.canvas = add('canvas', 'display:block;width:100%;height:min(62vh,34rem);background:#0e1116;touch-action:pan-y;cursor:grab');
    this.canvas.setAttribute('role', 'img');
    this.canvas.setAttribute('aria-label', 'Moving figures: ' + this.dances.map(d => this.title(d)).join('; '));
    const bar = add('div', 'display:flex;gap:.75rem;align-items:center;margin:.5rem 0;color:#b4c0cb');
    this.button = add('button', 'font:inherit;min-width:6rem;padding:.3rem .8rem;background:#1b222b;color:#eef2f6;border:1px solid #39434f;border-radius:.4rem', bar);
    this.slider = add('input', 'flex:1;accent-color:#4fdc8c', bar);
    Object.assign(this.slider, {type: 'range', min: 0, max: this.frames - 1, value: 0});
    this.slider.setAttribute('aria-label', 'Moment');
    this.time = add('span', 'min-width:4.5rem;text-align:right;font-variant-numeric:tabular-nums', bar);
  }

  title(d) { return (d.made ? 'made: ' : 'real: ') + d.name; }

  listen(box) {
    const play = () => { this.playing = !this.playing; };
    this.button.onclick = play;
    this.slider.oninput = () => { this.at = +this.slider.value; };
    addEventListener('keydown', e => {
      if (e.key !== ' ' || e.target.closest('button, input')) return;
      e.preventDefault();
      play();
    });
    let from = null;
    this.canvas.onpointerdown = e => { from = e.clientX; this.canvas.setPointerCapture(e.pointerId); };
    this.canvas.onpointermove = e => {
      if (from === null) return;
      this.yaw -= (e.clientX - from) * 0.008;
      from = e.clientX;
    };
    this.canvas.onpointerup = this.canvas.onpointercancel = () => { from = null; };
    this.canvas.addEventListener('wheel', e => {
      if (!e.ctrlKey) return;
      e.preventDefault();
      this.distance = Math.max(1.5, Math.min(12, this.distance * Math.exp(e.deltaY * 0.002)));
    }, {passive: false});
  }

  tick(now) {
    if (this.playing && this.last !== undefined) this.at = (this.at + (now - this.last) / 1000 * this.rate_hz) % this.frames;
    this.last = now;
    this.button.textContent = this.playing ? 'Pause' : 'Play';
    this.slider.value = Math.floor(this.at);
    this.time.textContent = (this.at / this.rate_hz).toFixed(1) + ' s';
    this.draw();
    requestAnimationFrame(t => this.tick(t));
  }

  // Figures that do not share a place stand beside each other, each over its own part of the floor.
  joints(d, frame) {
    const row = d.frames[Math.min(frame, d.frames.length - 1)], out = [];
    for (let i = 0; i < row.length; i += 3) out.push([row[i] / 1000, row[i + 1] / 1000, row[i + 2] / 1000]);
    return out;
  }

  draw() {
    const c = this.canvas.getContext('2d'), fine = Math.min(2, devicePixelRatio || 1);
    const width = this.canvas.clientWidth, height = this.canvas.clientHeight;
    if (this.canvas.width !== Math.round(width * fine)) this.canvas.width = Math.round(width * fine);
    if (this.canvas.height !== Math.round(height * fine)) this.canvas.height = Math.round(height * fine);
    c.setTransform(fine, 0, 0, fine, 0, 0);
    c.clearRect(0, 0, width, height);
    const bodies = this.dances.map(d => this.joints(d, Math.floor(this.at)));
    const apart = this.apart ??= this.far(bodies);
    const middle = bodies.map((b, i) => apart ? [b[0][0] - (i - (bodies.length - 1) / 2) * GAP_M * Math.cos(this.yaw), b[0][2] + (i - (bodies.length - 1) / 2) * GAP_M * Math.sin(this.yaw)]
      : [0, 2].map(a => bodies.reduce((s, o) => s + o[0][a], 0) / bodies.length));
    const sy = Math.sin(this.yaw), cy = Math.cos(this.yaw), scale = height * 1.55;
    this.project = (p, m) => {
      const x = p[0] - m[0], z = p[2] - m[1], side = x * cy - z * sy, ahead = x * sy + z * cy, y = p[1] - 0.95;
      const depth = this.distance - ahead, up = y + ahead * 0.12;
      return [width / 2 + side * scale / depth, height * 0.52 - up * scale / depth, scale / depth, depth];
    };
    bodies.forEach((b, i) => this.figure(c, b, middle[i], this.dances[i]));
  }

  // Whether the figures were not recorded in one place: then they stand side by side.
  far(bodies) { return this.dances.length < 3 || bodies.some(b => Math.hypot(b[0][0] - bodies[0][0][0], b[0][2] - bodies[0][0][2]) > 3); }

  figure(c, joints, middle, d) {
    const at = joints.map(j => this.project(j, middle)), flat = joints.map(j => this.project([j[0], 0, j[2]], middle));
    c.lineCap = 'round';
    for (const [a, b] of this.bones) this.line(c, flat[a], flat[b], '#05070a', 0.06, 0.6);
    for (const [a, b] of this.bones) this.line(c, at[a], at[b], SIDES[this.sides[b] || this.sides[a]], 0.05, d.made ? 1 : FAINT);
    c.globalAlpha = d.made ? 1 : FAINT;
    c.fillStyle = SIDES[0];
    if (this.head) {
      const [x, y, s] = at[this.head];
      c.beginPath();
      c.arc(x, y - 0.08 * s, 0.09 * s, 0, 7);
      c.fill();
    }
    c.globalAlpha = 1;
    c.fillStyle = '#b4c0cb';
    c.font = '15px system-ui, sans-serif';
    c.textAlign = 'center';
    c.fillText(this.title(d), flat[0][0], flat[0][1] + 30);
  }

  line(c, a, b, colour, metres, alpha) {
    c.globalAlpha = alpha;
    c.strokeStyle = colour;
    c.lineWidth = metres * (a[2] + b[2]) / 2;
    c.beginPath();
    c.moveTo(a[0], a[1]);
    c.lineTo(b[0], b[1]);
    c.stroke();
  }
}
document.querySelectorAll('.dance').forEach(box => new Stage(box));
)js";

}  // namespace

std::string_view dance_script() { return kScript; }

}  // namespace partials::dance
