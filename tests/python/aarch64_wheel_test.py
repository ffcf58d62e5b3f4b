# SPDX-License-Identifier: MIT
"""Guards against: an aarch64 wheel that is too large, whose tag promises an older glibc than is used, that loads a library of the system
besides glibc, or that does not train and play. Python for 64-bit ARM runs it under qemu-user (tests/python/aarch64); its sound is compared
with other hosts' by tests/everywhere. Skipped in words where build/arm64 has no Python package: cmake --preset arm64."""

import os
import pathlib
import re
import subprocess
import sys
import unittest
import zipfile

from common import BUILD, ROOT, main
from wheel_test import TRY, run

ARM = BUILD.parent / "arm64"
LOADED = """
import partials
partials.render("violin", [(69, 0, 0.1)])
print(*sorted({line.split()[-1] for line in open("/proc/self/maps") if ".so" in line}), sep="\\n")
"""


class Aarch64Wheel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.wheel = pathlib.Path(run(ROOT / "tools/wheel", ARM, "wheels").strip())
        with zipfile.ZipFile(cls.wheel) as z:
            z.extractall("packages")

    def python(self, *arguments):
        return run("qemu-aarch64", "./python", "-B", *arguments, env={"PYTHONPATH": "packages", "HOME": os.getcwd(), "PATH": os.environ["PATH"]})

    def test_its_bytes(self):
        self.assertLessEqual(self.wheel.stat().st_size, 8_000_000)
        major, minor = map(int, re.fullmatch(r"partials-[\d.]+-cp311-abi3-manylinux_(\d+)_(\d+)_aarch64\.whl", self.wheel.name).groups())
        for library in pathlib.Path("packages").rglob("*.so*"):
            asked = re.findall(r"GLIBC_(\d+)\.(\d+)", run("readelf", "-V", library))
            self.assertLessEqual(max(((int(a), int(b)) for a, b in asked), default=(0, 0)), (major, minor), library)
            self.assertIn("AArch64", run("readelf", "-h", library))

    def test_it_trains_and_plays(self):
        self.assertIn("works", self.python("-c", TRY))

    def test_it_loads_its_own_libraries(self):
        here = str(pathlib.Path("packages").resolve())
        loaded = self.python("-c", LOADED).split()
        self.assertTrue([so for so in loaded if so.startswith(here)])
        pythons = r"(libpython3|lib(z|expat)\.so|ld-linux|lib(c|m|dl|rt|pthread)\.so)|/lib-dynload/"
        self.assertEqual([so for so in loaded if not so.startswith(here) and not re.search(pythons, so)], [])


if __name__ == "__main__":
    if not (ARM / "python/partials/_partials.abi3.so").exists():
        print("Skipped: build/arm64 has no Python package; make it: tools/setup arm64, cmake --preset arm64, cmake --build build/arm64 --target partials_python")
        sys.exit(77)
    made = subprocess.run([ROOT / "tests/python/aarch64", "python"], capture_output=True, text=True)
    if made.returncode:
        print(f"Skipped: {made.stdout}{made.stderr}")
        sys.exit(77)
    main()
