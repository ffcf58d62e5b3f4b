// SPDX-License-Identifier: MIT
// How movement arrives: age of the last packet, latency from packet to output, packets lost. A word and a colour for each, and the
// milliseconds.
import {make, write} from './look.js';

const FRESH_MS = 100, LATE_MS = 500, QUICK_MS = 20, SLOW_MS = 60;
const RECENT = 300;  // states, about ten seconds

const ms = v => v < 10 ? `${v.toFixed(1)} ms` : v < 1000 ? `${Math.round(v)} ms` : v < 60000 ? `${(v / 1000).toFixed(1)} s` : `${Math.round(v / 60000)} min`;

export function ageWords(age) {
  if (!Number.isFinite(age)) return ['none', 'nothing has arrived', ''];
  if (age < FRESH_MS) return ['good', 'arrives', `${ms(age)} old`];
  return age < LATE_MS ? ['fair', 'late', `${ms(age)} old`] : ['bad', 'silent', `for ${ms(age)}`];
}
export function latencyWords(latency) {
  if (!Number.isFinite(latency)) return null;
  const [sort, word] = latency < QUICK_MS ? ['good', 'quick'] : latency < SLOW_MS ? ['fair', 'noticeable'] : ['bad', 'slow'];
  return [sort, word, ms(latency)];
}
export function lossWords(lost, packets) {
  if (!packets) return null;
  const part = 100 * lost / (packets + lost), sort = part < 0.5 ? 'good' : part < 5 ? 'fair' : 'bad';
  return [sort, part === 0 ? 'none lost' : 'lost', part === 0 ? '' : `${part < 10 ? part.toFixed(1) : Math.round(part)} %`];
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

  show({packet_age_ms: age, latency_ms: latency, lost = 0, packets = 0}) {
    this.recent.push([lost, packets]);
    if (this.recent.length > RECENT || packets < this.recent[0][1]) this.recent.shift();
    const [lost0, packets0] = this.recent[0];
    this.write(0, ageWords(age ?? NaN));
    this.write(1, latencyWords(latency ?? NaN));
    this.write(2, lossWords(lost - lost0, packets - packets0));
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
