// SPDX-License-Identifier: MIT
// The page: what its parts say to one another.
import {Bars} from './bars.js';
import {Camera} from './camera.js';
import {MODELS, SOUND, unpack} from './data.js';
import {HANDS, Hands, hasHands, isLandmark} from './hands.js';
import {Knob} from './knob.js';
import {Machine} from './machine.js';
import {PitchMap} from './map.js';
import {Microphone} from './microphone.js';
import {Midi} from './midi.js';
import {Motion} from './motion.js';
import {AXES, FIRST, FIRST_OF_HANDS, Move} from './move.js';
import {notice, openNotices, tell} from './notice.js';
import {Piano} from './piano.js';
import {settings} from './settings.js';
import {Sound} from './sound.js';
import {isMapping} from './mapping.js';
import {Teach} from './teach.js';
import {Training, canTrain, isRecording} from './training.js';
import {Typist} from './typist.js';
import {clamp, dbOf, midiOf, noteName} from './view.js';

const $ = id => document.getElementById(id);
const LARGEST = 64 << 20;  // bytes of a dropped model
const FRAME_MS = 33;
const PLAYS = matchMedia('(pointer: coarse)').matches ? 'Touch the keys: lower on a key is louder.'
  : 'The letters of the computer’s keyboard play, as do mouse, fingers and MIDI; Z and X move an octave.';

const knobOf = {};
const sound = new Sound({shown, trouble: notice, loaded, changed: (id, value) => knobOf[id]?.follow(value)});
const models = MODELS.map(m => ({...m, bytes: () => unpack(m.id)}));
let chosen = -1, way = 'notes', info = null, motion = null, hands = null;
const play = (key, velocity) => {
  sound.note(key, velocity);
  if (velocity && sound.muted) tell('The sound is off: press the orange button, or M.');
};
const typist = new Typist(play, () => piano?.painted.soon(), {KeyM: () => mute(!sound.muted), KeyB: demo, Escape: () => sound.quiet(),
  ...Object.fromEntries(MODELS.slice(0, 9).map((_, i) => [`Digit${i + 1}`, () => choose(i)]))});
const piano = new Piano($('piano'), play, typist);
const bars = [new Bars($('partials'), $('reset-partials'), 0, sound), new Bars($('noise'), $('reset-noise'), 1, sound)];
const map = new PitchMap($('map'));
const microphone = new Microphone(sentence => {
  notice(sentence);
  turn('notes');
});
const move = new Move({selects: $('axes'), picture: $('picture'), words: $('moved'), video: $('video'), sound});
const teach = move.taught = new Teach({sound, move, provide, chosen: name => {
  const at = models.findIndex(m => m.name.toLowerCase() === name.toLowerCase());
  if (at >= 0) choose(at);
}});
const camera = new Camera($('video'), look, sentence => {
  notice(sentence);
  turn('notes');
});
const training = new Training(sound, addModel);
const midi = new Midi({
  send: (...message) => sound.midi(...message),
  program: number => { if (number < models.length) choose(number); },
  changed: names => {
    $('midi').setAttribute('aria-pressed', String(names.length > 0));
    document.body.dataset.midi = names.length ? 'yes' : 'no';
    $('midi').title = names.length ? names.join(', ') : 'Play by a MIDI keyboard';
  },
  ended: () => sound.quiet(),
  trouble: notice,
});

// ---- models ------------------------------------------------------------------------------------------------------------------

function chips() {
  $('models').replaceChildren(...models.map((m, i) => {
    const button = document.createElement('button');
    button.textContent = m.name;
    button.title = m.description || '';
    button.setAttribute('aria-pressed', String(i === chosen));
    button.onclick = () => choose(i);
    return button;
  }));
  const row = $('models'), now = row.children[chosen];
  if (now) row.scrollLeft = now.offsetLeft - (row.clientWidth - now.offsetWidth) / 2;
}
async function choose(i) {
  const m = models[i], before = chosen;
  if (!m || i === chosen) return;
  chosen = i;
  chips();
  try {
    await sound.load(await m.bytes(), m.name);
    notice('');
  } catch (e) {
    notice(e.message);
    chosen = before;
    chips();
  }
}
// A model that comes while the page is open, at the end of the row; a name that is there is replaced.
export async function addModel(bytes, name) {
  await sound.load(bytes, name);
  const entry = {name: sound.info.name, description: sound.info.card?.description, bytes: async () => bytes, own: true};
  const at = models.findIndex(m => m.own && m.name === entry.name);
  chosen = at < 0 ? models.push(entry) - 1 : (models[at] = entry, at);
  chips();
}
async function takeFile(file) {
  if (file.size > LARGEST) return notice(`${file.name} has ${Math.round(file.size / 1e6)} MB, and a model at most 64; drop a .partials file.`);
  if (!/\.partials$/i.test(file.name)) return notice(`${file.name} is no model; drop a file that ends with .partials${canTrain ? ', or recordings' : ''}.`);
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (isMapping(bytes)) return await takeMapping(bytes, file.name);
    await addModel(bytes, file.name);
    notice('');
  } catch (e) {
    notice(e.message);
  }
}

