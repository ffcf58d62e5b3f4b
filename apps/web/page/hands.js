// SPDX-License-Identifier: MIT
// Hands and body in front of the camera, by MediaPipe Pose, whose files `partials serve` hands out where they are; pictures stay in the page.
// Of the hands values are 0 to 1; across is seen as in a mirror, up is up. Landmarks have the names and axes of `partials body watch`.
const LEFT_WRIST = 15, RIGHT_WRIST = 16;  // of MediaPipe's landmarks
const SEEN = 0.5;                         // visibility from which a hand counts
export const HANDS = [['right_across', 'Right across'], ['right_up', 'Right up'], ['left_across', 'Left across'], ['left_up', 'Left up']];
// MediaPipe's landmarks, in its order (src/families/motion/senders/mediapipe.cpp).
const LANDMARKS = ['nose', 'left_eye_inner', 'left_eye', 'left_eye_outer', 'right_eye_inner', 'right_eye', 'right_eye_outer', 'left_ear', 'right_ear', 'mouth_left',
  'mouth_right', 'left_shoulder', 'right_shoulder', 'left_elbow', 'right_elbow', 'left_wrist', 'right_wrist', 'left_pinky', 'right_pinky', 'left_index',
  'right_index', 'left_thumb', 'right_thumb', 'left_hip', 'right_hip', 'left_knee', 'right_knee', 'left_ankle', 'right_ankle', 'left_heel', 'right_heel',
  'left_foot', 'right_foot'];
// The joints of a body in the order of kBodyJoints, each the middle of two landmarks (apps/body/session_page.cpp); the second one is the
// chest, between neck and hips.
const JOINTS = [[23, 24], null, [11, 12], [7, 8], ...[11, 13, 15, 23, 25, 27, 31, 12, 14, 16, 24, 26, 28, 32].map(i => [i, i])];
const CHEST = 0.65;  // of the way from the hips to the neck
export const isLandmark = id => LANDMARKS.includes(id.replace(/\.[xyz]$/, '')) && /\.[xyz]$/.test(id);
export const hasHands = document.documentElement.hasAttribute('data-mediapipe');

function loadScript(src) {
  return new Promise((done, failed) => {
    const script = document.createElement('script');
    Object.assign(script, {src, onload: done, onerror: () => failed(new Error('The server has no MediaPipe; get it with: tools/get_data pose'))});
    document.head.append(script);
  });
}

export class Hands {
  constructor() {
    this.now = Object.fromEntries(HANDS.map(([id]) => [id, 0.5]));
    this.picture = document.createElement('canvas');
  }
  async open() {
    if (!window.Pose) await loadScript('mediapipe/pose.js');
    this.pose = new window.Pose({locateFile: file => `mediapipe/${file}`});
    this.pose.setOptions({modelComplexity: 0, smoothLandmarks: true, enableSegmentation: false});
    this.pose.onResults(({poseLandmarks, poseWorldLandmarks}) => this.found(poseLandmarks, poseWorldLandmarks));
    await this.pose.initialize();
  }
  // One picture at a time; those that come meanwhile are passed over.
  async look(video) {
    if (this.busy) return;
    this.busy = true;
    const {videoWidth: width, videoHeight: height} = video;
    if (this.picture.width !== width || this.picture.height !== height) [this.picture.width, this.picture.height] = [width, height];
    this.picture.getContext('2d').drawImage(video, 0, 0);
    try {
      await this.pose.send({image: this.picture});
    } finally {
      this.busy = false;
    }
  }
  found(landmarks, world) {
    if (!landmarks) return;
    landmarks.forEach(({x, y, z}, i) => Object.assign(this.now, {[`${LANDMARKS[i]}.x`]: x, [`${LANDMARKS[i]}.y`]: 1 - y, [`${LANDMARKS[i]}.z`]: -z}));
    if (world) this.body = bodyOf(world);
    for (const [side, at] of [['left', LEFT_WRIST], ['right', RIGHT_WRIST]]) {
      const {x, y, visibility = 1} = landmarks[at];
      if (!(visibility > SEEN)) continue;
      this.now[`${side}_across`] = Math.min(1, Math.max(0, 1 - x));
      this.now[`${side}_up`] = Math.min(1, Math.max(0, 1 - y));
    }
    this.pictures = (this.pictures || 0) + 1;
  }
}

// Coordinates of all joints in metres, y up, z towards the camera.
function bodyOf(world) {
  const of = axis => {
    const joints = JOINTS.map(pair => pair && (world[pair[0]][axis] + world[pair[1]][axis]) / 2);
    joints[1] = CHEST * joints[2] + (1 - CHEST) * joints[0];
    return joints;
  };
  const [x, y, z] = ['x', 'y', 'z'].map(of);
  return Float32Array.from(x.flatMap((_, i) => [x[i], -y[i], -z[i]]));
}
