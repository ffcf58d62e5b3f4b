// SPDX-License-Identifier: MIT
// Words over the figure: what the program does, a count-down, calibration, practice, and what to do first. Legible from three metres.
import {make, number, unitText, write} from './look.js';

const MODES = {idle: 'Ready', recording: 'Recording', training: 'Training', running: 'Running'};
const HINTS = {
  regression: ['Set the wanted values with the handles.', 'Take the pose; R begins and ends it.', 'Do so for other poses, then press T.', 'Press space, and move.'],
  classes: ['Choose a class, or name a new one.', 'Show it; R begins and ends it.', 'Do so for each class, then press T.', 'Press space, and move.'],
  follower: ['Choose a gesture, or name a new one.', 'Make it once; R begins and ends it.', 'Press T.', 'Press space, and make the gesture.'],
};

export class Stage {
  constructor(parts) { Object.assign(this, parts); }

  describe({kind}) {
    this.hints.replaceChildren(...(HINTS[kind] || HINTS.regression).map(text => make('li', {}, text)));
  }

  show(state, countDown) {
    const {mode = 'idle', calibration} = state;
    if (document.body.dataset.mode !== mode) {
      document.body.dataset.mode = mode;
      this.since = state.time_s;
    }
    write(this.word, MODES[mode] || mode);
    const recorded = mode === 'recording' && state.time_s >= this.since ? `${(state.time_s - this.since).toFixed(1)} s` : '';
    write(this.more, recorded);
    const [seconds, words] = countDown > 0 ? [countDown, 'until recording begins'] : this.calibrating(calibration);
    write(this.huge.children[0], seconds > 0 ? String(Math.ceil(seconds)) : '');
    write(this.huge.children[1], words);
    this.showPractice(state.practice);
  }

  calibrating(calibration) {
    const words = {waiting: 'until calibration begins', measuring: 'Move as far as you can'}[calibration?.phase];
    return words ? [calibration.seconds_left, words] : [0, ''];
  }

  showPractice(practice) {
    this.practice.hidden = !practice;
    if (!practice) return;
    const rows = {Repetitions: String(practice.repetitions ?? '–'), Range: `${number(practice.range)} ${unitText(practice.range_unit || '')}`, Smoothness: number(practice.smoothness)};
    if (!this.practice.children.length)
      for (const name of Object.keys(rows)) this.practice.append(make('dt', {}, name), make('dd'));
    [...this.practice.querySelectorAll('dd')].forEach((dd, i) => write(dd, Object.values(rows)[i]));
  }
}
