// SPDX-License-Identifier: MIT
// Puts the page together: states from the program go to what shows them, buttons and keys become commands.
import {Arrival} from './arrival.js';
import {Camera} from './camera.js';
import {Classes} from './classes.js';
import {Cues} from './cues.js';
import {Curves} from './curves.js';
import {Examples} from './examples.js';
import {Figure} from './figure.js';
import {Heard} from './heard.js';
import {fillHelp, listenToKeys} from './keys.js';
import {command, listen, readDescription} from './link.js';
import {toggle, write} from './look.js';
import {Outputs} from './outputs.js';
import {Recorder} from './recorder.js';
import {Stage} from './stage.js';

const TROUBLE_MS = 8000, WORDS_MS = 3000;
const $ = id => document.getElementById(id);

let state = {}, description = {}, revision, troubleTimer = 0;

function trouble(sentence, stays = false) {
  $('trouble').hidden = !sentence;
  write($('trouble'), sentence || '');
  clearTimeout(troubleTimer);
  if (sentence && !stays) troubleTimer = setTimeout(() => trouble(''), TROUBLE_MS);
}
const send = (what, fields) => command(what, fields).then(() => trouble('')).catch(e => trouble(e.message));

const figure = new Figure($('figure'));
const curves = new Curves($('curve-tabs'), $('curve-cells'));
const outputs = new Outputs($('outputs'), $('output-rows'), send);
const cues = new Cues($('cue-rows'), send);
const classes = new Classes({section: $('classes'), title: $('classes-title'), how: $('classes-how'), rows: $('class-rows'), form: $('class-new'), field: $('class-name')}, send);
const examples = new Examples({rows: $('example-rows'), count: $('examples-count'), none: $('examples-none'), deleteAll: $('delete-all')}, send);
const heard = new Heard($('heard'));
const arrival = new Arrival($('arrival'));
const stage = new Stage({word: $('mode-word'), more: $('mode-more'), huge: $('huge'), hints: $('hints'), practice: $('practice')});
const recorder = new Recorder($('count-in'), $('record-for'), send);
const camera = new Camera($('camera-picture'), {tell: words => toggle($('camera'), camera.on, words), trouble});

const press = {
  record: () => recorder.press(state.mode),
  train: () => send('train'),
  run: () => send(state.mode === 'running' ? 'stop' : 'run'),
  calibrate: () => send('calibrate'),
  undo: () => send('undo'),
  take: () => state.take && send(state.take.playing ? 'pause_take' : 'play_take'),
  camera: () => {
    if (camera.on) camera.stop();
    else if (description.camera) camera.start();
    else trouble('The camera needs npm’s @mediapipe/pose; get it with: tools/get_data pose');
  },
  save: () => send('save'),
  names: () => switchView('names', on => { figure.allNames = on; }),
  mirror: () => switchView('mirror', on => { figure.orbit.mirror = on; }),
  large: () => switchView('large', on => document.body.classList.toggle('far', on)),
  help: () => $('keys').showModal(),
};

function switchView(id, change) {
  const on = $(id).getAttribute('aria-pressed') !== 'true';
  toggle($(id), on);
  change(on);
  figure.draw();
}

async function describe() {
  description = await readDescription();
  write($('title'), description.title || 'Movement');
  document.title = `Partials: ${description.title || 'movement'}`;
  for (const part of [figure, curves, outputs, cues, classes, heard, stage]) part.describe(description);
}

function showButtons() {
  const {mode} = state, recording = mode === 'recording' || recorder.counting;
  toggle($('record'), recording, recorder.counting ? 'Cancel' : mode === 'recording' ? 'Stop recording' : 'Record');
  write($('train').querySelector('.word'), mode === 'training' ? 'Training …' : 'Train');
  toggle($('run'), mode === 'running', mode === 'running' ? 'Stop' : 'Run');
  $('take').hidden = !state.take;
  if (state.take) toggle($('take'), state.take.playing, state.take.playing ? 'Pause take' : 'Play take');
}

function show() {
  figure.show(state.joints);
  outputs.show(state);
  cues.show(state);
  classes.show(state);
  examples.show(state.examples);
  heard.show(state);
  figure.makeRoom($('heard').hidden ? 0.08 : 0.36);
  arrival.show(state);
  stage.show(state, recorder.counting);
  write($('message'), state.message || '');
  showButtons();
  curves.draw();
}

let drawing = false;
function onState(next) {
  state = next;
  if (next.revision !== revision) {
    if (revision !== undefined) describe().catch(e => trouble(e.message));
    revision = next.revision;
  }
  recorder.watch(state);
  curves.push(state);
  if (drawing) return;
  drawing = true;  // at most once a picture of the screen
  requestAnimationFrame(() => {
    drawing = false;
    show();
  });
}

function onAlive(alive) {
  document.body.classList.toggle('gone', !alive);
  if (alive) return trouble('');
  arrival.gone();
  trouble('The program does not answer. Start "partials body show" again and open the address that it prints.', true);
}

for (const id of Object.keys(press)) $(id).addEventListener('click', press[id]);
listenToKeys(id => press[id](), index => classes.choose(index));
fillHelp($('keys'));
setInterval(() => $('figure').setAttribute('aria-label', figure.words()), WORDS_MS);
await describe().catch(e => trouble(e.message));
listen({onState, onAlive});
