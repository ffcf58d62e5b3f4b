// SPDX-License-Identifier: MIT
// The Record button: counts in, so that there is time to walk from the keyboard to the place, and ends by itself after a chosen time.

export class Recorder {
  constructor(countIn, recordFor, send) {
    Object.assign(this, {countIn, recordFor, send, until: 0});
  }

  // Seconds until recording begins; 0: not counting.
  get counting() { return this.until ? Math.max(0, (this.until - performance.now()) / 1000) : 0; }

  press(mode) {
    if (this.until) return this.cancel();
    if (mode === 'recording') return this.send('record_stop');
    const seconds = Number(this.countIn.value);
    if (!seconds) return this.send('record_start');
    this.until = performance.now() + 1000 * seconds;
    this.timer = setTimeout(() => {
      this.cancel();
      this.send('record_start');
    }, 1000 * seconds);
  }

  cancel() {
    clearTimeout(this.timer);
    this.until = 0;
  }

  watch({mode, time_s}) {
    if (mode !== 'recording') {
      this.began = undefined;
      return;
    }
    if (this.began === undefined) this.began = time_s;
    const seconds = Number(this.recordFor.value);
    if (!seconds || time_s - this.began < seconds) return;
    this.began = Infinity;  // once
    this.send('record_stop');
  }
}
