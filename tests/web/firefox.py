# SPDX-License-Identifier: MIT
# A headless Firefox that is driven by Marionette, its own protocol over TCP: JavaScript, keys, pictures. Needs no package and no geckodriver.
import base64
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

# Fake devices instead of questions, sound without a click, and nothing that asks a network.
PREFERENCES = {"media.navigator.permission.disabled": True, "media.navigator.streams.fake": True, "media.autoplay.default": 0, "app.update.enabled": False,
               "browser.shell.checkDefaultBrowser": False, "datareporting.policy.dataSubmissionEnabled": False, "toolkit.telemetry.enabled": False,
               "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False, "browser.aboutwelcome.enabled": False,
               "media.gmp-manager.updateEnabled": False, "extensions.update.enabled": False, "services.settings.server": "data:,"}


def firefox():
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    def __init__(self, width=1280, height=900):
        self.folder = tempfile.mkdtemp(prefix="partials_firefox_")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in {**PREFERENCES, "marionette.port": port}.items()]
        pathlib.Path(self.folder, "user.js").write_text("\n".join(lines))
        self.log = open(os.path.join(self.folder, "log"), "wb")
        self.process = subprocess.Popen([firefox(), "--headless", "--marionette", "--no-remote", "--profile", self.folder, "--width", str(width), "--height", str(height)],
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True, env={**os.environ, "HOME": self.folder})
        self.socket = self.reached(port)
        self.buffer, self.number = b"", 0
        self.message()  # a greeting
        self.ask("WebDriver:NewSession", capabilities={"alwaysMatch": {"pageLoadStrategy": "normal"}})
        self.ask("WebDriver:SetTimeouts", script=120000, pageLoad=120000)

    def reached(self, port):
        until = time.monotonic() + 90
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=180)
            except ConnectionRefusedError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError("Firefox does not start: " + pathlib.Path(self.log.name).read_text(errors="replace")[-500:])
                time.sleep(0.2)

    def message(self):  # LENGTH:JSON
        while True:
            size, colon, rest = self.buffer.partition(b":")
            if colon and len(rest) >= int(size):
                self.buffer = rest[int(size):]
                return json.loads(rest[:int(size)])
            some = self.socket.recv(1 << 16)
            if not some:
                raise EOFError("Firefox has ended")
            self.buffer += some

    def ask(self, command, **parameters):
        self.number += 1
        text = json.dumps([0, self.number, command, parameters]).encode()
        self.socket.sendall(str(len(text)).encode() + b":" + text)
        _, _, error, result = self.message()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return result.get("value") if isinstance(result, dict) else result

    def open(self, address):
        self.ask("WebDriver:Navigate", url=address)

    def js(self, expression):
        return self.ask("WebDriver:ExecuteScript", script=f"return ({expression})", args=[], sandbox=None)

    def wait(self, expression, timeout_s=30):
        until = time.monotonic() + timeout_s
        while not self.js(f"Boolean({expression})"):
            if time.monotonic() > until:
                raise TimeoutError(f"after {timeout_s} s it is still not so that {expression}")
            time.sleep(0.1)

    def keys(self, *steps):  # each (down or up, key)
        self.ask("WebDriver:PerformActions", actions=[{"type": "key", "id": "keyboard", "actions": [{"type": f"key{kind.capitalize()}", "value": key} for kind, key in steps]}])

    def picture(self, path):
        pathlib.Path(path).write_bytes(base64.b64decode(self.ask("WebDriver:TakeScreenshot", full=False)))

    def close(self):
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(20)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
