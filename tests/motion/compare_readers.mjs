// SPDX-License-Identifier: MIT
// usage: compare_readers.mjs JOINTS_OF_BVH NODE_MODULES FILE...
// Where every joint is, in up to 200 frames of every file, against Assimp and three, read once and after a round trip through our
// writer. Prints the greatest difference of each file in parts of the body's height and fails above 1e-4. A reader that is not here
// is left out, in words.
import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { assimp_reader } from './reader_assimp.mjs';
import { three_reader } from './reader_three.mjs';

const kAllowed = 1e-4, kFrames = 200;
const [program, modules, ...files] = process.argv.slice(2);

async function readers() {
  const found = [];
  try {
    execFileSync('assimp', ['version'], { stdio: 'ignore' });
    found.push({ name: 'assimp', rule: 'replace', read: assimp_reader });
  } catch {
    console.log('Assimp is left out: there is no command assimp; it comes with the package assimp-utils.');
  }
  try {
    found.push({ name: 'three', rule: 'add', read: await three_reader(modules) });
  } catch (e) {
    console.log(`three is left out: there is no npm package three (${e.code ?? e.message}).`);
  }
  return found;
}

const ours = (file, rule, times, step) =>
  JSON.parse(execFileSync(program, [file, rule, times, String(step)], { maxBuffer: 1 << 30 }));

// The greatest distance between our joints and theirs, in body heights.
function difference(mine, theirs, step) {
  if (theirs.joints !== mine.joints.length) throw new Error(`${mine.joints.length} joints against ${theirs.joints}`);
  let greatest = 0;
  mine.places.forEach((frame, i) => {
    const other = theirs.places(i * step);
    frame.forEach((p, j) => {
      const d = Math.hypot(...p.map((v, axis) => v - other[j][axis])) / mine.height;
      if (!(d <= greatest)) greatest = d;
    });
  });
  return greatest;
}

const found = await readers();
if (found.length === 0 || files.length === 0) {
  console.log(files.length ? 'No other reader is here.' : 'No BVH file is here.');
  process.exit(77);
}
let failed = false;
console.log(['file', 'joints', 'frames', ...found.flatMap((r) => [r.name, `${r.name} again`])].join('\t'));
for (const file of files) {
  const { frames } = ours(file, 'replace', 'once', 1e9);
  const step = Math.max(1, Math.ceil(frames / kFrames));
  const row = [];
  let joints = 0;
  for (const reader of found) {
    const theirs = reader.read(file);
    for (const times of ['once', 'again']) {
      const mine = ours(file, reader.rule, times, step);
      joints = mine.joints.length;
      const d = difference(mine, theirs, step);
      if (!(d <= kAllowed)) failed = true;
      row.push(d.toExponential(1));
    }
  }
  console.log([basename(file), joints, frames, ...row].join('\t'));
}
if (failed) {
  console.log(`A joint is farther than ${kAllowed} of the body's height from where another reader has it.`);
  process.exit(1);
}
