# SPDX-License-Identifier: MIT
"""chromium_host.py PAGE.html MODEL FOLDER: plays keys and sung of everywhere.c in the page's own AudioWorklet, in a headless Chromium, from
file://, and writes FOLDER/chromium.PART.f32. The page answers a program change with a player of its own, so the other parts differ."""
import array
import base64
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "body_page"))
from browser import Browser  # noqa: E402
from page_phrase import PARTS, RATE, SAMPLES, events, sung  # noqa: E402

PLAY = """(async ({model, kind, values, events, voice, rate, samples}) => {
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const {sound, Machine, SOUND} = window.partials, context = new OfflineAudioContext(2, samples, rate);
  await context.audioWorklet.addModule(SOUND);
  const twin = await Machine.open(sound.module);
  twin.load(bytes(model), 'model', {kind, rate, values});
  const node = new AudioWorkletNode(context, 'partials', {outputChannelCount: [2], processorOptions: {module: sound.module, image: twin.image(), kind, events}});
  node.connect(context.destination);
  if (kind) {
    const input = new AudioBuffer({length: samples, numberOfChannels: 2, sampleRate: rate}), source = new AudioBufferSourceNode(context, {buffer: input});
    for (const c of [0, 1]) input.copyToChannel(new Float32Array(bytes(voice).buffer), c);
    source.connect(node);
    source.start();
  }
  const made = await context.startRendering(), both = new Float32Array(2 * samples);
  for (const c of [0, 1]) made.getChannelData(c).forEach((x, i) => { both[2 * i + c] = x; });
  let text = '';
  const out = new Uint8Array(both.buffer);
  for (let i = 0; i < out.length; i += 8192) text += String.fromCharCode(...out.subarray(i, i + 8192));
  return btoa(text);
})(%s)"""


def main(page, model, folder):
    coded = base64.b64encode(pathlib.Path(model).read_bytes()).decode()
    with Browser() as browser:
        browser.open(pathlib.Path(page).resolve().as_uri())
        browser.wait("document.body.dataset.ready === 'yes'", 60)
        for name in ("keys", "sung"):
            kind, values, macros, program = PARTS[name]
            voice = base64.b64encode(sung(folder).tobytes()).decode() if kind else ""
            job = {"model": coded, "kind": kind, "values": values, "events": [] if kind else list(events(macros, program)), "voice": voice, "rate": RATE,
                   "samples": SAMPLES}
            made = base64.b64decode(browser.js(PLAY % json.dumps(job)))
            assert len(array.array("f", made)) == 2 * SAMPLES
            (pathlib.Path(folder) / f"chromium.{name}.f32").write_bytes(made)


main(*sys.argv[1:])