// Movement that was taught, here or by `partials map`.
async function takeMapping(bytes, name) {
  await turn('move');
  if (way === 'move') await teach.load(bytes, name);
}
// What a mapping reads: the camera's axes, or what MediaPipe finds.
async function provide({inputs, ofBody}, name) {
  if (!hands && hasHands && (ofBody || inputs.some(id => isLandmark(id) || HANDS.some(([hand]) => hand === id)))) await follow(true);
  const given = hands ? [...AXES.map(([id]) => id), ...Object.keys(hands.now)] : AXES.map(([id]) => id);
  const strange = ofBody ? !hands && 'joints of a body' : inputs.find(id => !given.includes(id) && !(hands && isLandmark(id)));
  if (!strange) return;
  const served = hasHands ? '' : ' Hands and joints are found where MediaPipe is: tools/get_data pose, then partials serve.';
  throw new Error(`${name} needs ${ofBody ? 'the joints of a body' : `the input '${strange}'`}, which the camera does not give here; it gives ${AXES.map(([id]) => id).join(', ')}.${served}`);
}

function loaded(now) {
  info = now;
  const known = {low: midiOf(info.known.low_hz), high: midiOf(info.known.high_hz)}, range = map.of(info);
  $('name').textContent = info.name;
  $('credits').textContent = [info.author, info.licence, info.credits].filter(Boolean).join('  ·  ');
  document.title = `${info.name} – Partials`;
  for (const b of bars) b.of(info);
  piano.of(known);
  move.of(info);
  typist.settle(12 * Math.round((known.low + known.high - 16) / 24));
  const facts = {Description: info.card?.description, Author: info.author, Licence: info.licence, Recordings: info.credits, 'Trained range': range,
                 'Learned from': info.card ? `${info.card.recordings} recordings` : '', Preset: info.card?.preset};
  $('facts').replaceChildren(...Object.entries(facts).filter(([, is]) => is).flatMap(([what, is]) => {
    const [dt, dd] = [document.createElement('dt'), document.createElement('dd')];
    dt.textContent = what;
    dd.textContent = is;
    return [dt, dd];
  }));
  knobs();
  settings($('settings'), sound);
}

// ---- controls ----------------------------------------------------------------------------------------------------------------

function knobs() {
  $('knobs').replaceChildren();
  const add = (parent, id, name) => {
    const p = sound.table[sound.number(id)];
    const knob = new Knob(parent, {name, low: p.low, high: p.high, initial: p.initial, help: p.help, changed: value => sound.set(id, value), text: () => sound.text(id)});
    knob.follow(sound.value(id));
    knobOf[id] = knob;
  };
  info.macros.forEach((name, i) => { if (name) add($('knobs'), `macro${i + 1}`, name); });
  $('output').replaceChildren();
  add($('output'), 'output', 'Output');
}

async function mute(on) {
  try {
    await sound.mute(on);
  } catch (e) {
    return notice(e.message);
  }
  const button = $('sound-button');
  button.setAttribute('aria-pressed', String(!on));
  button.querySelector('span').textContent = on ? 'Sound is off' : 'Sound is on';
  button.classList.toggle('warm', on);
  $('start').hidden = !on || way !== 'notes';
  if (!on && way === 'notes') tell(PLAYS);
}

function demo() {
  if (way !== 'notes' || !info) return;
  if ($('demo').getAttribute('aria-pressed') === 'true') return sound.phrase(-1, 0);
  if (sound.muted) mute(false);
  sound.phrase(clamp(Math.ceil(midiOf(info.known.low_hz)), 0, 127), clamp(Math.floor(midiOf(info.known.high_hz)), 0, 127));
}

// How it is played. A device that does not start changes nothing.
const WAYS = ['notes', 'sing', 'move'];
const DEVICES = {sing: {start: () => microphone.start(sound.context, sound.node), stop: () => microphone.stop()},
                 move: {start: () => { motion = new Motion(); return camera.start(); }, stop: () => { camera.stop(); move.stop(); }}};
async function turn(to) {
  if (to === way) return;
  try {
    await DEVICES[to]?.start();
  } catch (e) {
    return notice(e.message);
  }
  if (to !== 'notes') notice('');
  DEVICES[way]?.stop();
  way = to;
  document.body.dataset.way = way;
  for (const one of WAYS) $(`way-${one}`).setAttribute('aria-pressed', String(one === way));
  $('start').hidden = !sound.muted || way !== 'notes';
  sound.quiet();
  await sound.play(way === 'sing' ? 1 : 0);
  settings($('settings'), sound);
  tell(way === 'notes' ? PLAYS : way === 'move' ? (sound.muted ? 'Turn the sound on, then move in front of the camera.' : 'Move in front of the camera.')
    : sound.muted ? 'Put headphones on, then turn the sound on.' : 'Wear headphones: the microphone would hear a loudspeaker.');
}

