// SPDX-License-Identifier: MIT
// Landmarks of MediaPipe Pose as joints in a room. World landmarks are metres around the hips, y downwards, z away from the camera; they
// say nothing of where the hips are. Image landmarks do, in parts of the picture: the trunk's size in both tells metres per picture.
// Here x is to the picture's right, y up, z towards the camera, and the middle of the picture is the origin. The way towards the camera
// is not told (z of the hips is 0).

const COUNT = 33, TRUNK = [0, 11, 12, 23, 24], LEFT_HIP = 23, RIGHT_HIP = 24;  // nose, shoulders, hips
const SETTLE_S = 0.5;  // time constant of metres per picture, which changes slowly

// Root mean square distance of the trunk's landmarks from their middle.
function spread(points, stretch) {
  const x = TRUNK.map(i => points[i].x * stretch), y = TRUNK.map(i => points[i].y), mean = a => a.reduce((s, v) => s + v, 0) / a.length;
  const mx = mean(x), my = mean(y);
  return Math.sqrt(mean(x.map((v, i) => (v - mx) ** 2 + (y[i] - my) ** 2)));
}

export class Room {
  constructor() { this.metres = 0; }

  // world, image: 33 landmarks {x, y, z, visibility}; aspect: width of the picture over its height. Returns 132 numbers, or null
  // where the landmarks are none.
  place(world, image, aspect, time_s) {
    if (world?.length !== COUNT || image?.length !== COUNT) return null;
    const metres = spread(world, 1) / spread(image, aspect);  // of the picture's height
    if (!Number.isFinite(metres)) return null;
    const part = this.metres ? 1 - Math.exp(-Math.max(0, time_s - this.time) / SETTLE_S) : 1;
    this.metres += part * (metres - this.metres);
    this.time = time_s;
    const hips = k => (image[LEFT_HIP][k] + image[RIGHT_HIP][k]) / 2;
    const x = (hips('x') - 0.5) * aspect * this.metres, y = (0.5 - hips('y')) * this.metres;
    const out = world.flatMap((p, i) => [p.x + x, y - p.y, -p.z, p.visibility ?? image[i].visibility ?? 1]);
    return out.every(Number.isFinite) ? out : null;
  }
}
