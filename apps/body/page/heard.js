// SPDX-License-Identifier: MIT
// What a running mapping recognises, large: the class and how sure it is, or the gesture with its progress as a ring, its speed and how
// sure the follower is.
import {make, plainName, write} from './look.js';

const SVG = 'http://www.w3.org/2000/svg', R = 44, AROUND = 2 * Math.PI * R;

function ring() {
  const svg = document.createElementNS(SVG, 'svg'), circle = () => svg.appendChild(document.createElementNS(SVG, 'circle'));
  svg.setAttribute('viewBox', '0 0 100 100');
  svg.setAttribute('aria-hidden', 'true');
  const back = circle(), front = circle();
  for (const c of [back, front]) for (const [k, v] of Object.entries({cx: 50, cy: 50, r: R, fill: 'none'})) c.setAttribute(k, v);
  back.setAttribute('class', 'ring-back');
  front.setAttribute('class', 'ring-front');
  front.setAttribute('transform', 'rotate(-90 50 50)');
  front.setAttribute('stroke-dasharray', AROUND);
  return {svg, set: part => front.setAttribute('stroke-dashoffset', AROUND * (1 - Math.max(0, Math.min(1, part || 0))))};
}

const percent = part => Number.isFinite(part) ? `${Math.round(100 * part)} %` : '–';

function speedWords(speed) {
  if (!Number.isFinite(speed)) return '';
  if (speed < 0.05) return 'stands still';
  return Math.abs(speed - 1) < 0.08 ? 'as fast as the example' : `${speed.toFixed(1)} times as fast`;
}

export class Heard {
  constructor(place) {
    this.place = place;
    this.ring = ring();
    this.middle = make('b', {class: 'middle'});
    this.name = make('p', {class: 'name'});
    this.detail = make('p', {class: 'detail'});
    place.append(make('div', {class: 'ring'}, this.ring.svg, this.middle), make('div', {}, this.name, this.detail));
  }

  describe({kind}) { this.kind = kind; }

  show({mode, class: found, follower}) {
    const running = mode === 'running';
    this.place.hidden = !running || !(this.kind === 'classes' ? found : this.kind === 'follower' ? follower : null);
    if (this.place.hidden) return;
    if (this.kind === 'classes') this.write(found.name, 'none of these', found.sure, percent(found.sure), 'how sure it is');
    else this.write(follower.gesture, 'no gesture', follower.progress, percent(follower.progress), [speedWords(follower.speed), `${percent(follower.sure)} sure`].filter(Boolean).join(', '));
  }

  write(name, none, part, middle, detail) {
    this.place.classList.toggle('none', !name);
    this.ring.set(part);
    write(this.middle, middle);
    write(this.name, name ? plainName(name) : none);
    write(this.detail, detail);
  }
}
