// SPDX-License-Identifier: MIT
// Movement in front of the camera without a model: what differs between two pictures, how much of it and where its middle is. All
// values are 0 to 1; across is seen as in a mirror, up is up.
const WIDTH = 96, HEIGHT = 72;  // of the picture that is compared
const NOISE = 24;               // difference of a grey value that a still camera has, of 255
const FULL = 0.12;              // share of the picture that moves in a large movement
const SMOOTH_S = 0.12;          // time constant of the middle; of the amount when it falls

export class Motion {
  constructor() {
    this.canvas = document.createElement('canvas');
    [this.canvas.width, this.canvas.height] = [WIDTH, HEIGHT];
    this.c = this.canvas.getContext('2d', {willReadFrequently: true});
    this.now = {amount: 0, across: 0.5, up: 0.5};
  }

  look(video, time_s) {
    this.c.drawImage(video, 0, 0, WIDTH, HEIGHT);
    const {data} = this.c.getImageData(0, 0, WIDTH, HEIGHT), grey = new Uint8Array(WIDTH * HEIGHT);
    let moved = 0, x = 0, y = 0;
    for (let i = 0; i < grey.length; ++i) {
      grey[i] = (data[4 * i] + 2 * data[4 * i + 1] + data[4 * i + 2]) >> 2;
      const d = this.before ? Math.abs(grey[i] - this.before[i]) - NOISE : 0;
      if (d <= 0) continue;
      const weight = Math.min(d, 64);
      moved += weight;
      x += weight * (i % WIDTH);
      y += weight * Math.floor(i / WIDTH);
    }
    const passed = this.time_s === undefined ? 1 : Math.max(0, time_s - this.time_s), part = 1 - Math.exp(-passed / SMOOTH_S);
    this.time_s = time_s;
    this.before = grey;
    const amount = Math.min(1, moved / 64 / grey.length / FULL), n = this.now;
    n.amount = Math.max(amount, n.amount + part * (amount - n.amount));
    if (amount > 0.02) {
      n.across += part * (1 - x / moved / (WIDTH - 1) - n.across);
      n.up += part * (1 - y / moved / (HEIGHT - 1) - n.up);
    }
    return n;
  }
}
