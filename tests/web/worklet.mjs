// SPDX-License-Identifier: MIT
// node --expose-gc tests/web/worklet.mjs SOURCE MODULE.wasm MODEL OTHER_MODEL [MINUTES]: the page's sound thread, simulated: ten minutes of
// playing (notes, bends, knobs, another model every half minute, an effect in between) in blocks of 128 samples at 48 kHz. Every block must
// be filled with finite numbers, sound while a note is held, and allocate nothing. Guards against: a lost or broken block, memory that
// grows on the sound thread, a model whose copying takes longer than a block, a player that is kept for ever after another has come.
import {readFileSync} from 'node:fs';

const [source, wasm, first, second, minutes = '10'] = process.argv.slice(2);
const BLOCK = 128, RATE = 48000, BLOCKS = Math.round(minutes * 60 * RATE / BLOCK), SECOND = RATE / BLOCK;
const text = name => readFileSync(`${source}/apps/web/page/${name}`, 'utf8').replace(/^import .*$/gm, '').replace(/^export /gm, '');

let made = null;
const sent = [];
globalThis.currentFrame = 0;
globalThis.AudioWorkletProcessor = class { constructor() { this.port = {postMessage: m => sent.push(m), onmessage: null}; } };
globalThis.registerProcessor = (name, kind) => { made = kind; };
const {Machine, VIEW} = await import(`data:text/javascript;base64,${Buffer.from(`${text('machine.js')}\n${text('worklet.js')}\nexport {Machine, VIEW};`).toString('base64')}`);

const module = await WebAssembly.compile(readFileSync(wasm));
const models = [first, second].map(file => readFileSync(file));
async function image(model, kind) {
  const twin = await Machine.open(module);
  twin.load(models[model], 'model', {kind, rate: RATE});
  return {image: twin.image(), kind};
}
const images = [await image(0, 0), await image(1, 0), await image(0, 1)];
const processor = new made({processorOptions: {module}});
const send = message => processor.port.onmessage({data: message});
const seat = which => send({image: images[which].image.slice(0), kind: images[which].kind});
const fail = sentence => { console.error(`FAILED: ${sentence}`); process.exit(1); };

const inputs = [[new Float32Array(BLOCK)]], outputs = [[new Float32Array(BLOCK), new Float32Array(BLOCK)]], off = [];
const used = () => { gc(); return process.memoryUsage().heapUsed; };
let silent = 0, held = 0, loudest = 0, broken = 0, kept = 0, quiet = 0, longest = 0, seated = 0, came = 0;
const began = process.cpuUsage();
seat(seated);
for (let block = 0; block < BLOCKS; ++block) {
  const second = Math.floor(block / SECOND);
  if (block % Math.round(SECOND / 2) === 0) {  // a note twice a second, of a chord of three; off a second and a half later
    const key = 57 + (block / Math.round(SECOND / 2) * 5) % 24;
    send({midi: [0x90, key, 50 + block % 60]});
    off.push([block + Math.round(1.5 * SECOND), key]);
  }
  while (off.length && off[0][0] <= block) send({midi: [0x80, off.shift()[1], 0]});
  if (block % 40 === 0) send({midi: [0xe0, 0, 64 + (block / 40) % 8]});
  if (block % 64 === 0) send({set: [21 + block / 64 % 7, 0.3 + 0.4 * (block / 64 % 5) / 5]});
  if (block % 12 === 0) send({ask: new Float32Array(VIEW)});
  if (block % Math.round(30 * SECOND) === 0 && block) {
    if (images[seated].kind === 1) silent = -0.5 * SECOND;  // an effect holds no notes: the next one is half a second away
    seat(seated = (seated + 1) % 3);
    came = block;
  }
  if (block > 0 && block === came && !processor.coming) fail('a model is copied at once while another sounds');
  if (block - came > 200 && processor.coming) fail('a model does not come');
  const sings = images[seated].kind === 1;
  for (let i = 0; i < BLOCK; ++i) inputs[0][0][i] = sings ? 0.3 * ((currentFrame + i) * 220 / RATE % 1 - 0.5) : 0;
  const from = performance.now();
  if (!processor.process(inputs, outputs)) fail(`the processor ends at block ${block}`);
  longest = Math.max(longest, performance.now() - from);
  let peak = 0;
  for (const channel of outputs[0]) for (const x of channel) {
    if (!(Math.abs(x) <= 1)) ++broken;
    peak = Math.max(peak, Math.abs(x));
  }
  loudest = Math.max(loudest, peak);
  silent = peak < 1e-4 || silent < 0 ? silent + 1 : 0;
  held = Math.max(held, block > SECOND ? silent : 0);
  if (processor.before) ++kept;
  currentFrame += BLOCK;
  sent.length = 0;
  if (second % 60 === 59 && block % Math.round(SECOND) === 0) {  // a hundred blocks in a row without a message, while a model is copied,
    let more = Infinity;                                          // two play and notes and knobs are due; the least of five, as the
    for (let time = 0; time < 5; ++time) {                        // compiler and others allocate, too
      seat(seated);
      for (let i = 0; i < 20; ++i) {
        send({midi: [i % 2 ? 0x80 : 0x90, 60 + i / 2, 80], at: currentFrame + 500 * i});
        send({set: [21 + i % 7, 0.5], at: currentFrame + 500 * i});
      }
      const before = used();
      for (let i = 0; i < 100; ++i) {
        processor.process(inputs, outputs);
        currentFrame += BLOCK;
      }
      more = Math.min(more, used() - before);
    }
    if (processor.coming) fail('a model does not come within a hundred blocks');
    if (more > 4096) fail(`a hundred blocks allocate ${more} bytes`);
    quiet += 1;
    came = block;
    silent = -0.5 * SECOND;  // what was held has made room
  }
}
const cpu = process.cpuUsage(began);
if (broken) fail(`${broken} samples are no number or above full scale`);
if (held > 0.3 * SECOND) fail(`it is silent for ${(held / SECOND).toFixed(2)} s while notes are held`);
if (kept > 0.3 * BLOCKS) fail(`players are kept for ${(100 * kept / BLOCKS).toFixed(0)} % of the time after another has come`);
if (processor.lost) fail(`${processor.lost} blocks are lost`);
console.log(`${BLOCKS} blocks, ${minutes} minutes: none lost, none broken, peak ${(20 * Math.log10(loudest)).toFixed(1)} dB; ${quiet} times a hundred blocks without an allocation; ` +
            `${(100 * (cpu.user + cpu.system) / 1e6 / (BLOCKS * BLOCK / RATE)).toFixed(1)} % of a core, longest block ${longest.toFixed(2)} ms of ${(1000 * BLOCK / RATE).toFixed(2)}`);
