// SPDX-License-Identifier: MIT
// The camera of this computer, for movement. Pictures stay in the page.
const REASONS = {
  NotAllowedError: 'The browser was not allowed to use the camera; allow it beside the address, then press Move again.',
  NotFoundError: 'There is no camera at this computer; connect one, then press Move again.',
  NotReadableError: 'The camera is in use by another program; close that one, then press Move again.',
};

export class Camera {
  // seen(video, time_s): a new picture; ended(sentence): it was taken away
  constructor(video, seen, ended) { Object.assign(this, {video, seen, ended, on: false}); }

  async start() {
    if (!navigator.mediaDevices?.getUserMedia) throw new Error('This browser gives a page no camera; open the page in Chromium, Firefox or Safari, from a file or by https.');
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({video: {width: {ideal: 640}, height: {ideal: 480}, frameRate: {ideal: 30}}, audio: false});
    } catch (e) {
      throw new Error(REASONS[e.name] || `The camera does not start: ${e.message}`);
    }
    this.stream.getVideoTracks()[0].onended = () => {
      this.stop();
      this.ended('The camera was unplugged; connect it, then press Move again.');
    };
    this.video.srcObject = this.stream;
    await this.video.play();
    this.on = true;
    this.next();
  }
  next() {
    if (!this.on) return;
    const seen = now => {
      if (!this.on) return;
      this.seen(this.video, now / 1000);
      this.next();
    };
    if (this.video.requestVideoFrameCallback) this.video.requestVideoFrameCallback(seen);
    else setTimeout(() => seen(performance.now()), 33);
  }
  stop() {
    this.on = false;
    this.stream?.getTracks().forEach(track => track.stop());
    this.video.srcObject = null;
  }
}
