// SPDX-License-Identifier: MIT
// node bench/web_train.mjs TRAIN.wasm TRAIN_HERE FOLDER [SECONDS]: training of a web page (apps/web/train, built by tools/trainer) on the
// WAV files of FOLDER (tools/get_data violin FOLDER) on one core. Prints CPU time of a step, as WebAssembly and on this machine with
// baseline kernels in turns; the size of the module; then, from the start, the distance to notes that were not trained on after so many
// seconds of CPU time (60), in which reading, compiling and analysing are included.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import zlib from 'node:zlib';

const STEPS = 6, ROUNDS = 3, WARM = 3;  // the first steps are compiled while they run
const [wasm, trainHere, folder, seconds = '60'] = process.argv.slice(2);
const worker = fs.readFileSync(new URL('../apps/web/train/worker.js', import.meta.url), 'utf8');
const Trainer = vm.runInThisContext(`${worker};Trainer`);
const cpu_s = () => { const {user, system} = process.cpuUsage(); return (user + system) / 1e6; };
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];

function wav(file) {  // 16 bits, 24 bits or floats, mixed to mono
  const b = fs.readFileSync(file);
  let channels = 1, rate = 44100, bits = 16, data = b.subarray(0, 0);
  for (let at = 12; at + 8 <= b.length;) {
    const id = b.toString('latin1', at, at + 4), n = b.readUInt32LE(at + 4);
    if (id === 'fmt ') [channels, rate, bits] = [b.readUInt16LE(at + 10), b.readUInt32LE(at + 12), b.readUInt16LE(at + 22)];
    if (id === 'data') data = b.subarray(at + 8, at + 8 + n);
    at += 8 + n + (n & 1);
  }
  const value = {16: o => data.readInt16LE(o) / 32768, 24: o => data.readIntLE(o, 3) / 8388608, 32: o => data.readFloatLE(o)}[bits];
  const samples = new Float32Array(data.length / (bits / 8) / channels);
  for (let i = 0; i < samples.length; ++i)
    for (let c = 0; c < channels; ++c) samples[i] += value((i * channels + c) * bits / 8) / channels;
  return {name: path.basename(file), samples, rate};
}

const files = fs.readdirSync(folder).filter(f => f.endsWith('.wav')).sort().map(f => wav(path.join(folder, f)));
if (!files.length) throw new Error(`there is no WAV file in '${folder}'`);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'bench_web_train_'));
process.on('exit', () => fs.rmSync(scratch, {recursive: true}));

function native() {  // CPU seconds of each step
  const all = files.flatMap(({name, samples, rate}) => {
    const file = path.join(scratch, `${name}.f32`);
    fs.writeFileSync(file, new Uint8Array(samples.buffer));
    return [name, String(rate), file];
  });
  const said = execFileSync(trainHere, ['{}', String(WARM + STEPS), path.join(scratch, 'here.partials'), ...all],
                            {env: {...process.env, PARTIALS_ISA: 'base'}, encoding: 'utf8'});
  return said.trim().split('\n').slice(1).map(line => JSON.parse(line)).filter(r => r.step > WARM && !r.validated).map(r => r.cpu_s);
}

async function web() {
  const trainer = await Trainer.load(fs.readFileSync(wasm), () => {});
  await trainer.add(files);
  trainer.begin({});
  const spent = [];
  for (let i = 0; i < WARM + STEPS; ++i) {
    const from = cpu_s();
    trainer.run(0);
    if (i >= WARM) spent.push(cpu_s() - from);
  }
  return spent;
}

const bytes = fs.readFileSync(wasm);
console.log(`train.wasm: ${bytes.length} bytes, ${zlib.gzipSync(bytes, {level: 9}).length} compressed`);
const ours = [], theirs = [];
for (let i = 0; i < ROUNDS; ++i) ours.push(...await web()), theirs.push(...native());
console.log(`a step: WebAssembly ${median(ours).toFixed(3)} s, baseline kernels ${median(theirs).toFixed(3)} s of CPU: ${(median(ours) / median(theirs)).toFixed(2)} times`);

const from = cpu_s(), trainer = await Trainer.load(bytes, () => {});
await trainer.add(files);
trainer.begin({minutes: 1000});  // of the clock, which other work on the machine stretches
console.log(`${files.length} recordings are analysed after ${(cpu_s() - from).toFixed(1)} s of CPU`);
for (let done = false; !done && cpu_s() - from < Number(seconds);) {
  const made = trainer.run(100);
  done = made.done;
  if (!made.validated) continue;
  const {step, validation, metric} = trainer.report();
  console.log(`after ${(cpu_s() - from).toFixed(1)} s, ${step} steps: ${validation.toFixed(2)} ${metric.unit}`);
}
const {step, best, metric} = trainer.report();
console.log(`after ${(cpu_s() - from).toFixed(1)} s of CPU, ${step} steps: the best is ${best.toFixed(2)} ${metric.unit}`);
