// SPDX-License-Identifier: MIT
// Places of a BVH file's joints by three's BVHLoader (npm `three`), which adds a joint's position to its OFFSET.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export async function three_reader(modules) {
  const require = createRequire(join(modules, 'x.js'));
  const loader = require.resolve('three/examples/jsm/loaders/BVHLoader.js');
  const { BVHLoader } = await import(pathToFileURL(loader));
  return (path) => {
    const { skeleton, clip } = new BVHLoader().parse(readFileSync(path, 'utf8'));
    const moving = skeleton.bones.filter((b) => b.name !== 'ENDSITE');  // two tracks each, in their order
    const places = (frame) => {
      moving.forEach((bone, i) => {
        bone.position.fromArray(clip.tracks[2 * i].values, 3 * frame);
        bone.quaternion.fromArray(clip.tracks[2 * i + 1].values, 4 * frame);
      });
      skeleton.bones[0].updateMatrixWorld(true);
      return skeleton.bones.map((b) => b.matrixWorld.elements.slice(12, 15));
    };
    return { joints: skeleton.bones.length, places };
  };
}
