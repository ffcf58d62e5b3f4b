// SPDX-License-Identifier: MIT
// Recordings become an instrument, in this page: what the check heard, the training in a Worker with its progress, the model that plays
// while it learns, and its file. Nothing leaves the page.
import {unpack} from './data.js';
import {decode} from './decode.js';
import {checkRecordings, setTrainer, startTraining} from '../train/train.js';
import {TRAINER} from './trainer.js';
import {notice} from './notice.js';

const $ = id => document.getElementById(id);
const MOST_S = 600;  // of all recordings; the trainer takes 50 MB a minute
const LARGEST = 192 << 20;  // bytes of one
const METADATA_MS = 3000;   // in which a browser says how long a recording is
export const canTrain = typeof startTraining === 'function' && Boolean(TRAINER);
export const isRecording = file => /^audio\//.test(file.type) || /\.(wav|flac|mp3|ogg|oga|opus|m4a|aif|aiff)$/i.test(file.name);

// Seconds, before it is decoded; 0 where the browser does not say.
function length_s(file) {
  return new Promise(done => {
    const audio = new Audio(), address = URL.createObjectURL(file), end = () => {
      URL.revokeObjectURL(address);
      done(Number.isFinite(audio.duration) ? audio.duration : 0);
    };
    Object.assign(audio, {preload: 'metadata', onloadedmetadata: end, onerror: end, src: address});
    setTimeout(end, METADATA_MS);
  });
}

const minutes = s => s < 90 ? `${Math.round(s)} s` : `${Math.floor(s / 60)} min ${Math.round(s % 60)} s`;

export class Training {
  // sound: decodes; learned(bytes, name): a model to be played
  constructor(sound, learned) {
    Object.assign(this, {sound, learned, files: [], work: null, model: null});
    if (!canTrain) return;
    setTrainer(TRAINER, null);
    $('train-button').hidden = false;
    $('train-button').onclick = () => this.open($('train').hidden);
    $('train-choose').onclick = () => $('recordings').click();
    $('recordings').onchange = () => {
      this.add([...$('recordings').files]);
      $('recordings').value = '';
    };
    $('train-clear').onclick = () => this.clear();
    $('train-start').onclick = () => this.work ? this.stop() : this.start();
    $('train-save').onclick = () => this.save();
  }

  open(on) {
    $('train').hidden = !on;
    $('train-button').setAttribute('aria-pressed', String(on));
    if (on) $('train').scrollIntoView({block: 'nearest'});
  }

  async add(dropped) {
    this.open(true);
    if (this.work) return notice('A training runs; stop it before you add recordings.');
    if (!this.trainer) setTrainer(TRAINER, this.trainer = unpack('train'));  // once it is needed
    for (const file of dropped) if (!this.files.some(f => f.name === file.name)) await this.decode(file);
    this.check(this.seconds);
  }
  get seconds() { return this.files.reduce((s, f) => s + f.seconds, 0); }
  // What was added before stays. Samples are kept as Blobs, which need not lie in memory.
  async decode(file) {
    if (file.size > LARGEST)
      return notice(`${file.name} has ${Math.round(file.size / 1e6)} MB, and a recording at most ${LARGEST >> 20}; cut it into single notes or phrases.`);
    const tooLong = seconds => {
      if (this.seconds + seconds <= MOST_S) return false;
      notice(`With ${file.name} the recordings last ${minutes(this.seconds + seconds)}, and the page trains on at most ${minutes(MOST_S)}; drop fewer, or train with the program.`);
      return true;
    };
    if (tooLong(await length_s(file))) return;
    try {
      const {samples, rate} = await decode(await file.arrayBuffer(), this.sound.context);
      const seconds = samples.length / rate;
      if (tooLong(seconds)) return;
      this.files.push({name: file.name, samples: new Blob([samples]), rate, seconds});
    } catch {
      notice(`${file.name} is no recording that this browser reads; drop WAV, FLAC, MP3 or Ogg files.`);
    }
  }
  clear() {
    this.work?.stop();
    this.work?.stop();
    Object.assign(this, {files: [], work: null, model: null});
    $('train-heard').textContent = '';
    $('train-found').textContent = 'Drop recordings of one instrument, one note at a time: WAV, FLAC, MP3 or Ogg.';
    this.show(0, '');
  }

  check(seconds) {
    if (!this.files.length) return this.clear();
    const amount = `${this.files.length} recording${this.files.length === 1 ? '' : 's'}, ${minutes(seconds)}`;
    $('train-found').textContent = amount;
    $('train-start').disabled = true;
    this.checking?.stop();
    this.checking = checkRecordings({
      files: this.files,
      onProgress: ({done}) => this.show(done, `Listening to ${amount}`),
      onChecked: found => {
        $('train-heard').textContent = (found.text || '').replace(/write a dataset.json beside the files with .*$/m, 'fill in the fields below.');
        $('train-start').disabled = !found.usable;
        this.show(0, found.usable ? '' : 'These recordings cannot be learned from; see what the check says.');
      },
      onError: sentence => {
        notice(sentence);
        this.show(0, '');
      },
    });
  }

  get name() { return $('train-name').value.trim() || 'My instrument'; }
  card() {  // what the fields say of the recordings
    return Object.fromEntries(['author', 'licence', 'consent'].map(id => [id, $(`train-${id}`).value.trim() || undefined]));
  }
  start() {
    if (!this.files.length) return notice('There are no recordings; drop some of one instrument.');
    this.checking?.stop();
    notice('');
    this.model = null;
    $('train-save').hidden = true;
    this.work = startTraining({
      files: this.files, preset: 'auto', name: this.name, ...this.card(),
      onProgress: report => this.progress(report),
      onModel: bytes => this.take(bytes),
      onError: sentence => {
        this.work = null;
        notice(sentence);
        this.show(0, '');
      },
    });
    this.show(0, 'Listening to the recordings');
  }
  stop() {
    this.work.stop();
    this.show(null, 'Stopping');
  }
  progress({phase, done, step, steps, spent_s, best, metric}) {
    if (phase === 'listening') return this.show(done, 'Listening to the recordings');
    const error = Number.isFinite(best) ? `, error ${best.toFixed(2)} ${metric?.unit || ''}` : '';
    if (phase === 'finished') this.work = null;
    this.show(phase === 'finished' ? 1 : done, phase === 'finished' ? `Learned in ${minutes(spent_s || 0)}${error}. It plays now; save it to keep it.`
      : `Step ${step || 0}${steps ? ` of ${steps}` : ''}${error}${this.model ? '. It plays already.' : ''}`);
  }
  async take(bytes) {
    this.model = bytes.slice();
    $('train-save').hidden = false;
    try {
      await this.learned(bytes, this.name);
    } catch (e) {
      notice(e.message);
    }
  }
  show(done, words) {
    if (done !== null) $('train-bar').style.setProperty('--level', done.toFixed(3));
    $('train-words').textContent = words;
    $('train-start').textContent = this.work ? 'Stop' : 'Train';
    $('train-start').classList.toggle('main', !this.work);
    if (this.work) $('train-start').disabled = false;
  }

  save() {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([this.model], {type: 'application/octet-stream'}));
    link.download = `${this.name.replace(/[^\p{L}\p{N} _-]/gu, '').trim() || 'instrument'}.partials`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
}
