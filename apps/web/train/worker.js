// SPDX-License-Identifier: MIT
// The trainer in a Worker: a plain script, because a page from file:// starts it from its text. It loads train.wasm
// (web_train.h) with the few functions that the module asks for, and trains in slices, between which it hears
// messages. Messages to it: {start: {wasm, files, options}}, {check: {wasm, files}}, {stop: true}. From it: {listening},
// {began}, {report}, {model, last}, {checked}, {error}.
'use strict';

const SLICE_MS = 200;

class Trainer {
  // wasm: the bytes of train.wasm, or a compiled module. listening(share) is called while recordings are analysed.
  static async load(wasm, listening) {
    const trainer = new Trainer();
    const module = wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm).catch(error => {
      throw new Error(`This browser cannot train, because it lacks parts of WebAssembly (${error.message}); update it, or use another.`);
    });
    trainer.calls = (await WebAssembly.instantiate(module, trainer.imports(listening))).exports;
    trainer.calls._initialize();
    return trainer;
  }

  imports(listening) {
    const view = () => new DataView(this.calls.memory.buffer);
    return {
      env: {train_listening: listening, emscripten_notify_memory_growth() {}},
      wasi_snapshot_preview1: {
        clock_time_get: (id, ...rest) => {
          view().setBigUint64(rest[rest.length - 1], BigInt(Math.round(performance.now() * 1e6)), true);
          return 0;
        },
        environ_sizes_get: (count, bytes) => (view().setUint32(count, 0, true), view().setUint32(bytes, 0, true), 0),
        environ_get: () => 0,
        fd_write: (file, parts, n, written) => {  // messages of the C library before it gives up
          let all = 0;
          for (let i = 0; i < n; ++i) {
            const at = view().getUint32(parts + 8 * i, true), bytes = view().getUint32(parts + 8 * i + 4, true);
            this.said = (this.said || '') + new TextDecoder().decode(new Uint8Array(this.calls.memory.buffer, at, bytes));
            all += bytes;
          }
          view().setUint32(written, all, true);
          return 0;
        },
        fd_close: () => 0,
        fd_seek: () => 70,
        proc_exit: code => { throw new Error(this.said || `the trainer ended with code ${code}`); },
      },
    };
  }

  text(at) {  // of a null-terminated string; an error where there is none
    if (!at) throw new Error(this.text(this.calls.train_error()));
    const bytes = new Uint8Array(this.calls.memory.buffer, at);
    return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
  }

  given(text) {
    const bytes = new TextEncoder().encode(text + '\0'), at = this.calls.train_room(bytes.length);
    if (!at) this.text(0);
    new Uint8Array(this.calls.memory.buffer, at, bytes.length).set(bytes);
    return at;
  }

  // One recording after another: what is a Blob need not lie in memory.
  async add(files) {
    this.calls.train_clear();
    for (const {name, samples: given, rate} of files) {
      const samples = given instanceof Blob ? new Float32Array(await given.arrayBuffer()) : given;
      const at = this.calls.train_recording(this.given(name), rate, samples.length);
      if (!at) this.text(0);
      new Float32Array(this.calls.memory.buffer, at, samples.length).set(samples);
    }
  }

  check() { return JSON.parse(this.text(this.calls.train_check())); }
  begin(options) { return JSON.parse(this.text(this.calls.train_begin(this.given(JSON.stringify(options))))); }
  run(ms) {
    const what = this.calls.train_run(ms);
    if (what < 0) this.text(0);
    return {validated: !!(what & 1), better: !!(what & 2), done: !!(what & 4)};
  }
  report() { return JSON.parse(this.text(this.calls.train_report())); }
  model(last) {  // the bytes of a .partials file
    const at = this.calls.train_model(last ? 1 : 0);
    if (!at) this.text(0);
    return new Uint8Array(this.calls.memory.buffer, at, this.calls.train_model_bytes()).slice();
  }
}

// post(message, transferred) sends to whoever started the Worker; returns what is called with each message.
function trainerMessages(post) {
  let stopped = false;
  const failed = error => post({
    error: error instanceof WebAssembly.RuntimeError || error instanceof RangeError
      ? `The training broke off (${error.message}); use fewer or shorter recordings, or close other pages.`
      : error.message,
  });
  const listening = share => post({listening: share});
  const pause = () => new Promise(ready => setTimeout(ready, 0));
  const send = (model, last) => post({model, last}, [model.buffer]);

  async function train({wasm, files, options, slice_ms = SLICE_MS}) {
    const trainer = await Trainer.load(wasm, listening);
    await trainer.add(files);
    post({began: trainer.begin(options)});
    for (let done = false; !done && !stopped; await pause()) {
      const made = trainer.run(slice_ms);
      done = made.done;
      post({report: {...trainer.report(), validated: made.validated}});
      if (made.better && !done) send(trainer.model(false), false);
    }
    send(trainer.model(true), true);
    post({report: {...trainer.report(), finished: true}});
  }

  return ({start, check, stop}) => {
    if (stop) stopped = true;
    if (start) train(start).catch(failed);
    if (check) {
      Trainer.load(check.wasm, listening).then(async trainer => {
        await trainer.add(check.files);
        post({checked: trainer.check()});
      }).catch(failed);
    }
  };
}

if (typeof WorkerGlobalScope !== 'undefined') onmessage = (take => event => take(event.data))(trainerMessages((m, t) => postMessage(m, t)));
