// SPDX-License-Identifier: MIT
// Places of a BVH file's joints by Assimp (the command `assimp` of Debian's assimp-utils): its scene as JSON, whose nodes stand in
// the order of the file. A node without an animation channel keeps its transformation.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const turned = ([w, x, y, z], [a, b, c]) => {
  const tx = 2 * (y * c - z * b), ty = 2 * (z * a - x * c), tz = 2 * (x * b - y * a);
  return [a + w * tx + y * tz - z * ty, b + w * ty + z * tx - x * tz, c + w * tz + x * ty - y * tx];
};
const product = ([a, b, c, d], [e, f, g, h]) => {
  const q = [a * e - b * f - c * g - d * h, a * f + b * e + c * h - d * g, a * g - b * h + c * e + d * f, a * h + b * g - c * f + d * e];
  const length = Math.hypot(...q);
  return q.map((v) => v / length);
};
const key = (keys, frame) => keys[Math.min(frame, keys.length - 1)][1];

function scene_of(path) {
  const folder = mkdtempSync(join(tmpdir(), 'readers-'));
  try {
    const json = join(folder, 'scene.json');
    execFileSync('assimp', ['export', path, json, '-fassjson'], { stdio: 'ignore' });
    return JSON.parse(readFileSync(json, 'utf8').replace(/-?\bnan\b|-?\binf\b/g, '0'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function assimp_reader(path) {
  const scene = scene_of(path);
  const channels = new Map(scene.animations[0].channels.map((c) => [c.name, c]));
  const joints = [];
  const visit = (node, parent) => {
    const index = joints.length;
    const m = node.transformation;
    joints.push({ parent, offset: [m[3], m[7], m[11]], channel: channels.get(node.name) });
    for (const child of node.children ?? []) visit(child, index);
  };
  visit(scene.rootnode, -1);
  const places = (frame) => {
    const done = [];
    for (const { parent, offset, channel } of joints) {
      const place = channel ? key(channel.positionkeys, frame) : offset;
      const turn = channel ? key(channel.rotationkeys, frame) : [1, 0, 0, 0];
      const above = done[parent];
      done.push(above ? { place: turned(above.turn, place).map((v, i) => v + above.place[i]), turn: product(above.turn, turn) }
                      : { place, turn });
    }
    return done.map((d) => d.place);
  };
  return { joints: joints.length, places };
}
