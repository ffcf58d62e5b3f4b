# SPDX-License-Identifier: MIT
"""What the tests of the package share: places, the phrase, and the command line beside it."""

import json
import os
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(os.environ["PARTIALS_ROOT"]).resolve()
BUILD = pathlib.Path(os.environ["PARTIALS_BUILD"])
VIOLIN = ROOT / "factory/violin.partials"
TUNE = ROOT / "examples/data/tune.mid"


def cli(*arguments, code=0):
    """Runs the command line, and returns its standard output; refuses another exit code."""
    done = subprocess.run([os.environ["PARTIALS_PROGRAM"], *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != code:
        raise AssertionError(f"partials {arguments} ended with {done.returncode}: {done.stderr}")
    return done.stderr if code and "--json" not in arguments else done.stdout


def cli_json(*arguments, code=0):
    return json.loads(cli(*arguments, "--json", code=code))


def tone(seconds, hz, rate=44100, level=0.2, partials=6):
    """A note of falling partials, as float32 NumPy."""
    import numpy as np
    t = np.arange(int(seconds * rate)) / rate
    x = sum(np.sin(2 * np.pi * hz * k * t) / k for k in range(1, partials + 1))
    fade = np.minimum(1, np.minimum(t, seconds - t) / 0.03)
    return (level * x * fade).astype(np.float32)


def main():
    unittest.main(argv=[sys.argv[0], "-v"])
