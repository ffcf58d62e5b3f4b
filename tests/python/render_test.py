# SPDX-License-Identifier: MIT
"""Guards against: a render that differs from the command line's; arrays of other shapes, types or strides that are misread; errors without
the command line's sentence and code; notes of the library that are lost; a Python lock that is held while it computes."""

import array
import os
import threading
import time
import unittest
import warnings

import numpy as np

import partials
from common import TUNE, VIOLIN, cli, main, tone


class Render(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.violin = partials.load(VIOLIN)

    def test_a_midi_file_gives_the_command_lines_samples(self):
        cli("render", VIOLIN, TUNE, "-o", "tune.wav", "--format", "float32", "--rate", 44100)
        theirs, rate = partials.read_audio("tune.wav")
        ours = partials.render(self.violin, TUNE, 44100)
        self.assertEqual(rate, 44100)
        self.assertEqual((ours.dtype, ours.shape), (np.float32, theirs.shape))
        self.assertTrue(np.array_equal(ours, theirs - 0), np.abs(ours - theirs).max())

    def test_a_recording_gives_the_command_lines_samples(self):
        partials.write_wav("note.wav", tone(1, 440), 44100, "float32")
        cli("render", VIOLIN, "note.wav", "-o", "out.wav", "--format", "float32", "--transpose", 2)
        theirs, _ = partials.read_audio("out.wav")
        self.assertTrue(np.array_equal(partials.render(self.violin, "note.wav", 44100, transpose=2), theirs))

    def test_audio_equals_its_file(self):
        x, rate = tone(0.8, 330), 44100
        partials.write_wav("x.wav", x, rate, "float32")
        of_file, _ = partials.read_audio("x.wav")
        a = partials.render(self.violin, "x.wav", rate)
        b = partials.render(self.violin, of_file, rate)
        self.assertTrue(np.array_equal(a, b))

    def test_notes_are_a_song(self):
        report = {}
        audio = partials.render(self.violin, [(69, 0, 0.5), (76, 0.5, 0.5, 1.0)], report=report)
        self.assertEqual(report["notes"], 2)
        heard = partials.hear(audio, 48000)
        pitch = heard.f0_hz[(heard.time_s > 0.3) & (heard.time_s < 0.4)]
        self.assertLess(abs(np.median(pitch) - 440), 5)

    def test_options_reach_the_model(self):
        notes = [(69, 0, 0.4)]
        plain = partials.render(self.violin, notes)
        for option in ({"mix": {"noise": -60}}, {"seed": 2}, {"transpose": 1}, {"macros": {"attack": 0.3}}):
            self.assertFalse(np.array_equal(plain, partials.render(self.violin, notes, **option)), option)

    def test_any_array_is_read(self):
        x = tone(0.4, 440)
        wanted = partials.render(self.violin, x, 44100)
        wide = np.zeros((x.size, 3), np.float32)
        wide[:, 1] = x
        forms = [x[None], np.stack([x, x]), wide[:, 1], x.astype(np.float64), array.array("f", x.tolist()), x.tolist(),
                 memoryview(x)]
        for form in forms:
            self.assertTrue(np.array_equal(partials.render(self.violin, form, 44100), wanted), type(form))

    def test_errors_are_the_command_lines(self):
        for model, code in (("no-such-model", 5), (TUNE, 5)):
            with self.assertRaises(partials.Error) as caught:
                partials.load(model)
            self.assertEqual(caught.exception.code, code)
            self.assertIn(str(caught.exception).replace("partials.models()", "partials models list"), cli("inspect", model, code=code))
        open("empty.mid", "wb").close()
        with self.assertRaises(partials.Error) as caught:
            partials.render(self.violin, "empty.mid")
        self.assertEqual(caught.exception.code, 3)
        self.assertIn(str(caught.exception), cli("render", VIOLIN, "empty.mid", "-o", "x.wav", code=3))

    def test_sentences_name_arguments_of_python(self):
        for options, words in (({"mix": {"noise": 99}}, "mix has"), ({"mix": {"hiss": 1}}, "mix={'noise': -6}"),
                               ({"macros": {"attack": 99}}, "macros['attack'] has"), ({"macros": {"nothing": 1}}, "macros has")):
            with self.assertRaises(partials.Error) as caught:
                partials.render(self.violin, [(60, 0, 1)], **options)
            self.assertIn(words, str(caught.exception))
            self.assertNotIn("--", str(caught.exception))

    def test_wrong_arguments_are_refused(self):
        for wrong in (np.zeros(100, np.int16), np.zeros((1, 2, 3), np.float32), np.zeros((4000, 2), np.float32), None,
                      [(200, 0, 1)], [(60, 0, -1)], [[1.0, 2.0], [1.0]]):
            with self.assertRaises(partials.Error):
                partials.render(self.violin, wrong)
        with self.assertRaises(partials.Error):
            partials.render(self.violin, [(60, 0, 1)], macros={"nothing": 1})
        with self.assertRaises(partials.Error):
            partials.render(self.violin, [(60, 0, 1)], scale="no scale")

    def test_notes_of_the_library_are_warnings(self):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            partials.render(self.violin, np.random.default_rng(1).normal(0, 0.1, 20000).astype(np.float32), 44100)
        self.assertIn("no pitch was found", str(told[0].message))
        self.assertEqual(os.path.basename(told[0].filename), "render_test.py")

    def test_python_goes_on_meanwhile(self):
        turns = []
        done = threading.Event()

        def count():
            while not done.is_set():
                turns.append(time.monotonic())
                time.sleep(0.001)

        beside = threading.Thread(target=count)
        beside.start()
        begin = time.monotonic()
        partials.render(self.violin, [(60 + n, 0, 4) for n in range(8)])
        end = time.monotonic()
        done.set()
        beside.join()
        self.assertGreater(sum(begin < t < end for t in turns), 5)


if __name__ == "__main__":
    main()
