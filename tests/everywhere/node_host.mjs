// SPDX-License-Identifier: MIT
// The player of the page in node; what it plays comes as JSON from node_host.py.
import {readFileSync, writeFileSync} from 'node:fs';

const job = JSON.parse(readFileSync(0, 'utf8'));
const {Machine} = await import(`data:text/javascript;base64,${readFileSync(job.machine).toString('base64')}`);
const module = await WebAssembly.compile(readFileSync(job.module));
const model = readFileSync(job.model), other = readFileSync(job.other);
const voice = new Float32Array(new Uint8Array(readFileSync(`${job.folder}/sung.f32`)).buffer);

for (const part of job.parts) {
  const first = await Machine.open(module);
  first.load(model, 'model', {kind: part.kind, rate: job.rate, values: part.values});
  const machine = Machine.copy(module, first.image());  // as the sound thread has it
  const sound = new Float32Array(2 * job.samples);
  for (let at = 0; at < job.samples; at += job.block) {
    for (const e of part.events) {
      if (e.at < at || e.at >= at + job.block) continue;
      if (e.status) machine.midi(e.at - at, e.status, e.data1, e.data2);
      else machine.set(e.at - at, e.data1, e.value);
    }
    if (part.kind) for (const channel of machine.in) channel.set(voice.subarray(at, at + job.block));
    machine.process(job.block, part.kind ? 2 : 0);
    for (let i = 0; i < job.block; ++i) for (const c of [0, 1]) sound[2 * (at + i) + c] = machine.out[c][i];
    if (part.program_at >= at && part.program_at < at + job.block) {  // as the C program: loaded between two blocks
      const {x} = machine, place = x.web_take(other.length), name = machine.give('other');
      new Uint8Array(x.memory.buffer, place, other.length).set(other);
      if (x.partials_load_memory(x.web_player(), place, other.length, name)) throw new Error('the other model does not load');
      machine.look();
    }
  }
  writeFileSync(`${job.folder}/node.${part.name}.f32`, sound);
}
