// SPDX-License-Identifier: MIT
// node tests/web_train/train_node.mjs TRAIN.wasm TRAIN_HERE PARTIALS: training in a Worker, against the same training
// on this machine with baseline kernels. Guards against: another loss, a model that other hosts refuse, a stop without
// a model, errors that are not a sentence.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {checkRecordings, notes, setTrainer, startTraining, workerText} from './node_page.mjs';

const [wasm, trainHere, partials] = process.argv.slice(2);
const STEPS = 12, DIGITS = 6;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'train_node_'));
process.on('exit', () => fs.rmSync(folder, {recursive: true}));
const at = name => path.join(folder, name);
const env = {...process.env, PARTIALS_ISA: 'base', XDG_DATA_HOME: folder};
setTrainer(workerText, Promise.resolve(fs.readFileSync(wasm)));

// Trains to the end; hear(report, training) may stop it.
function trained(options, hear = () => {}) {
  return new Promise((done, fail) => {
    const reports = [], models = [];
    const training = startTraining({
      files: notes(), preset: 'small', seed: 1, ...options,
      onModel: (bytes, {last}) => models.push({bytes, last}),
      onError: sentence => fail(new Error(sentence)),
      onProgress: report => {
        reports.push(report);
        hear(report, training);
        if (report.phase === 'finished') done({reports, models});
      },
    });
  });
}
const refusal = options => trained(options).then(() => '', error => error.message);
const digits = x => Number(x).toPrecision(DIGITS);

function native() {
  const files = notes().flatMap(({name, rate, samples}) => {
    fs.writeFileSync(at(`${name}.f32`), new Uint8Array(samples.buffer));
    return [name, String(rate), at(`${name}.f32`)];
  });
  const said = execFileSync(trainHere, ['{"preset":"small"}', String(STEPS), at('native.partials'), ...files], {env, encoding: 'utf8'});
  return said.trim().split('\n').slice(1).map(line => JSON.parse(line));
}

function plays(model) {
  fs.writeFileSync(at('web.partials'), model);
  const card = JSON.parse(execFileSync(partials, ['inspect', at('web.partials'), '--json'], {env, encoding: 'utf8'}));
  execFileSync(partials, ['render', at('web.partials'), at('tune.mid'), '-o', at('out.wav'), '--format', 'float32'], {env, stdio: 'pipe'});
  const sound = fs.readFileSync(at('out.wav'));
  const samples = new Float32Array(sound.buffer.slice(sound.byteOffset + sound.length - 4 * 40000, sound.byteOffset + sound.length));
  assert.ok(samples.some(x => Math.abs(x) > 0.01), 'it is silent');
  return card;
}
// One note of MIDI: A3 for a second.
fs.writeFileSync(at('tune.mid'), Buffer.from('4d546864000000060000000101e04d54726b0000000d00903964874080394000ff2f00', 'hex'));

// check says what it heard, and how far it is.
const listening = [];
const heard = await new Promise((done, fail) => checkRecordings({
  files: notes(), onChecked: done, onError: s => fail(new Error(s)), onProgress: p => listening.push(p.done),
}));
assert.equal(heard.dataset.recordings.length, 5);
assert.match(heard.text, /notes from A3 to E4/);

// The same training as on this machine.
const {reports, models} = await trained({steps: STEPS, slice_ms: 0, name: 'From a page', licence: 'CC0-1.0'});
const steps = reports.filter(r => r.phase === 'training' && r.loss), ours = native();
assert.ok(reports.some(r => r.phase === 'listening' && r.done === 1));
assert.equal(steps.at(-1).step, STEPS);
for (const r of ours) {
  const same = steps.find(s => s.step === r.step && s.validated === r.validated);
  assert.equal(digits(same.loss), digits(r.loss), `the loss of step ${r.step}`);
  assert.equal(digits(same.best), digits(r.best), `the distance at step ${r.step}`);
}
assert.ok(models.some(m => !m.last), 'it could not be played while it learned');
assert.ok(models.at(-1).last);
const card = plays(models.at(-1).bytes).card;
assert.equal(card.name, 'From a page');
assert.equal(card.licence, 'CC0-1.0');
plays(models[0].bytes);

// A stop leaves a model, also before the first validation.
for (const when of [1, 10]) {
  const stopped = await trained({}, (report, training) => { if (report.step >= when) training.stop(); });
  assert.equal(plays(stopped.models.at(-1).bytes).card.interrupted, true);
  assert.ok(stopped.reports.at(-1).step < 50);
}

// Errors are sentences.
const silence = {name: 'silence', samples: new Float32Array(44100), rate: 44100};
assert.equal(await refusal({files: []}), 'There are no recordings; drop some of one instrument.');
assert.match(await refusal({files: [silence]}), /'silence' is silent; record it again, louder\./);
assert.match(await refusal({files: [{...silence, samples: new Float32Array([NaN])}]}), /not a finite number/);
assert.match(await refusal({preset: 'huge'}), /huge/);
setTrainer(workerText, Promise.resolve(new Uint8Array(8)));
assert.match(await refusal({}), /WebAssembly/);

console.log(`${STEPS} steps: the loss and the distance equal those of this machine to ${DIGITS} digits; the model plays.`);
process.exit(0);
