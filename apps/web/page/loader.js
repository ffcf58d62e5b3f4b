// SPDX-License-Identifier: MIT
// Loading a model takes some tenths of a second, so it is done in a Worker, and the page goes on drawing meanwhile: the model's bytes go
// in, the image of a prepared player (machine.js) and what the page shows of it come back. Where a Worker is refused, the page does it.
import {Machine} from './machine.js';

export async function loaded(module, {bytes, name, how}) {
  const player = await Machine.open(module);
  player.load(bytes, name, how);
  return {image: player.image(), info: player.describe()};
}

// The Worker. Messages to it: {wasm} first, then {bytes, name, how}. From it: {image, info}, or {error}.
let compiled = null;
async function answer({wasm, ...model}) {
  if (wasm) {
    compiled = WebAssembly.compile(wasm);
    return;
  }
  try {
    const made = await loaded(await compiled, model);
    postMessage(made, [made.image]);
  } catch (e) {
    postMessage({error: e.message});
  }
}
if (typeof WorkerGlobalScope !== 'undefined') onmessage = ({data}) => answer(data);

// The page's side. text: of the Worker; wasm: the bytes of the module.
export class Loader {
  constructor(text, module, wasm) {
    this.module = module;
    try {
      this.worker = new Worker(URL.createObjectURL(new Blob([text], {type: 'text/javascript'})));
      this.worker.postMessage({wasm});
    } catch {
      this.worker = null;
    }
  }
  // One at a time. Throws the library's sentence.
  async load(model) {
    if (!this.worker) return loaded(this.module, model);
    const made = await new Promise(done => {
      this.worker.onmessage = ({data}) => done(data);
      this.worker.onerror = () => done(null);
      this.worker.postMessage(model);
    });
    if (!made) {  // refused, or ended
      this.worker = null;
      return loaded(this.module, model);
    }
    if (made.error) throw new Error(made.error);
    return made;
  }
}
