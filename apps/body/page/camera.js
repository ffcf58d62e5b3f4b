// SPDX-License-Identifier: MIT
// Movement from this computer's camera: MediaPipe Pose, whose files come from the program, runs in the page; landmarks go to the
// program, pictures go nowhere.
import {Room} from './landmarks.js';

const RATE_OVER_S = 2;
const SMALL = 0, USUAL = 1;            // MediaPipe's modelComplexity: the network called lite, and the one called full
const QUICK_MS = 18, SLOW_MS = 60;     // of the network a picture: quick enough for the usual one, too slow for it

function loadScript(src) {
  return new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = done;
    script.onerror = () => failed(new Error(`The program has no ${src}; get it with: tools/get_data pose`));
    document.head.append(script);
  });
}

function openCamera() {
  if (!navigator.mediaDevices) throw new Error('This browser gives no camera to a page; try Chromium or Firefox.');
  return navigator.mediaDevices.getUserMedia({video: {width: {ideal: 640}, height: {ideal: 480}, frameRate: {ideal: 30}}, audio: false})
    .catch(e => {
      throw new Error(e.name === 'NotAllowedError' ? 'The browser was not allowed to use the camera; allow it beside the address.'
        : e.name === 'NotFoundError' ? 'There is no camera at this computer.' : `The camera does not start: ${e.message}`);
    });
}

export class Camera {
  // tell(words): what it does, for the button; trouble(sentence): it has stopped by itself.
  constructor(video, {tell, trouble}) {
    Object.assign(this, {video, tell, trouble, on: false});
    this.picture = document.createElement('canvas');
  }

  async start() {
    this.on = true;
    try {
      this.tell('Camera starts');
      this.stream = await openCamera();
      this.video.srcObject = this.stream;
      await this.video.play();
      this.video.hidden = false;
      this.stream.getVideoTracks()[0].onended = () => this.fail('The camera was taken away.');
      await this.load();
      if (!this.on) return;
      this.room = new Room();
      this.countAnew();
      this.next();
    } catch (e) {
      this.fail(e.message);
    }
  }

  async load() {
    if (this.pose) return;
    this.tell('Camera: loading');
    if (!window.Pose) await loadScript('mediapipe/pose.js');
    const pose = new window.Pose({locateFile: file => `mediapipe/${file}`});
    this.complexity = SMALL;
    this.most = USUAL;
    pose.setOptions({modelComplexity: SMALL, smoothLandmarks: false, enableSegmentation: false});  // the features have their own filter
    pose.onResults(results => this.found(results));
    await pose.initialize();
    this.pose = pose;
  }

  next() {
    if (!this.on) return;
    const seen = (now, picture) => this.look((picture?.captureTime ?? now) / 1000);
    if (this.video.requestVideoFrameCallback) this.video.requestVideoFrameCallback(seen);
    else requestAnimationFrame(seen);
  }

  // MediaPipe takes its picture some time after it is asked, when the video would have gone on: the landmarks would be of another moment
  // than time_s.
  keep() {
    const {videoWidth: width, videoHeight: height} = this.video;
    if (this.picture.width !== width) this.picture.width = width;
    if (this.picture.height !== height) this.picture.height = height;
    this.picture.getContext('2d').drawImage(this.video, 0, 0);
  }

  async look(time_s) {
    if (!this.on) return;
    this.time_s = time_s;
    this.keep();
    const asked = performance.now();
    try {
      await this.pose.send({image: this.picture});
    } catch (e) {
      return this.fail(`MediaPipe stopped: ${e.message || e}`);
    }
    this.count(performance.now() - asked);
    this.next();
  }

  found({poseWorldLandmarks: world, poseLandmarks: image}) {
    if (!this.on) return;
    const landmarks = this.room.place(world, image, this.video.videoWidth / this.video.videoHeight, this.time_s);
    this.seen = Boolean(landmarks);
    if (!landmarks || this.posting) return;
    this.posting = true;  // the newest goes when the one before has arrived
    fetch('camera', {
      method: 'POST', headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({time_s: this.time_s, landmarks: landmarks.map(v => Math.round(v * 1e5) / 1e5)}),
    }).catch(() => {}).finally(() => { this.posting = false; });
  }

  count(took_ms) {
    this.counted++;
    this.busy_ms += took_ms;
    const span_s = (performance.now() - this.since) / 1000;
    if (span_s < RATE_OVER_S) return;
    const rate = this.counted / span_s;
    this.tell(this.seen ? `Camera: ${rate < 10 ? rate.toFixed(1) : Math.round(rate)} a second` : 'Camera: nobody seen');
    this.choose(this.busy_ms / this.counted);
    this.countAnew();
  }

  // Begins with the small network; a machine that is quick gets the usual one, unless it was too slow for it before.
  choose(took_ms) {
    const wanted = took_ms < QUICK_MS ? this.most : took_ms > SLOW_MS ? SMALL : this.complexity;
    if (wanted === this.complexity) return;
    if (wanted === SMALL) this.most = SMALL;
    this.complexity = wanted;
    this.pose.setOptions({modelComplexity: wanted});
  }

  countAnew() {
    this.counted = this.busy_ms = 0;
    this.since = performance.now();
  }

  stop() {
    this.on = false;
    this.stream?.getTracks().forEach(t => t.stop());
    this.video.srcObject = null;
    this.video.hidden = true;
    this.tell('Camera');
  }

  fail(sentence) {
    if (!this.on) return;
    this.stop();
    this.trouble(sentence);
  }
}
