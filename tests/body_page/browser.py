# SPDX-License-Identifier: MIT
# A headless Chromium that is driven through a pipe by the DevTools protocol: keys, clicks, JavaScript, pictures. Needs no package.
import base64
import json
import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time

KEY_CODES = {" ": ("Space", 32), "Enter": ("Enter", 13), "Tab": ("Tab", 9), "ArrowRight": ("ArrowRight", 39), "ArrowLeft": ("ArrowLeft", 37),
             "Escape": ("Escape", 27), "?": ("Slash", 191),
             **{key: (key, code) for key, code in (("End", 35), ("Home", 36), ("ArrowUp", 38), ("ArrowDown", 40), ("Delete", 46))}}


def chromium():
    return next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)


class Browser:
    def __init__(self, width=1280, height=800, flags=()):
        self.folder = tempfile.mkdtemp(prefix="partials_browser_")
        down_r, down_w = os.pipe()
        up_r, up_w = os.pipe()
        flags = ["--headless=new", "--no-sandbox", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-component-update",
                 "--disable-sync", "--hide-scrollbars", "--force-color-profile=srgb", f"--user-data-dir={self.folder}", "--remote-debugging-pipe",
                 f"--window-size={width},{height}", *flags]
        self.log = open(os.path.join(self.folder, "log"), "wb")
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{down_r} 4>&{up_w}', "chromium", chromium(), *flags, "about:blank"], pass_fds=(down_r, up_w),
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True, env={**os.environ, "HOME": self.folder})
        os.close(down_r)
        os.close(up_w)
        self.down, self.up, self.buffer, self.number, self.session, self.events = down_w, up_r, b"", 0, None, []
        target = next(t for t in self.ask("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self.session = self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        self.ask("Page.enable")
        self.ask("Runtime.enable")
        self.ask("Log.enable")
        self.resize(width, height)

    def message(self, timeout_s):
        until = time.monotonic() + timeout_s
        while b"\0" not in self.buffer:
            if not select.select([self.up], [], [], max(0, until - time.monotonic()))[0]:
                raise TimeoutError(f"Chromium said nothing for {timeout_s} s")
            some = os.read(self.up, 1 << 20)
            if not some:
                raise EOFError("Chromium has ended: " + open(self.log.name, errors="replace").read()[-500:])
            self.buffer += some
        one, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(one)

    def ask(self, method, timeout_s=60, **params):
        self.number += 1
        request = {"id": self.number, "method": method, "params": params}
        if self.session:
            request["sessionId"] = self.session
        os.write(self.down, json.dumps(request).encode() + b"\0")
        while True:
            m = self.message(timeout_s)
            if m.get("id") == self.number:
                if "error" in m:
                    raise RuntimeError(f"{method}: {m['error']['message']}")
                return m["result"]
            if m.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"):
                self.events.append(m)

    def resize(self, width, height):
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def calm(self, on):
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce" if on else "no-preference"}])

    def open(self, address):
        self.ask("Page.navigate", url=address)
        self.wait("document.readyState === 'complete'")

    def js(self, expression):
        r = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in r:
            raise RuntimeError(f"{expression}: {r['exceptionDetails'].get('exception', {}).get('description', r['exceptionDetails']['text'])}")
        return r["result"].get("value")

    def wait(self, expression, timeout_s=20):
        until = time.monotonic() + timeout_s
        while not self.js(f"Boolean({expression})"):
            if time.monotonic() > until:
                raise TimeoutError(f"after {timeout_s} s it is still not so that {expression}")
            time.sleep(0.05)

    def key(self, key, modifiers=0):
        code, number = KEY_CODES.get(key) or ("Key" + key.upper(), ord(key.upper()))
        if key.isdigit():
            code = "Digit" + key
        text = {"text": "\r" if key == "Enter" else key} if (len(key) == 1 or key == "Enter") and not modifiers else {}
        common = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": modifiers}
        self.ask("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **common, **text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **common)

    def point(self, x, y, kind="mouseMoved", **more):
        self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def drag(self, a, b):
        self.point(*a, "mousePressed", button="left", clickCount=1)
        for i in range(1, 6):
            self.point(a[0] + (b[0] - a[0]) * i / 5, a[1] + (b[1] - a[1]) * i / 5, button="left", buttons=1)
        self.point(*b, "mouseReleased", button="left", clickCount=1)

    def click(self, selector):
        x, y = self.middle(selector)
        self.point(x, y, "mousePressed", button="left", clickCount=1)
        self.point(x, y, "mouseReleased", button="left", clickCount=1)

    def middle(self, selector):
        return self.js(f"(() => {{ const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
                       " return [b.x + b.width / 2, b.y + b.height / 2]; })()")

    def picture(self, path):
        with open(path, "wb") as f:
            f.write(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))

    # Errors that the page threw or the browser wrote down, as sentences.
    def complaints(self):
        out = []
        for m in self.events:
            p = m["params"]
            if m["method"] == "Runtime.exceptionThrown":
                d = p["exceptionDetails"]
                out.append(d.get("exception", {}).get("description", d["text"]))
            elif m["method"] == "Log.entryAdded" and p["entry"]["level"] == "error":
                out.append(p["entry"]["text"] + " " + p["entry"].get("url", ""))
            elif m["method"] == "Runtime.consoleAPICalled" and p["type"] in ("error", "assert"):
                out.append(" ".join(str(a.get("value", a.get("description", ""))) for a in p["args"]))
        return out

    def close(self):
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(10)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Page:
    """A program that prints the address of its page: body_page_program, which then prints the commands that reach it, or partials."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.buffer = b""
        found = re.search(r"http://127\.0\.0\.1:\d+/[0-9a-f]{32}/", said := self.line(60))
        if not found:
            raise RuntimeError(f"the page's server does not start: {said}")
        self.address = found[0]

    def told(self, timeout_s=10):
        """The next command or landmarks that arrived."""
        return json.loads(self.line(timeout_s))

    def line(self, timeout_s):
        until = time.monotonic() + timeout_s
        while b"\n" not in self.buffer:
            if not select.select([self.process.stdout], [], [], max(0, until - time.monotonic()))[0]:
                raise TimeoutError(f"no command has arrived for {timeout_s} s")
            some = os.read(self.process.stdout.fileno(), 1 << 16)
            if not some:
                raise EOFError("the page's server has ended")
            self.buffer += some
        one, _, self.buffer = self.buffer.partition(b"\n")
        return one.decode().strip()

    def close(self):
        self.process.stdin.close()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(10)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
