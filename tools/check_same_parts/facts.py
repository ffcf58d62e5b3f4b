# SPDX-License-Identifier: MIT
# The facts of one side of tools/check_same: rows of (group, item, value), one per line of a facts file. A group that a side lacks has one
# row with the item LACKS. If a program fails, the value starts with FAILS.
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

import inputs
from contents import canonical, short, sound_of, weights_of

PARTS = pathlib.Path(__file__).resolve().parent
LACKS, FAILS = "(lacks)", "fails: "
VOLATILE = {"mean_block_us", "ms_per_s", "worst_block_us"}  # of inspect --json: times that were measured
STEPS = "4"


class Failed(Exception):
    pass


class Collector:
    """Runs the programs of one side, in a separate home folder, with one instruction set."""

    def __init__(self, side):
        self.side, self.rows = side, []
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="check_same."))
        inputs.write_inputs(self.folder)
        self.tune = PARTS.parent.parent / "examples/data/tune.mid"
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LD_LIBRARY_PATH", "TMPDIR")}
        home = {"HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder / "data")}
        self.env = dict(kept, **home, LC_ALL="C.UTF-8", PARTIALS_ISA="avx2")
        self.helps = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, *command):
        try:
            words = [str(c) for c in command]
            done = subprocess.run(words, env=self.env, cwd=self.folder, capture_output=True, timeout=600)
        except subprocess.TimeoutExpired:
            raise Failed("no answer in ten minutes")
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            said = said or [f"exit code {done.returncode}"]
            raise Failed(" ".join(said[-1].replace(str(self.folder), "").split()))
        return done.stdout

    def partials(self, *words):
        return self.ask(self.side.build / "partials", *words)

    def offers(self, verb, *options):
        if verb not in self.helps:
            try:
                self.helps[verb] = self.partials(*([verb] if verb else []), "--help").decode()
            except Failed:
                self.helps[verb] = ""
        return self.helps[verb] and all(o in self.helps[verb] for o in options)

    def add(self, group, item, value):
        self.rows.append((group, " ".join(str(item).split()), " ".join(str(value).split())))

    def lacks(self, group):
        self.rows.append((group, LACKS, ""))

    def each(self, group, there, items, answer):
        """One row for each item; answer(item) gives its value."""
        items = list(items)
        if not there or not items:
            return self.lacks(group)
        for name, item in items:
            try:
                self.add(group, name, answer(item))
            except Failed as why:
                self.add(group, name, FAILS + str(why))

    def listed(self, groups, there, rows):
        """Rows of several groups at once, from rows()."""
        found = []
        if there:
            try:
                found = rows()
            except Failed as why:
                found = [(group, "all", FAILS + str(why)) for group in groups]
        for group, item, value in found:
            self.add(group, item, value)
        for group in groups:
            if group not in {g for g, _, _ in found}:
                self.lacks(group)

    # ---- files of the repository

    def files(self):
        source = self.side.source
        for name in ("processors", "models"):
            path = source / "tests/golden" / f"{name}.json"
            golden = json.loads(path.read_text()) if path.exists() else {}
            self.each(f"goldens of {name}", golden, golden.items(), lambda entry: short(canonical(entry)))
        presets = sorted((source / "models").glob("*.json"))
        self.each("presets of training", presets, [(p.stem, p) for p in presets],
                  lambda p: short(canonical(json.loads(p.read_text()))))
        self.each("factory files", True, self.models(), lambda p: short(p.read_bytes()))
        page = source / "docs/osc.md"
        rows = re.findall(r"^\| (`.*) \|$", page.read_text(), re.M) if page.exists() else []
        cells = [r.split(" | ") for r in rows]  # the last one explains
        self.each("OSC addresses (docs/osc.md)", cells, [(c[0].replace("`", ""), c) for c in cells],
                  lambda c: " | ".join(c[1:-1]))

    def models(self, folder=None):
        return [(p.stem, p) for p in sorted((folder or self.side.source / "factory").glob("*.partials"))]

    # ---- symbols and names

    def listing(self, how, library):
        return json.loads(self.ask(sys.executable, PARTS / "listing.py", how, library))

    def interfaces(self):
        build, source = self.side.build, self.side.source
        library = build / "apps/c/libpartials.so"
        header = source / "include/partials/partials.h"
        if header.exists():
            text = header.read_text()
            code = re.sub(r"/\*.*?\*/|//[^\n]*", " ", text, flags=re.S)
            self.add("C header", "declarations", short(" ".join(code.split())))
            self.add("C header", "comments", short(text))
        else:
            self.lacks("C header")
        there = "partials_c" in self.side.has
        symbols = self.ask("nm", "-D", "--defined-only", library).decode() if there else ""
        exported = sorted(line.split()[:-3:-1] for line in symbols.splitlines())  # name, kind
        self.each("C symbols", symbols, exported, str)
        dynamic = self.ask("readelf", "-dW", library).decode() if there else ""
        self.each("C library's name", there, [("soname", dynamic)],
                  lambda text: " ".join(re.findall(r"soname: \[(.*?)\]", text)))
        self.listed(["parameters", "saved state"], there, lambda: self.listing("c", library))
        clap = build / "partials.clap"
        groups = ["CLAP plug-ins", "CLAP parameters, instrument", "CLAP parameters, effect"]
        self.listed(groups, "partials_clap" in self.side.has, lambda: self.listing("clap", clap))
        self.listed(["LV2 instrument", "LV2 effect"], "lv2_ttl" in self.side.has, lambda: list(self.lv2()))
        self.listed(["processors"], self.offers("inspect", "--processors"), lambda: list(self.processors()))
        self.listed(["command line"], (source / "apps/describe").exists(), lambda: list(self.command_line()))

    def lv2(self):
        for kind in ("instrument", "effect"):
            folder = self.folder / f"{kind}.lv2"
            folder.mkdir()
            self.ask(self.side.build / "lv2_ttl", kind, folder)
            ports = 0
            text = (folder / "plugin.ttl").read_text()
            for port in re.findall(r"^  \[\n(.*?)^  \]", text, re.M | re.S):
                ports += 1
                symbol = re.search(r'lv2:symbol "(.*?)"', port)[1]
                yield f"LV2 {kind}", symbol, f"{re.search(r'lv2:index ([0-9]+)', port)[1]} | {short(port)}"
            rest = re.sub(r"^  \[\n.*?^  \]", "", text, flags=re.M | re.S)
            yield f"LV2 {kind}", "(besides its ports)", short(rest + (folder / "manifest.ttl").read_text())

    def processors(self):
        for section in self.partials("inspect", "--processors").decode().split("\n## ")[1:]:
            name, _, text = section.partition("\n")
            yield "processors", name, short(text.strip())

    def command_line(self):
        folder = self.folder / "described"
        self.partials("--describe", folder)
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            yield "command line", path.name, short(path.read_bytes())

    # ---- sounds

    def sound(self, model, played, *options):
        out = self.folder / "out.wav"
        out.unlink(missing_ok=True)
        self.partials("render", model, played, "-o", out, "--format", "float32", "--seed", "1", *options)
        return sound_of(out.read_bytes())

    def read(self, model):
        """The output of inspect for a model, one hash per part: NAME=HASH."""
        found = json.loads(self.partials("inspect", model, "--json"))
        for volatile in VOLATILE:
            found.get("voice", {}).pop(volatile, None)
        return " ".join(f"{key}={short(canonical(value))[:8]}" for key, value in sorted(found.items()))

    def play(self, models):
        renders = self.offers("render", "--format", "--seed")
        self.each("models as they are read", self.offers("inspect", "--json"), models, self.read)
        self.each("sound: tune", renders, models, lambda m: self.sound(m, self.tune))
        slurred = renders and self.offers("render", "--mono")
        self.each("sound: tune, one voice", slurred, models, lambda m: self.sound(m, self.tune, "--mono"))
        self.each("sound: effect", renders, models, lambda m: self.sound(m, self.folder / "sung.wav"))

    def train(self, preset, notes):
        group, out = f"training: {preset}", self.folder / "trained.partials"
        has = (self.side.source / "models" / f"{preset}.json").exists()
        if not has or not self.offers("train", "--steps", "--seed", "--threads"):
            self.lacks(group)
            return self.lacks(f"{group}, sound")
        out.unlink(missing_ok=True)
        options = ["--preset", preset, "--steps", STEPS, "--seed", "1", "--threads", "1"]
        try:
            self.partials("train", self.folder / notes, "-o", out, *options)
            tensors, metadata = weights_of(out.read_bytes())
        except Failed as why:
            return self.add(group, "all", FAILS + str(why))
        for name, bytes_of_it in tensors.items():
            self.add(group, name, short(bytes_of_it))
        for name, text in metadata.items():
            self.add(group, f"({name})", short(text))
        self.each(f"{group}, sound", True, [("tune", out)], lambda m: self.sound(m, self.tune))


