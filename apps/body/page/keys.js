// SPDX-License-Identifier: MIT
// The keyboard: each key presses the button that shows it. Text fields keep their keys, and space and Enter stay with a focused button
// that was reached by keyboard.
import {make} from './look.js';

export const KEYS = [
  ['r', 'record', 'begin or end an example'], ['t', 'train', 'train the mapping on the examples'], [' ', 'run', 'run the mapping, or stop it'],
  ['c', 'calibrate', 'ten seconds that measure how far you reach'], ['z', 'undo', 'undo the last change of the examples'], ['p', 'take', 'play or pause the take'],
  ['v', 'camera', 'take movement from this computer’s camera'], ['s', 'save', 'save the mapping'], ['n', 'names', 'names of all joints'],
  ['m', 'mirror', 'the figure as a mirror shows it'], ['l', 'large', 'large view, to be read from far away'], ['?', 'help', 'these keys'],
];
const MORE = [['1 to 9', 'choose the class or gesture of the next example'], ['arrows, + −, 0', 'turn the figure, move nearer or away, view from the start (after a click on it)'],
  ['Tab', 'to examples and sliders; arrows move a slider']];

const typing = e => e.matches?.('input:not([type=range]), textarea, select');
const pressable = e => e.matches?.('button, summary, a[href]');

export function listenToKeys(press, number) {
  addEventListener('keydown', e => {
    const undo = (e.ctrlKey || e.metaKey) && e.key === 'z' && !e.shiftKey;
    if (e.defaultPrevented || e.repeat || e.altKey || ((e.ctrlKey || e.metaKey) && !undo)) return;
    if (typing(e.target) || document.querySelector('dialog[open]') || (e.key === ' ' && pressable(e.target))) return;
    const found = KEYS.find(([key]) => key === e.key.toLowerCase());
    const digit = e.target.id === 'figure' ? NaN : Number.parseInt(e.key, 10);
    if (found) press(found[1]);
    else if (digit >= 1) number(digit - 1);
    else return;
    e.preventDefault();
  });
  // After a click the focus would keep the space key from running the mapping.
  addEventListener('click', e => { if (e.detail > 0 && pressable(e.target.closest('button') || e.target)) document.activeElement?.blur?.(); });
}

export function fillHelp(dialog) {
  const row = (key, what) => make('tr', {}, make('th', {scope: 'row'}, make('kbd', {}, key)), make('td', {}, what));
  dialog.replaceChildren(make('h2', {id: 'keys-title'}, 'Keys'),
    make('table', {}, ...KEYS.map(([key, , what]) => row(key === ' ' ? 'space' : key.toUpperCase(), what)), ...MORE.map(([key, what]) => row(key, what))),
    make('button', {onclick: () => dialog.close()}, 'Close'));
}
