// SPDX-License-Identifier: MIT
// How movement arrives: age of the last packet, latency from packet to output, packets a second and what is lost. A word and a colour for
// each, and the numbers.
import {make, write} from './look.js';

const FRESH_MS = 100, LATE_MS = 500, QUICK_MS = 20, SLOW_MS = 60;
const NEVER_MS = 24 * 3600 * 1000;  // nothing has arrived since the program began
const RECENT_S = 2;

const ms = v => v < 10 ? `${v.toFixed(1)} ms` : v < 1000 ? `${Math.round(v)} ms` : v < 60000 ? `${(v / 1000).toFixed(1)} s` : `${Math.round(v / 60000)} min`;

export function ageWords(age) {
  if (!Number.isFinite(age) || age > NEVER_MS) return ['none', 'nothing has arrived', ''];
  if (age < FRESH_MS) return ['good', 'arrives', `${ms(age)} old`];
  return age < LATE_MS ? ['fair', 'late', `${ms(age)} old`] : ['bad', 'silent', `for ${ms(age)}`];
}
export function latencyWords(latency) {
  if (!Number.isFinite(latency)) return null;
  const [sort, word] = latency < QUICK_MS ? ['good', 'quick'] : latency < SLOW_MS ? ['fair', 'noticeable'] : ['bad', 'slow'];
  return [sort, word, ms(latency)];
}
// lost: channels that are not seen now.
export function packetWords(a_second, lost) {
  if (!Number.isFinite(a_second)) return null;
  return [lost ? 'bad' : a_second > 0 ? 'good' : 'none', `${Math.round(a_second)} a second`, lost ? `${lost} ${lost === 1 ? 'channel' : 'channels'} lost` : ''];
}

export class Arrival {
  constructor(place) {
    this.recent = [];
    this.entries = ['Movement', 'Latency', 'Packets'].map(name => {
      const word = make('span', {class: 'word'}), more = make('span', {class: 'more'}), entry = make('dd', {}, make('i'), word, more);
      const title = make('dt', {}, name);
      place.append(title, entry);
      return {title, entry, word, more};
    });
  }

  show({time_s, packet_age_ms: age, latency_ms: latency, lost = 0, packets}) {
    if (this.recent.length && (time_s < this.recent.at(-1)[0] || packets < this.recent.at(-1)[1])) this.recent = [];
    this.recent.push([time_s, packets]);
    while (this.recent.length > 2 && this.recent[1][0] < time_s - RECENT_S) this.recent.shift();
    const [[from_s, before]] = this.recent, [sort] = ageWords(age ?? NaN);
    this.write(0, ageWords(age ?? NaN));
    this.write(1, sort === 'none' ? null : latencyWords(latency ?? NaN));
    this.write(2, !packets || time_s - from_s < 0.5 ? null : packetWords((packets - before) / (time_s - from_s), lost));
  }

  gone() { this.write(0, ['bad', 'the program is gone', '']); }

  write(i, said) {
    const {title, entry, word, more} = this.entries[i];
    title.hidden = entry.hidden = !said;
    if (!said) return;
    if (entry.dataset.sort !== said[0]) entry.dataset.sort = said[0];
    write(word, said[1]);
    write(more, said[2]);
  }
}