def collect(side):
    with Collector(side) as c:
        c.files()
        c.interfaces()
        c.play(c.models())
        for preset, notes in (("small", "held"), ("standard", "held"), ("struck", "plucked")):
            c.train(preset, notes)
        return c.rows


def collect_foreign(side, folder):
    """The model files of `folder`, read and played by the programs of `side`."""
    with Collector(side) as c:
        c.play(c.models(folder))
        return c.rows


def circumstances(root):
    """What facts depend on besides the commit: this tool, its inputs, the compiler, the C library."""
    parts = [*sorted(PARTS.glob("*.py")), root / "examples/data/tune.mid"]
    version = subprocess.run([os.environ.get("CXX", "c++"), "--version"], capture_output=True).stdout
    compiler = version.splitlines()[:1]
    system = f"{platform.libc_ver()} {platform.machine()}".encode()
    return short(b"".join([*(p.read_bytes() for p in parts), *compiler, system]))


def kept(path, root, made):
    """The rows of a facts file; collected by made() where they are not there or the circumstances were
    others. Rows among which one fails are not kept: the next time may be better."""
    head = f"# tools/check_same, {circumstances(root)}"
    if path and path.exists():
        lines = path.read_text().splitlines()
        if lines and lines[0] == head:
            return [tuple(line.split("\t")) for line in lines[1:]]
    rows = made()
    if path and not any(value.startswith(FAILS) for _, _, value in rows):
        part = path.with_suffix(".part")
        part.write_text("\n".join([head, *("\t".join(r) for r in rows)]) + "\n")
        part.replace(path)
    return rows
