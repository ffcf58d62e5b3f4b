// SPDX-License-Identifier: MIT
// node voices.mjs SOURCE MODULE.wasm MODEL VOICES SECONDS: plays that many held voices in blocks of 128, as the page's sound thread does, and
// prints seconds of CPU time of this process (with the compiler's threads) and the energy of the left channel.
import {readFileSync} from 'node:fs';

const [source, wasm, model, voices, seconds] = process.argv.slice(2);
const {Machine} = await import(`data:text/javascript;base64,${readFileSync(`${source}/apps/web/page/machine.js`).toString('base64')}`);
const module = await WebAssembly.compile(readFileSync(wasm)), twin = await Machine.open(module);
twin.load(readFileSync(model), 'model', {rate: 48000});
const machine = Machine.copy(module, twin.image()), blocks = Math.floor(seconds * 48000 / 128);
let energy = 0;
const play = count => {
  for (let b = 0; b < count; ++b) {
    machine.process(128, 0);
    const left = machine.out[0];
    for (let i = 0; i < 128; ++i) energy += left[i] * left[i];
  }
};
play(375);  // a second of silence: the module is compiled anew while it runs at first
for (let v = 0; v < voices; ++v) machine.midi(0, 0x90, 55 + 3 * v, 90);
const began = process.cpuUsage();
play(blocks);
const {user, system} = process.cpuUsage(began);
console.log(((user + system) / 1e6).toFixed(4), energy.toPrecision(9));
