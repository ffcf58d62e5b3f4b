// SPDX-License-Identifier: MIT
// What tools/page has put into the file: the module with and without SIMD, the models, the scripts of the sound thread and of the Worker that
// loads.

export const MODELS = JSON.parse(document.getElementById('models-data').textContent);
export const SOUND = document.getElementById('sound').textContent.trim();
export const LOADER = atob(document.getElementById('loader').textContent.trim());

// A function of one instruction of 128 bits.
const SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

async function inflated(bytes, size) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const out = new Uint8Array(await new Response(stream).arrayBuffer());
  if (out.length !== size) throw new Error('The page is damaged; get it again.');
  return out;
}

// The bytes of one entry; from `planes` on, first all first bytes of its floats are stored, then all second ones, and on.
export async function unpack(name) {
  const {textContent, dataset} = document.getElementById(`data-${name}`);
  const text = atob(textContent), packed = new Uint8Array(text.length), planes = Number(dataset.planes);
  for (let i = 0; i < packed.length; ++i) packed[i] = text.charCodeAt(i);
  const bytes = await inflated(packed, Number(dataset.size));
  if (!planes) return bytes;
  const out = new Uint8Array(bytes.length), n = (bytes.length - planes) / 4;
  out.set(bytes.subarray(0, planes));
  for (let i = 0; i < n; ++i)
    for (let k = 0; k < 4; ++k) out[planes + 4 * i + k] = bytes[planes + k * n + i];
  return out;
}

// The module as bytes, and compiled.
export async function playerModule() {
  if (typeof WebAssembly !== 'object') throw new Error('This browser has no WebAssembly; open the page in a current Firefox, Chromium or Safari.');
  if (typeof DecompressionStream !== 'function') throw new Error('This browser cannot unpack the page; open it in Firefox 113, Chromium 103, Safari 16.4 or a later one.');
  const simd = !document.documentElement.hasAttribute('data-plain') && WebAssembly.validate(new Uint8Array(SIMD));
  document.documentElement.dataset.module = simd ? 'simd' : 'plain';
  const wasm = await unpack(simd ? 'simd' : 'plain');
  return {wasm, module: await WebAssembly.compile(wasm)};
}
