// SPDX-License-Identifier: MIT
// The script of pages that show dances: every <div class="dance"> becomes a stage with a slider. Where an
// <audio> stands in it, its time chooses the frame.
#include "families/dance/train/dance_page.h"
#include "report/page_script.h"

namespace partials::dance {
namespace {

constexpr std::string_view kStage = R"js(
const FAINT = 0.55, GAP_M = 1.6, APART_M = 3, HEAD_UP_M = 0.08, NAME_DOWN_PX = 30, DISTANCE_M = 2.7;

class Stage {
  constructor(box) {
    Object.assign(this, JSON.parse(box.querySelector('script').textContent));
    this.colours = this.sides.map(s => s < 0 ? theme.left : s > 0 ? theme.right : theme.ink);
    this.frames = Math.max(...this.dances.map(d => d.frames.length));
    this.at = 0;
    this.sound = box.querySelector('audio');
    this.running = !this.sound && !calm();
    this.build(box);
    Object.assign(this.orbit = new Orbit(this.canvas, () => {}, true), {yaw: 0.35, distance: DISTANCE_M, target: [0, 0.95, 0]});
    this.listen();
    requestAnimationFrame(t => this.tick(t));
  }

  build(box) {
    const add = (parent, tag, style, attributes = {}) => parent.appendChild(make(tag, {style, ...attributes}));
    this.canvas = add(box, 'canvas', `display:block;width:100%;height:min(62vh,34rem);background:${theme.paper};touch-action:pan-y;cursor:grab`,
      {tabindex: 0, role: 'img', 'aria-label': 'Moving figures: ' + this.dances.map(d => this.title(d)).join('; ')});
    const bar = add(box, 'div', 'display:flex;gap:.75rem;align-items:center;margin:.5rem 0;color:#b4c0cb');
    this.button = add(bar, 'button', 'font:inherit;min-width:6rem;padding:.3rem .8rem;background:#1b222b;color:#eef2f6;border:1px solid #39434f;border-radius:.4rem');
    this.slider = add(bar, 'input', 'flex:1;accent-color:#4fdc8c', {type: 'range', min: 0, max: this.frames - 1, step: 'any', value: 0, 'aria-label': 'Moment'});
    this.time = add(bar, 'span', 'min-width:4.5rem;text-align:right;font-variant-numeric:tabular-nums');
  }

  title(d) { return (d.made ? 'made: ' : 'real: ') + d.name; }

  listen() {
    this.button.onclick = () => this.play();
    this.slider.oninput = () => this.go(+this.slider.value);
    addEventListener('keydown', e => {
      if (e.key !== ' ' || e.target.closest('button, input')) return;
      e.preventDefault();
      this.play();
    });
  }

  play() {
    if (!this.sound) this.running = !this.running;
    else if (this.sound.paused) this.sound.play();
    else this.sound.pause();
  }

  go(frame) {
    this.at = frame;
    if (this.sound) this.sound.currentTime = frame / this.rate_hz;
  }

  tick(now) {
    if (this.sound) {
      this.running = !this.sound.paused && !this.sound.ended;
      this.at = Math.min(this.sound.currentTime * this.rate_hz, this.frames - 1);
    } else if (this.running && this.last !== undefined) {
      this.at = (this.at + (now - this.last) / 1000 * this.rate_hz) % this.frames;
    }
    this.last = now;
    write(this.button, this.running ? 'Pause' : 'Play');
    this.slider.value = this.at;
    write(this.time, (this.at / this.rate_hz).toFixed(1) + ' s');
    this.draw();
    requestAnimationFrame(t => this.tick(t));
  }

  joints(d) {
    const row = d.frames[Math.min(Math.floor(this.at), d.frames.length - 1)], out = [];
    for (let i = 0; i < row.length; i += 3) out.push([row[i] / 1000, row[i + 1] / 1000, row[i + 2] / 1000, TRACKED]);
    return out;
  }

  draw() {
    const c = this.canvas.getContext('2d'), {width, height} = fit(this.canvas, c);
    c.clearRect(0, 0, width, height);
    this.orbit.frame(width, height);
    drawFloor(c, this.orbit, 0);
    const all = this.dances.map(d => this.joints(d));
    this.apart ??= this.far(all);
    all.forEach((joints, i) => this.figure(c, this.placed(joints, i, all), this.dances[i]));
  }

  // Whether the figures were not recorded in one place: then they stand side by side.
  far(all) { return all.length < 3 || all.some(b => Math.hypot(b[0][0] - all[0][0][0], b[0][2] - all[0][0][2]) > APART_M); }

  // Around the middle of all, or each over its own part of the floor, side by side as the camera sees them.
  placed(joints, i, all) {
    const middle = [0, 2].map(a => this.apart ? joints[0][a] : all.reduce((s, b) => s + b[0][a], 0) / all.length);
    const aside = this.apart ? (i - (all.length - 1) / 2) * GAP_M : 0;
    const [x, z] = [middle[0] - aside * this.orbit.cy, middle[1] + aside * this.orbit.sy];
    return joints.map(j => [j[0] - x, j[1], j[2] - z, j[3]]);
  }

  figure(c, joints, d) {
    const alpha = d.made ? 1 : FAINT, places = joints.map(j => this.orbit.project(j));
    const body = {joints, places, bones: this.bones, sides: this.colours, head: this.head || -1, headUp: HEAD_UP_M, alpha};
    drawShadow(c, this.orbit, 0, body);
    drawBones(c, body);
    drawJoints(c, body);
    const under = this.orbit.project([joints[0][0], 0, joints[0][2]]);
    if (!under) return;
    c.fillStyle = theme.soft;
    c.font = `15px ${theme.font}`;
    c.textAlign = 'center';
    c.fillText(this.title(d), under[0], under[1] + NAME_DOWN_PX);
  }
}
document.querySelectorAll('.dance').forEach(box => new Stage(box));
)js";

}  // namespace

std::string dance_script() {
  const std::string_view modules[] = {page_script("look.js"), page_script("orbit.js"),
                                      page_script("bones.js"), kStage};
  return "<script type=\"module\">" + joined_modules(modules) + "</script>\n";
}

}  // namespace partials::dance
