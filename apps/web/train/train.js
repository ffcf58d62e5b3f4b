// SPDX-License-Identifier: MIT
// Training in a page: recordings in, reports and models out. The trainer (worker.js with train.wasm) runs in a Worker
// that is made from its text: as a blob: URL, which works from file://, too, or where a page's policy refuses that as a
// data: URL.

let source = null;

// Says what the Worker is made of, before the first call: its text, and the bytes of train.wasm or a promise of them.
export function setTrainer(workerText, wasm) {
  source = {workerText, wasm};
}

// A browser may refuse one kind of address, at once or by an error event.
const ADDRESSES = [
  text => URL.createObjectURL(new Blob([text], {type: 'text/javascript'})),
  text => 'data:text/javascript;charset=utf-8,' + encodeURIComponent(text),
];

function usable(files) {
  if (!files.length) return 'There are no recordings; drop some of one instrument.';
  const unread = files.find(f => !(f.samples instanceof Float32Array || f.samples instanceof Blob) || !(f.rate > 0));
  return unread ? `'${unread.name}' is not a recording with samples and a rate.` : '';
}

// Starts a Worker with one message and hears it until the end. heard(message) returns true at the last one.
function withWorker(message, heard, onError) {
  let worker = null, ended = false;
  const end = () => { ended = true; if (worker) worker.terminate(); };
  const fail = sentence => { if (!ended) { end(); onError(sentence); } };

  function begin(first, kind) {
    const refused = event => {
      if (ended) return;
      if (worker) worker.terminate();
      worker = null;
      if (kind + 1 < ADDRESSES.length) begin(first, kind + 1);
      else fail(`The trainer cannot be started: ${(event && event.message) || 'the browser refuses its Worker'}.`);
    };
    try {
      worker = new Worker(ADDRESSES[kind](source.workerText));
    } catch (error) {
      return refused(error);
    }
    worker.onerror = refused;
    worker.onmessage = event => {
      worker.onerror = broken => fail(`The trainer broke off: ${broken.message || 'its Worker ended'}.`);
      if (ended) return;
      if (event.data.error !== undefined) fail(event.data.error);
      else if (heard(event.data)) end();
    };
    worker.postMessage(first);
  }

  (async () => {
    if (!source) throw new Error('setTrainer() was not called.');
    const wasm = await source.wasm;
    if (!ended) begin(message(wasm), 0);
  })().catch(error => fail(error.message));
  return {post: m => { if (worker && !ended) worker.postMessage(m); }, end};
}

// files: [{name, samples: Float32Array, mono, or a Blob of its bytes, rate}]. Calls one of:
// onChecked(what `partials check --json` says, with text and usable), onError(sentence).
// onProgress({phase: 'listening', done}) says how far it is. Returns {stop()}.
export function checkRecordings({files, onChecked, onError, onProgress = () => {}}) {
  const wrong = usable(files);
  if (wrong) {
    onError(wrong);
    return {stop() {}};
  }
  const work = withWorker(wasm => ({check: {wasm, files}}), message => {
    if (message.listening !== undefined) onProgress({phase: 'listening', done: message.listening});
    if (message.checked) onChecked(message.checked);
    return !!message.checked;
  }, onError);
  return {stop: work.end};
}

// Trains an instrument. preset: 'auto', 'small', 'standard' or 'struck'; name, licence, author, consent: of its card.
// onProgress(report): {phase: 'listening', done}; then {phase: 'training', step, steps, done (0 to 1), spent_s, loss,
// validation and best (null before the first), metric: {id, unit}, validated}, and last {phase: 'finished', ...}.
// onModel(bytes of a .partials file, {last}): after each validation that was the best so far, and the last one.
// slice_ms: how long it trains between two reports. stop() ends the training with the model so far; a second stop(), or
// one while it listens, ends it at once and without.
export function startTraining({files, preset = 'auto', name, licence, author, consent, minutes, steps, seed, slice_ms,
                               onProgress = () => {}, onModel = () => {}, onError = () => {}}) {
  const wrong = usable(files);
  if (wrong) {
    onError(wrong);
    return {stop() {}};
  }
  const options = {preset, name, licence, author, consent, minutes, steps, seed};
  let asked = false, began = false;
  const work = withWorker(wasm => ({start: {wasm, files, options: JSON.parse(JSON.stringify(options)), slice_ms}}), message => {
    if (message.listening !== undefined) onProgress({phase: 'listening', done: message.listening});
    if (message.began) began = true, onProgress({phase: 'training', step: 0, done: 0, ...message.began});
    if (message.model) onModel(message.model, {last: message.last});
    if (message.report) onProgress({phase: message.report.finished ? 'finished' : 'training', ...message.report});
    return !!(message.report && message.report.finished);
  }, onError);
  return {
    stop() {
      if (asked || !began) return work.end();
      asked = true;
      work.post({stop: true});
    },
  };
}
