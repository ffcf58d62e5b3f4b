// SPDX-License-Identifier: MIT
// apps/web/train in node: a Worker as a page has one, over node's worker_threads.
import fs from 'node:fs';
import {fileURLToPath} from 'node:url';
import {Worker as NodeWorker} from 'node:worker_threads';

const here = name => fileURLToPath(new URL(`../../apps/web/train/${name}`, import.meta.url));
export const workerText = fs.readFileSync(here('worker.js'), 'utf8');

const SCOPE = `const {parentPort} = require('node:worker_threads');
  globalThis.WorkerGlobalScope = class {};
  globalThis.postMessage = (message, transferred) => parentPort.postMessage(message, transferred);
  parentPort.on('message', data => onmessage({data}));\n`;

let made = '';
globalThis.Worker = class {
  constructor() {
    this.thread = new NodeWorker(SCOPE + made.replace("'use strict';", ''), {eval: true});
    this.thread.on('message', data => this.onmessage({data}));
    this.thread.on('error', error => this.onerror(error));
  }
  postMessage(message) { this.thread.postMessage(message); }
  terminate() { this.thread.terminate(); }
};
globalThis.Blob = class { constructor([text]) { made = text; } };
URL.createObjectURL = () => 'blob:';
URL.revokeObjectURL = () => {};

export const {setTrainer, startTraining, checkRecordings} = await import(here('train.js'));

// Five notes of a second: ten partials that fade one after another, and a little breath.
export function notes(rate = 44100) {
  let seed = 1;
  const noise = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 1073741824 - 1;
  return [220, 246.94, 261.63, 293.66, 329.63].map((hz, note) => {
    const samples = new Float32Array(rate + 4000 * note);
    for (let i = 0; i < samples.length; ++i) {
      const t = i / rate, ends = samples.length / rate - t, level = Math.min(1, t / 0.03, ends / 0.05);
      for (let k = 1; k <= 10; ++k) samples[i] += 0.15 * level / k * Math.exp(-0.3 * k * t) * Math.sin(2 * Math.PI * hz * k * t);
      samples[i] += 0.002 * level * noise();
    }
    return {name: `note${Math.round(hz)}`, samples, rate};
  });
}
