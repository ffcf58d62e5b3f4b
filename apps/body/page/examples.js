// SPDX-License-Identifier: MIT
// Examples as rows that can be muted and deleted, also while the mapping plays. "Delete all" asks for a second press.
import {make, write} from './look.js';

const SURE_MS = 4000;

export class Examples {
  constructor({rows, count, none, deleteAll}, send) {
    Object.assign(this, {rows, count, none, deleteAll, send, known: new Map()});
    deleteAll.addEventListener('click', () => this.askAll());
  }

  show(examples = []) {
    const ids = new Set(examples.map(e => e.id));
    for (const [id, row] of this.known)
      if (!ids.has(id)) {
        this.passFocus(row.element);
        row.element.remove();
        this.known.delete(id);
      }
    examples.forEach((e, i) => this.showOne(e, i));
    const muted = examples.filter(e => e.muted).length;
    write(this.count, examples.length ? `${examples.length}${muted ? `, ${muted} muted` : ''}` : '');
    this.none.hidden = examples.length > 0;
    this.deleteAll.hidden = examples.length < 2;
    this.total = examples.length;
  }

  showOne(e, at) {
    const row = this.known.get(e.id) || this.add(e.id);
    if (this.rows.children[at] !== row.element) this.rows.insertBefore(row.element, this.rows.children[at] || null);
    row.muted = Boolean(e.muted);
    row.element.classList.toggle('muted', row.muted);
    write(row.name, e.name || `example ${e.id}`);
    write(row.frames, `${e.frames} ${e.frames === 1 ? 'frame' : 'frames'}`);
    write(row.mute, row.muted ? 'Unmute' : 'Mute');
    row.mute.setAttribute('aria-label', `${row.muted ? 'Unmute' : 'Mute'} ${e.name}`);
    row.remove.setAttribute('aria-label', `Delete ${e.name}`);
  }

  add(id) {
    const row = {name: make('b'), frames: make('span', {class: 'frames'}), muted: false};
    row.mute = make('button', {onclick: () => this.send(row.muted ? 'unmute' : 'mute', {id})});
    row.remove = make('button', {class: 'delete', onclick: () => this.send('delete', {id})}, 'Delete');
    row.element = make('li', {}, row.name, row.frames, row.mute, row.remove);
    this.known.set(id, row);
    return row;
  }

  // Whoever deletes by keyboard goes on at the next row.
  passFocus(element) {
    if (!element.contains(document.activeElement)) return;
    (element.nextElementSibling || element.previousElementSibling)?.querySelector('.delete')?.focus();
  }

  askAll() {
    if (this.deleteAll.classList.contains('sure')) {
      this.calmDown();
      this.send('delete_all');
      return;
    }
    this.deleteAll.classList.add('sure');
    write(this.deleteAll, `Press again to delete all ${this.total}`);
    this.timer = setTimeout(() => this.calmDown(), SURE_MS);
  }

  calmDown() {
    clearTimeout(this.timer);
    this.deleteAll.classList.remove('sure');
    write(this.deleteAll, 'Delete all');
  }
}
