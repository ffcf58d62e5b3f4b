// SPDX-License-Identifier: MIT
// The microphone, for an effect: as it is, without the browser's processing, which would remove what is to be heard.
const REASONS = {
  NotAllowedError: 'The browser was not allowed to use the microphone; allow it beside the address, then press Sing into it again.',
  NotFoundError: 'There is no microphone at this computer; connect one, then press Sing into it again.',
  NotReadableError: 'The microphone is in use by another program; close that one, then press Sing into it again.',
};

export class Microphone {
  // ended(sentence): it was taken away
  constructor(ended) { this.ended = ended; }

  async start(context, node) {
    if (!navigator.mediaDevices?.getUserMedia) throw new Error('This browser gives a page no microphone; open the page in Chromium, Firefox or Safari, from a file or by https.');
    try {
      this.stream = await navigator.mediaDevices.getUserMedia(
        {audio: {echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1}, video: false});
    } catch (e) {
      throw new Error(REASONS[e.name] || `The microphone does not start: ${e.message}`);
    }
    this.source = context.createMediaStreamSource(this.stream);
    this.source.connect(node);
    this.stream.getAudioTracks()[0].onended = () => {
      this.stop();
      this.ended('The microphone was unplugged; connect it, then press Sing into it again.');
    };
  }
  stop() {
    this.source?.disconnect();
    this.stream?.getTracks().forEach(track => track.stop());
    this.source = this.stream = null;
  }
}
