# SPDX-License-Identifier: MIT
"""Guards against: a wheel that is too large, that pip refuses, or that needs a library of the system besides glibc; a tag that promises an
older glibc than is used; names that the process sees; two builds that differ. It is installed without a network and tried where there is
nothing else: a folder as root file system with Python and glibc alone."""

import base64
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import sysconfig
import unittest
import zipfile

from common import BUILD, ROOT, main

TRY = """
import math, os, partials
violin = partials.load("violin")
audio = partials.render(violin, [(69, 0, 0.2)], 44100)
audio = memoryview(audio)
assert audio.shape[0] == 1 and max(abs(x) for x in audio.tolist()[0]) > 0.01
partials.write_wav("note.wav", audio, 44100)
partials.render(violin, "note.wav", 48000)   # libsndfile and soxr
player = partials.Player(violin)
player.note_on(60)
assert memoryview(player.process(2000)).shape == (2, 2000)
report = partials.check("note.wav")
result = partials.train("note.wav", "mine.partials", preset="small", steps=1, runs=os.path.abspath("runs"))
assert result.steps == 1 and len(partials.models()) >= 1
print("all of it works")
"""


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        raise AssertionError(f"{command}: {done.stdout}\n{done.stderr}")
    return done.stdout


def linked(file):
    return re.findall(r"=> (/\S+)", run("ldd", file)) + re.findall(r"^\s(/\S+)", run("ldd", file), re.M)


class Wheel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
        cls.wheel = pathlib.Path(run(ROOT / "tools/wheel", BUILD, "wheels").strip())

    def test_its_bytes(self):
        self.assertLessEqual(self.wheel.stat().st_size, 8_000_000)
        self.assertRegex(self.wheel.name, r"^partials-[\d.]+-cp311-abi3-manylinux_2_3\d_\w+\.whl$")
        again = pathlib.Path(run(ROOT / "tools/wheel", BUILD, "again").strip())
        self.assertEqual(self.wheel.read_bytes(), again.read_bytes())
        with zipfile.ZipFile(self.wheel) as z:
            record = z.read(next(n for n in z.namelist() if n.endswith("/RECORD"))).decode().split()
            self.assertEqual(len(record), len(z.namelist()))
            for line in record[:-1]:
                name, digest, size = line.rsplit(",", 2)
                data = z.read(name)
                self.assertEqual(digest, "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode())
                self.assertEqual(int(size), len(data))

    def test_only_one_name_is_seen(self):
        with zipfile.ZipFile(self.wheel) as z:
            z.extract("partials/_partials.abi3.so", "seen")
        names = run("nm", "-D", "--defined-only", "seen/partials/_partials.abi3.so").split()
        self.assertEqual([n for n in names if not re.fullmatch(r"[0-9a-f]+|[A-Za-z]|_ZSt\d+__once_call(able)?", n)], ["PyInit__partials"])

    def test_pip_installs_it_without_a_network(self):
        try:
            run(sys.executable, "-m", "venv", "venv")
        except AssertionError:
            self.skipTest("python3-venv is not here")
        run("venv/bin/pip", "install", "--no-index", "--disable-pip-version-check", self.wheel)
        bare = {"PATH": "/usr/bin:/bin", "HOME": os.getcwd()}
        self.assertIn("works", run("venv/bin/python", "-c", TRY, env=bare))

    def test_it_runs_where_there_is_python_alone(self):
        """Neither NumPy nor a C++ library, a resampler or a reader of audio files."""
        root = pathlib.Path("root")
        python = pathlib.Path(sys.executable).resolve()
        standard = pathlib.Path(os.__file__).parent
        own = "*" + sysconfig.get_config_var("EXT_SUFFIX")  # modules of other architectures may lie beside them
        for file in {*linked(python), *(l for so in (standard / "lib-dynload").glob(own) if re.match(r"_(struct|ctypes|json|hashlib)|math|zlib|array", so.name) for l in linked(so))}:
            to = root / file[1:]
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, to)
        (root / "usr/bin").mkdir(parents=True)
        shutil.copy(python, root / "usr/bin/python3")
        shutil.copytree(standard, root / str(standard)[1:], ignore=shutil.ignore_patterns("test", "config-*", "__pycache__", "idlelib", "dist-packages"))
        (root / "tmp").mkdir()
        (root / "try.py").write_text(TRY)
        with zipfile.ZipFile(self.wheel) as z:
            z.extractall(root / "packages")
        self.assertFalse([f for f in root.rglob("*") if re.match(r"lib(stdc\+\+|sndfile|soxr|fmt|sqlite|gomp)\S*\.so", f.name)])
        chroot = shutil.which("chroot", path="/usr/sbin:/usr/bin:/sbin")
        enter = [chroot] if os.geteuid() == 0 else ["/usr/bin/unshare", "--user", "--map-root-user", chroot]
        if subprocess.run([*enter, root, "/usr/bin/python3", "-c", "0"], capture_output=True).returncode:
            self.skipTest("a root file system of one's own is not allowed here")
        self.assertIn("works", run(*enter, root, "/usr/bin/python3", "/try.py", env={"PYTHONPATH": "/packages", "HOME": "/tmp", "LC_ALL": "C.UTF-8"}))


if __name__ == "__main__":
    main()
