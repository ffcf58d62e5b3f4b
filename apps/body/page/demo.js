// SPDX-License-Identifier: MIT
// Puts the page of the demo together: the sound's time chooses the pose of the figure and the place of the play-head.
import {Figure} from './figure.js';
import {toggle, write} from './look.js';
import {Timeline} from './timeline.js';

const TRACKED_JOINT = 2, STEP_S = 1, JUMP_S = 0.25;
const $ = id => document.getElementById(id);
const data = JSON.parse($('data').textContent);
const sound = $('sound'), seek = $('seek');

// [frames][joints][x y z] in mm, 16 bits each.
const places = new Int16Array(Uint8Array.from(atob(data.places), c => c.charCodeAt(0)).buffer);
const width = 3 * data.joints.length, frames = places.length / width;

// Joints at a time, between two frames.
function poseAt(time) {
  const at = Math.max(0, Math.min(frames - 1, time / data.frame_s)), n = Math.min(frames - 2, Math.floor(at)), part = at - n;
  return data.joints.map((_, j) => [...[0, 1, 2].map(a => {
    const i = n * width + 3 * j + a;
    return (places[i] + part * (places[i + width] - places[i])) / 1000;
  }), TRACKED_JOINT]);
}

const figure = new Figure($('figure'));
figure.describe(data);
const timeline = new Timeline($('rows'), data, go);
seek.max = data.length_s;

let shown = -1;
function show() {
  const time = Math.min(sound.currentTime, data.length_s);
  if (time === shown && sound.paused) return;
  if (Math.abs(time - shown) > JUMP_S) figure.jump();
  shown = time;
  figure.show(poseAt(time));
  timeline.draw(time);
  seek.value = time;
  write($('time'), `${time.toFixed(1)} of ${data.length_s.toFixed(1)} s`);
}

function tell() {
  const playing = !sound.paused && !sound.ended;
  document.body.dataset.mode = playing ? 'running' : 'idle';
  write($('mode-word'), playing ? 'Playing' : sound.ended ? 'Played' : sound.currentTime > 0 ? 'Paused' : 'Ready');
  toggle($('play'), playing, playing ? 'Pause' : sound.ended ? 'Play again' : 'Play');
}

function go(time) {
  sound.currentTime = Math.max(0, Math.min(data.length_s - 0.01, time));
  show();
  tell();
}
function play() {
  if (sound.paused || sound.ended) sound.play().catch(e => write($('mode-more'), e.message));
  else sound.pause();
}
function names() {
  figure.allNames = !figure.allNames;
  toggle($('names'), figure.allNames);
  figure.draw();
}

for (const event of ['play', 'playing', 'pause', 'ended', 'seeked']) sound.addEventListener(event, tell);
$('play').addEventListener('click', play);
$('names').addEventListener('click', names);
seek.addEventListener('input', () => go(Number(seek.value)));
const keys = {' ': play, n: names, Home: () => go(0), ArrowLeft: () => go(sound.currentTime - STEP_S), ArrowRight: () => go(sound.currentTime + STEP_S)};
document.addEventListener('keydown', e => {
  const act = keys[e.key.length === 1 ? e.key.toLowerCase() : e.key];
  const own = e.target === $('figure') && e.key.startsWith('Arrow') || e.target === seek && e.key !== ' ' && e.key !== 'n';  // their keys
  if (!act || own || e.ctrlKey || e.altKey || e.metaKey) return;
  e.preventDefault();
  act();
});
addEventListener('resize', () => timeline.draw(shown));
function loop() {
  show();
  requestAnimationFrame(loop);
}
figure.orbit.above = 0.08;
show();
tell();
loop();
window.partialsDemo = {figure, timeline};  // for a look inside, and for tests
