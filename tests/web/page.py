# SPDX-License-Identifier: MIT
# What the tests of the web page share: a browser with the page, ways to hear it, and the count of what failed.
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/body_page"))
from browser import Browser, chromium  # noqa: E402

failures = []


def check(right, sentence):
    if not right:
        print("FAILED:", sentence)
        failures.append(sentence)


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def need_page(argument, browser=True):  # the page, made anew where something has changed
    if browser and not chromium():
        skip("no Chromium is here; install it with: tools/setup browsers")
    page = pathlib.Path(argument)
    made = subprocess.run([ROOT / "tools/page", page], capture_output=True, text=True)
    if made.returncode and "tools/setup emscripten" in made.stderr:
        skip("no Emscripten is here; install it with: tools/setup emscripten")
    if made.returncode:
        sys.exit(made.stderr)
    return page.resolve()


# Before the page: a meter behind its volume, and a MIDI input (Web MIDI is denied to a headless browser).
BEFORE = """
window.denied = [];
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...more) {
  if (to instanceof AudioDestinationNode && !window.meter && !(to.context instanceof OfflineAudioContext)) {
    window.meter = new AnalyserNode(to.context, {fftSize: 8192, smoothingTimeConstant: 0});
    connect.call(this, window.meter);
  }
  return connect.call(this, to, ...more);
};
window.level = () => {  // dB of what is heard
  const samples = new Float32Array(8192);
  window.meter.getFloatTimeDomainData(samples);
  return 10 * Math.log10(samples.reduce((s, x) => s + x * x, 1e-12) / samples.length);
};
window.pitch = () => {  // Hz of the strongest partial
  const bins = new Float32Array(4096);
  window.meter.getFloatFrequencyData(bins);
  return bins.indexOf(Math.max(...bins)) * window.meter.context.sampleRate / 8192;
};
window.midiInput = {name: 'Test keyboard', state: 'connected', onmidimessage: null};
window.midiAccess = {inputs: new Map([['1', window.midiInput]]), onstatechange: null};
navigator.requestMIDIAccess = async () => window.midiAccess;
window.midi = (...data) => window.midiInput.onmidimessage({data});
"""
READY = "document.body.dataset.ready === 'yes'"
FAKE = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]


def visit(browser, address, before="", ready=True):
    browser.ask("Page.addScriptToEvaluateOnNewDocument", source=BEFORE + before)
    browser.open(address if "://" in str(address) else pathlib.Path(address).as_uri())
    if ready:
        browser.wait(READY, 60)


def text(browser, selector):
    return browser.js(f"document.querySelector('{selector}').textContent")


def heard(browser, at_least_db=-60, timeout_s=8):
    until = time.monotonic() + timeout_s
    while browser.js("level()") < at_least_db:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def silent(browser, below_db=-80, timeout_s=12):
    until = time.monotonic() + timeout_s
    while browser.js("level()") > below_db:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def press(browser, kind, key, code):
    browser.ask("Input.dispatchKeyEvent", type=kind, key=key, code=code, windowsVirtualKeyCode=ord(key.upper()))


SHIFT = 8  # of the protocol's modifiers


# Goes to a control by the keyboard alone, and says whether it came there.
def tab_to(browser, selector, most=120):
    for _ in range(most):
        if browser.js(f"document.activeElement.matches({selector!r})"):
            return True
        browser.key("Tab")
    check(False, f"the Tab key does not reach {selector}")
    return False


def drop(browser, name, expression):  # a file whose contents are the JavaScript expression
    browser.js(f"""(async () => {{
      const carried = new DataTransfer();
      carried.items.add(new File([{expression}], {name!r}));
      dispatchEvent(new DragEvent('drop', {{dataTransfer: carried, cancelable: true}}));
    }})()""")


# No block is lost by the page: the sound thread counts the blocks of the browser's clock for which process() was not called. A block that a
# busy machine finishes too late is another thing: it depends on who shares the machine, so it is printed and not judged.
def no_block_lost(browser):
    lost, blocks, dropouts = browser.js("(s => [s.lost, s.context.currentTime * s.rate / 128, s.dropouts])(partials.sound)")
    check(blocks > 500, f"the sound thread was asked for {blocks:.0f} blocks only")
    check(lost == 0, f"{lost:.0f} of {blocks:.0f} blocks are lost")
    print(f"{blocks:.0f} blocks, none lost; this machine was late {dropouts} times")


# The camera's film: a bright square that trembles, two seconds at the picture's upper left, two at its lower right. The picture's left is the
# mirror's right.
WIDTH, HEIGHT, FRAMES = 320, 240, 120
UPPER, LOWER = "a => a.across > 0.7 && a.up > 0.6", "a => a.across < 0.3 && a.up < 0.4"


def film(path):
    with open(path, "wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F30:1 Ip A1:1 C420\n".encode())
        for n in range(FRAMES):
            x, y = (30, 20) if n < FRAMES // 2 else (210, 150)
            x += 14 * (n % 2)
            rows = bytearray([40]) * (WIDTH * HEIGHT)
            for row in range(y, y + 70):
                rows[row * WIDTH + x:row * WIDTH + x + 70] = bytes([220]) * 70
            out.write(b"FRAME\n" + bytes(rows) + bytes([128]) * (WIDTH * HEIGHT // 2))


# Waits until what sounds at the two places of the film is so; key: a JavaScript expression of it.
def at_both(browser, key, so, timeout_s=25):
    browser.js(f"""(() => {{
      clearInterval(window.watching);
      const places = {{upper: {UPPER}, lower: {LOWER}}}, since = {{}};
      window.seen = {{upper: -1, lower: -1}};
      window.watching = setInterval(() => {{
        for (const [name, there] of Object.entries(places)) {{
          if (!there(partials.move.axes)) since[name] = null;
          else if (performance.now() - (since[name] ??= performance.now()) > 500) window.seen[name] = {key};
        }}
      }}, 30);
    }})()""")
    until = time.monotonic() + timeout_s
    while not browser.js(f"(({{upper, lower}}) => upper >= 0 && lower >= 0 && ({so}))(window.seen)"):
        if time.monotonic() > until:
            return f"{browser.js('window.seen')}, {text(browser, '#notice-text')}"
        time.sleep(0.1)
    return ""


def complaints(browser):
    errors = browser.complaints()
    check(not errors, f"the browser complains: {errors}")


def end():
    sys.exit(1 if failures else 0)