// A picture of the camera.
function look(video, time_s) {
  const axes = motion.look(video, time_s);
  if (hands) {
    hands.look(video).catch(e => {
      follow(false);
      notice(`The hands are not followed any more: ${e.message || e}`);
    });
  }
  move.seen(hands ? {...axes, ...hands.now} : axes, time_s, hands?.body);
}
async function follow(on) {
  let found = null;
  try {
    if (on) {
      tell('Loading what finds hands …');
      await (found = new Hands()).open();
    }
  } catch (e) {
    return notice(e.message);
  }
  hands = window.partials.hands = found;
  $('follow').setAttribute('aria-pressed', String(on));
  move.show(on ? [AXES[0], ...HANDS] : AXES, on ? FIRST_OF_HANDS : FIRST);
  teach.anew();
  tell(on ? 'The right hand plays the pitch, the left one the brightness.' : 'Move in front of the camera.');
}

// ---- what is shown -----------------------------------------------------------------------------------------------------------

function shown(view) {
  const sings = way === 'sing';
  bars[0].show(view.partial);
  bars[1].show(view.band);
  map.show(sings ? view.heard_f0_hz : view.voices ? view.f0_hz : 0, sings ? view.heard_loudness_db : view.loudness_db);
  piano.show(view.keys);
  const peak = dbOf(view.peak);
  $('level').style.setProperty('--level', clamp((peak + 60) / 60, 0, 1).toFixed(3));
  $('level').classList.toggle('hot', view.limiter_gain < 0.99);
  $('peak').textContent = peak < -60 ? '−∞' : peak.toFixed(0);
  if (sings) $('input').style.setProperty('--level', clamp((dbOf(view.input_peak) + 60) / 60, 0, 1).toFixed(3));
  $('demo').setAttribute('aria-pressed', String(view.phrase));
  $('demo').querySelector('span').textContent = view.phrase ? 'Stop' : 'Demo';
  const heard = sings && view.heard_f0_hz > 0 ? `hears ${noteName(midiOf(view.heard_f0_hz))}, ${view.heard_loudness_db.toFixed(0)} dB` : `${view.voices} voice${view.voices === 1 ? '' : 's'}`;
  $('doing').textContent = `${heard}  ·  latency ${Math.round(1000 * sound.latency_s)} ms${sound.dropouts ? `  ·  ${sound.dropouts} dropout${sound.dropouts === 1 ? '' : 's'}` : ''}`;
}

function tick() {
  if (!document.hidden) sound.ask();
  setTimeout(tick, FRAME_MS);
}

function drops() {
  let depth = 0;
  const over = on => document.body.classList.toggle('over', on);
  addEventListener('dragenter', e => { e.preventDefault(); over(++depth > 0); });
  addEventListener('dragleave', () => over(--depth > 0));
  addEventListener('dragover', e => e.preventDefault());
  addEventListener('drop', e => {
    e.preventDefault();
    over(depth = 0);
    take([...e.dataTransfer.files]);
  });
  $('open').onclick = () => $('file').click();
  $('file').onchange = () => {
    take([...$('file').files]);
    $('file').value = '';
  };
}
async function take(files) {
  const recordings = canTrain ? files.filter(isRecording) : [];
  if (recordings.length) training.add(recordings);
  for (const file of files) if (!recordings.includes(file)) await takeFile(file);
}

async function main() {
  openNotices();
  $('drop').firstChild.textContent = canTrain ? 'Drop a model (.partials), or recordings to learn from' : 'Drop a model (.partials)';
  chips();
  drops();
  $('sound-button').onclick = () => mute(!sound.muted);
  $('start').onclick = () => mute(false);
  $('demo').onclick = demo;
  $('follow').hidden = !hasHands;
  $('follow').onclick = () => follow(!hands);
  $('midi').onclick = () => midi.start();
  $('mpe').onclick = () => {
    const on = $('mpe').getAttribute('aria-pressed') !== 'true';
    $('mpe').setAttribute('aria-pressed', String(on));
    sound.set('mpe', on ? 1 : 0);
  };
  $('previous').onclick = () => choose((chosen + models.length - 1) % models.length);
  $('next').onclick = () => choose((chosen + 1) % models.length);
  for (const one of WAYS) $(`way-${one}`).onclick = () => turn(one);
  for (const [id, by] of [['lower', -1], ['higher', 1]]) $(id).onclick = () => typist.shift(by);
  try {
    await sound.open();
  } catch (e) {
    return notice(e.message);
  }
  await choose(0);
  document.body.dataset.ready = 'yes';
  tick();
}

window.partials = {sound, models, typist, move, teach, training, Machine, SOUND};  // for tests, and for who looks into the page
main();
