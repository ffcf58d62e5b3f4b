// SPDX-License-Identifier: MIT
// The class or gesture that the next example is to show: one of those that are there, on the keys 1 to 9, or a new name.
import {make, plainName} from './look.js';

const WORDS = {
  classes: ['Classes', 'The next example shows the chosen one.'],
  follower: ['Gestures', 'One example of each is enough. The next example shows the chosen one.'],
};

export class Classes {
  constructor({section, title, how, rows, form, field}, send) {
    Object.assign(this, {section, title, how, rows, field, send, buttons: []});
    form.addEventListener('submit', e => {
      e.preventDefault();
      const name = field.value.trim();
      if (!name) return;
      send('set_class', {name});
      field.value = '';
      field.blur();
    });
  }

  describe({kind, classes = []}) {
    this.section.hidden = !WORDS[kind];
    if (this.section.hidden) return;
    [this.title.textContent, this.how.textContent] = WORDS[kind];
    this.names = classes;
    this.buttons = classes.map((name, index) => make('button', {role: 'radio', 'aria-checked': 'false', onclick: () => this.choose(index)},
      plainName(name), ...(index < 9 ? [' ', make('kbd', {}, String(index + 1))] : [])));
    this.rows.replaceChildren(...this.buttons);
    this.chosen = null;
  }

  choose(index) {
    if (index < this.buttons.length) this.send('set_class', {index, name: this.names[index]});
  }

  show({example_class: chosen}) {
    if (chosen === this.chosen) return;
    this.chosen = chosen;
    this.buttons.forEach((b, i) => b.setAttribute('aria-checked', this.names[i] === chosen));
  }
}
