// SPDX-License-Identifier: MIT
// Hands in front of the camera, by MediaPipe Pose, whose files `partials serve` hands out where they are; pictures stay in the page. All
// values are 0 to 1; across is seen as in a mirror, up is up.
const LEFT_WRIST = 15, RIGHT_WRIST = 16;  // of MediaPipe's landmarks
const SEEN = 0.5;                         // visibility from which a hand counts
export const HANDS = [['right_across', 'Right across'], ['right_up', 'Right up'], ['left_across', 'Left across'], ['left_up', 'Left up']];
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
    this.pose.onResults(({poseLandmarks}) => this.found(poseLandmarks));
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
  found(landmarks) {
    if (!landmarks) return;
    for (const [side, at] of [['left', LEFT_WRIST], ['right', RIGHT_WRIST]]) {
      const {x, y, visibility = 1} = landmarks[at];
      if (!(visibility > SEEN)) continue;
      this.now[`${side}_across`] = Math.min(1, Math.max(0, 1 - x));
      this.now[`${side}_up`] = Math.min(1, Math.max(0, 1 - y));
    }
    this.pictures = (this.pictures || 0) + 1;
  }
}
