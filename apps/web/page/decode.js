// SPDX-License-Identifier: MIT
// A recording's samples, mono, at the rate of its file. Training knows a recording by the hash of its samples, and `partials eval` knows it
// again: so they are not resampled to the sound's rate, and those of 16 bits, which Chromium divides by 32767 where they are positive, are
// divided by 32768 as everywhere else.

// Of a WAV or FLAC file: its rate in Hz and bits; 0: it is another one.
export function formOf(bytes) {
  const view = new DataView(bytes), end = view.byteLength - 24;
  const word = at => String.fromCharCode(...new Uint8Array(bytes, at, 4));
  if (end < 0) return {rate: 0, bits: 0};
  if (word(0) === 'fLaC') return {rate: view.getUint32(18) >>> 12, bits: (view.getUint32(18) >>> 4 & 31) + 1};
  for (let at = word(0) === 'RIFF' && word(8) === 'WAVE' ? 12 : end + 1; at <= end;) {
    if (word(at) === 'fmt ') return {rate: view.getUint32(at + 12, true), bits: view.getUint16(at + 22, true)};
    const size = view.getUint32(at + 4, true);
    at += 8 + size + size % 2;
  }
  return {rate: 0, bits: 0};
}

const uneven = channel => channel.some(x => x > 0 && x * 32768 % 1);
const even = x => x > 0 ? Math.round(x * 32767) / 32768 : x;

export async function decode(bytes, context) {
  const {rate, bits} = formOf(bytes);
  const decoder = rate >= 8000 && rate <= 96000 ? new OfflineAudioContext(1, 1, rate) : context;  // the rates that browsers have
  const heard = await decoder.decodeAudioData(bytes);
  const n = heard.numberOfChannels, channels = Array.from({length: n}, (_, c) => heard.getChannelData(c));
  const exact = bits === 16 && heard.sampleRate === rate && channels.some(uneven) ? even : x => x;
  const samples = new Float32Array(heard.length);
  for (const channel of channels) channel.forEach((x, i) => { samples[i] += exact(x) / n; });
  return {samples, rate: heard.sampleRate};
}
