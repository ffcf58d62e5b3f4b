// SPDX-License-Identifier: MIT
// Colours, and small helps for what is drawn and written.

export const theme = {
  paper: '#0e1116', ink: '#eef2f6', soft: '#9aa7b4', floor: '#39434f', shadow: '#05070a', label: '#1b222bee', left: '#ffb454',
  right: '#5cc8ff', record: '#ff6666', train: '#ffd166', run: '#4fdc8c', grid: '#252d37',
  font: 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
};
export const lines = ['#5cc8ff', '#ffb454', '#4fdc8c', '#ff8fb1', '#c4a7ff', '#e8e06a', '#7fe3da'];

const still = matchMedia('(prefers-reduced-motion: reduce)');
export const calm = () => still.matches;

export const colourOfSide = name => /^(person\d+\.)?left/.test(name) ? theme.left : /^(person\d+\.)?right/.test(name) ? theme.right : theme.ink;
export const plainName = name => name.replaceAll('_', ' ');

// Three figures, as few characters as may be.
export function number(v) {
  if (v === null || v === undefined || !Number.isFinite(v)) return '–';
  const a = Math.abs(v);
  if (a >= 99995) return v.toExponential(1);
  const text = v.toFixed(a >= 100 ? 0 : a >= 10 ? 1 : a >= 1 || a < 1e-9 ? 2 : 3);
  return /^-0\.?0*$/.test(text) ? text.slice(1) : text.replace('-', '−');
}

// Units as people read them: h2/s2 is h²/s².
export const unitText = unit => (unit || '').replace(/([a-z])([23])/g, (_, u, n) => u + (n === '2' ? '²' : '³'));

// Makes a canvas as fine as the screen; its context then counts in CSS pixels.
export function fit(canvas, context) {
  const width = canvas.clientWidth, height = canvas.clientHeight, fine = Math.min(2, devicePixelRatio || 1);
  if (canvas.width !== Math.round(width * fine) || canvas.height !== Math.round(height * fine)) {
    canvas.width = Math.round(width * fine);
    canvas.height = Math.round(height * fine);
  }
  context.setTransform(fine, 0, 0, fine, 0, 0);
  return {width, height};
}

// An element with attributes, text and children: make('li', {class: 'row'}, 'text', child).
export function make(tag, attributes = {}, ...inside) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (name.startsWith('on')) e.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) e.setAttribute(name, value);
  e.append(...inside);
  return e;
}

// Writes only what changed, so that screen readers are not told the same again.
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
export function toggle(button, on, text) {
  if (button.getAttribute('aria-pressed') !== String(on)) button.setAttribute('aria-pressed', on);
  const word = button.querySelector('.word');
  if (text && word) write(word, text);
}
