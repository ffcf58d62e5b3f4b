// SPDX-License-Identifier: MIT
// Canvases that follow their size and the screen's density, in the colours of the window (apps/window/scene/palette.h).
export const INK = {sunk: '#0e1014', panel: '#1a1e25', edge: '#2c333e', raised: '#282e38', text: '#eaedf1', quiet: '#9ea8b6', faint: '#8590a0',
                    blue: '#5bb4f0', orange: '#f5a842'};
export const faded = (hex, part) => hex + Math.round(255 * part).toString(16).padStart(2, '0');

export class Painted {
  constructor(canvas, draw) {
    Object.assign(this, {canvas, draw, w: 0, h: 0, wanted: false});
    new ResizeObserver(() => requestAnimationFrame(() => this.fit())).observe(canvas);  // calls it at first, too
  }
  fit() {
    const {width, height} = this.canvas.getBoundingClientRect(), dense = Math.min(2, devicePixelRatio || 1);
    if (!width || !height) return;
    [this.w, this.h] = [width, height];
    [this.canvas.width, this.canvas.height] = [Math.round(width * dense), Math.round(height * dense)];
    this.c = this.canvas.getContext('2d');
    this.c.setTransform(dense, 0, 0, dense, 0, 0);
    this.paint();
  }
  paint() {
    if (!this.w) return;
    this.c.clearRect(0, 0, this.w, this.h);
    this.draw(this.c, this.w, this.h);
  }
  soon() {  // at most once a frame
    if (this.wanted) return;
    this.wanted = true;
    requestAnimationFrame(() => {
      this.wanted = false;
      this.paint();
    });
  }
}

export function words(c, text, x, y, {size = 10.5, ink = INK.faint, align = 'left', strong = false} = {}) {
  c.font = `${strong ? 600 : 400} ${size}px system-ui, Roboto, sans-serif`;
  c.fillStyle = ink;
  c.textAlign = align;
  c.textBaseline = 'middle';
  c.fillText(text, x, y);
}
export function line(c, x0, y0, x1, y1, ink, width = 1) {
  c.strokeStyle = ink;
  c.lineWidth = width;
  c.beginPath();
  c.moveTo(x0, y0);
  c.lineTo(x1, y1);
  c.stroke();
}
