// SPDX-License-Identifier: MIT
// Cues as buttons: a press fades the outputs to the cue, another press gives them back to movement.
import {make, number, plainName, toggle} from './look.js';

export class Cues {
  constructor(rows, send) {
    Object.assign(this, {rows, send, buttons: []});
  }
  describe({cues = []}) {
    this.buttons = cues.map(({name, fade_s: fade}, index) => make('button', {'aria-pressed': 'false', title: `fades in ${number(fade)} s`,
      onclick: () => this.send(this.called === index ? 'release_cue' : 'call_cue', {index})}, make('span', {class: 'word'}, plainName(name))));
    this.rows.replaceChildren(...this.buttons);
    this.rows.hidden = !cues.length;
    this.called = undefined;
  }
  show({cue = -1}) {
    if (cue === this.called) return;
    this.called = cue;
    this.buttons.forEach((b, i) => toggle(b, i === cue));
  }
}
