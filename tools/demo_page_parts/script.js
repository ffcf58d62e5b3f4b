// Every sound becomes a picture that plays: a spectrogram with a moving head. One plays at a time; X changes to the other sound of
// the same row at the same moment. Without this script the page still has the browser's own players.
document.documentElement.classList.add('js');
const clips = [...document.querySelectorAll('.clip')];
const LOW = 60, HIGH = 16000, RANGE = 70, SIZE = 2048;
let playing = null, context = null;

const colours = (() => {  // dark blue through red to pale yellow, lightness rising evenly
  const stops = [[7, 6, 18], [42, 16, 84], [110, 28, 106], [178, 48, 84], [229, 92, 48], [250, 158, 60], [252, 232, 164]];
  return Array.from({length: 256}, (_, i) => {
    const x = i / 255 * (stops.length - 1), k = Math.min(stops.length - 2, Math.floor(x)), t = x - k;
    return stops[k].map((c, j) => c + (stops[k + 1][j] - c) * t);
  });
})();

function powers(re, im) {  // FFT in place, radix 2
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) [re[i], re[j]] = [re[j], re[i]];
  }
  for (let len = 2; len <= n; len <<= 1) {
    const a = -2 * Math.PI / len, half = len / 2;
    for (let k = 0; k < half; k++) {
      const c = Math.cos(a * k), s = Math.sin(a * k);
      for (let i = k; i < n; i += len) {
        const j = i + half, x = re[j] * c - im[j] * s, y = re[j] * s + im[j] * c;
        re[j] = re[i] - x; im[j] = im[i] - y; re[i] += x; im[i] += y;
      }
    }
  }
}

function paint(canvas, samples, rate) {
  const width = canvas.width = Math.min(700, Math.round(canvas.clientWidth * Math.min(2, devicePixelRatio)));
  const height = canvas.height = Math.round(canvas.clientHeight * Math.min(2, devicePixelRatio));
  const to = canvas.getContext('2d'), image = to.createImageData(width, height);
  const window_ = Float32Array.from({length: SIZE}, (_, i) => 0.5 - 0.5 * Math.cos(2 * Math.PI * i / SIZE));
  const bins = Array.from({length: height}, (_, y) => LOW * (HIGH / LOW) ** (1 - y / height) * SIZE / rate);
  const db = new Float32Array(width * height);
  let top = -200;
  for (let x = 0; x < width; x++) {
    const from = Math.round(x / width * samples.length) - SIZE / 2, re = new Float32Array(SIZE), im = new Float32Array(SIZE);
    for (let i = 0; i < SIZE; i++) re[i] = (samples[from + i] || 0) * window_[i];
    powers(re, im);
    for (let y = 0; y < height; y++) {
      const b = Math.floor(bins[y]), t = bins[y] - b;
      const p = k => re[k] * re[k] + im[k] * im[k];
      const v = db[y * width + x] = 10 * Math.log10((1 - t) * p(b) + t * p(b + 1) + 1e-12);
      if (v > top) top = v;
    }
  }
  for (let i = 0; i < db.length; i++) {
    const c = colours[Math.max(0, Math.min(255, Math.round(255 * (1 + (db[i] - top) / RANGE))))];
    image.data.set([c[0], c[1], c[2], 255], 4 * i);
  }
  to.putImageData(image, 0, 0);
}

async function draw(clip) {
  context = context || new OfflineAudioContext(1, 1, 44100);
  const text = atob(clip.querySelector('audio').src.split(',')[1]), bytes = Uint8Array.from(text, c => c.charCodeAt(0));
  const sound = await context.decodeAudioData(bytes.buffer);
  paint(clip.querySelector('canvas'), sound.getChannelData(0), sound.sampleRate);
}

function stop() {
  if (!playing) return;
  playing.querySelector('audio').pause();
  playing.classList.remove('on');
  playing.querySelector('button').setAttribute('aria-pressed', 'false');
  playing = null;
}

function play(clip, at) {
  stop();
  const audio = clip.querySelector('audio');
  audio.currentTime = at || 0;
  audio.play();
  playing = clip;
  clip.classList.add('on');
  clip.querySelector('button').setAttribute('aria-pressed', 'true');
  const head = clip.querySelector('.head');
  (function move() {
    if (playing !== clip) return;
    head.style.left = 100 * audio.currentTime / (audio.duration || 1) + '%';
    requestAnimationFrame(move);
  })();
}

const partner = clip => {
  const row = [...clip.closest('.pair').querySelectorAll('.clip')];
  return row.length > 1 ? row[(row.indexOf(clip) + 1) % row.length] : null;
};

const seen = new IntersectionObserver(list => list.forEach(e => {
  if (!e.isIntersecting) return;
  seen.unobserve(e.target);
  draw(e.target);
}), {rootMargin: '300px'});

for (const clip of clips) {
  const button = clip.querySelector('button'), audio = clip.querySelector('audio');
  button.hidden = false;
  button.addEventListener('click', e => {
    const box = button.getBoundingClientRect(), x = (e.clientX - box.left) / box.width;
    if (playing === clip && e.detail && x > 0.12) { audio.currentTime = x * audio.duration; return; }  // elsewhere in the picture: go there
    playing === clip ? stop() : play(clip, 0);
  });
  audio.addEventListener('ended', () => playing === clip && stop());
  seen.observe(clip);
}

document.addEventListener('keydown', e => {
  const at = clips.findIndex(c => c.contains(document.activeElement));
  const go = n => { const b = clips[Math.max(0, Math.min(clips.length - 1, n))].querySelector('button'); b.focus(); b.scrollIntoView({block: 'nearest'}); };
  if (e.ctrlKey || e.altKey || e.metaKey) return;
  if (e.key === 'ArrowRight') go(at + 1), e.preventDefault();
  else if (e.key === 'ArrowLeft') go(at < 0 ? 0 : at - 1), e.preventDefault();
  else if (e.key.toLowerCase() === 'x' && playing) {
    const other = partner(playing), when = playing.querySelector('audio').currentTime;
    if (other) play(other, when), other.querySelector('button').focus();
  } else if (e.key === 'Escape') stop();
});

const links = [...document.querySelectorAll('nav a')];
const here = new IntersectionObserver(list => list.forEach(e => e.isIntersecting &&
  links.forEach(a => a.classList.toggle('here', a.hash === '#' + e.target.id))), {rootMargin: '-30% 0px -60%'});
document.querySelectorAll('.instrument').forEach(s => here.observe(s));
