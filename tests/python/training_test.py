# SPDX-License-Identifier: MIT
"""Guards against: figures that differ from the command line's; a training whose bytes differ from its; Ctrl-C, a False or an exception that
leave no model."""

import _thread
import json
import pathlib
import struct
import threading
import unittest

import partials
from common import VIOLIN, cli, cli_json, main, tone


class Training(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path("recordings")
        cls.folder.mkdir()
        for name, hz in (("A3", 220), ("C4", 261.6), ("E4", 329.6), ("A4", 440), ("C5", 523.3), ("E5", 659.3)):
            partials.write_wav(cls.folder / f"{name}.wav", tone(1.5, hz, 44100), 44100)

    def test_check(self):
        report = partials.check(self.folder, picture=True)
        self.assertEqual(dict(report), cli_json("check", self.folder, code=3))  # nine seconds are too few
        self.assertFalse(report.usable)
        self.assertIn("recordings", str(report))
        self.assertTrue(report.picture.startswith(b"\x89PNG"))
        with self.assertRaises(partials.Error) as caught:
            partials.check("nowhere")
        self.assertEqual(caught.exception.code, 3)

    def test_train_evaluate_and_play(self):
        told = []
        result = partials.train(self.folder, "ours.partials", preset="small", steps=3, seed=4, name="tone", progress=told.append)
        cli("train", self.folder, "-o", "theirs.partials", "--preset", "small", "--steps", 3, "--seed", 4, "--name", "tone")
        self.assertEqual(result.steps, 3)
        self.assertFalse(result.interrupted)
        ours, theirs = (partials.load(p).weights().tolist() for p in ("ours.partials", "theirs.partials"))
        self.assertEqual(ours, theirs)
        self.assertEqual([p.step for p in told if p.phase == "training"][-1], 3)
        self.assertEqual(told[0].phase, "listening")
        self.assertEqual(partials.render(result.model, [(60, 0, 0.1)]).shape[0], 1)
        judged = partials.evaluate(result.model, [self.folder / "A4.wav"], page=True, with_seen=True)
        self.assertEqual(judged.keys(), cli_json("eval", "ours.partials", self.folder / "A4.wav", "--seen").keys())
        self.assertTrue(judged.page.startswith("<!"))
        self.assertIn("A4", str(judged))

    def test_recordings_as_arrays(self):
        notes = {path.name: partials.read_audio(path) for path in sorted(self.folder.iterdir())}
        ours, theirs = partials.check(notes), partials.check(self.folder)
        self.assertEqual(ours["recordings"], theirs["recordings"])
        stereo = {name: ([audio[0].tolist()] * 2, rate) for name, (audio, rate) in notes.items()}
        self.assertEqual(partials.check(stereo)["recordings"], ours["recordings"])
        result = partials.train(notes, "arrays.partials", preset="small", steps=2)
        self.assertEqual(result.model.inspect()["card"]["steps"], 2)
        with self.assertRaisesRegex(partials.Error, "'A4' has a sample rate of 0 Hz"):
            partials.train({"A4": ([0.0] * 100, 0)}, "arrays.partials")
        with self.assertRaisesRegex(partials.Error, "audio.T"):
            partials.check({"A4": (tone(1, 440).reshape(-1, 1), 44100)})

    def test_training_recordings_are_recognised_in_files_and_arrays(self):
        files = sorted(self.folder.iterdir())
        notes = {path.stem: partials.read_audio(path) for path in files}
        for trained, name in ((files, "of_files.partials"), (notes, "of_arrays.partials")):
            partials.train(trained, name, preset="small", steps=1)
            for judged in (files, notes, {"again": ([notes["A4"][0][0].tolist()] * 2, notes["A4"][1])}):
                with self.assertRaisesRegex(partials.Error, "used to train this model") as caught:
                    partials.evaluate(name, judged)
                self.assertEqual(caught.exception.code, 3)
            new = {"D5": (tone(1.5, 587.3), 44100)}
            report = partials.evaluate(name, {**notes, **new}, threads=1)
            self.assertEqual([(r["name"], r["seen"]) for r in report["recordings"]], [("D5", False)])
            self.assertIn("6 of 7 recordings were left out", str(report))
            report = partials.evaluate(name, new, against=notes, threads=1)
            self.assertIn("sampler", report["recordings"][0])  # what it was trained on teaches the baselines
            partials.write_wav("A4 as floats.wav", notes["A4"][0], 44100, "float32")  # other bytes, the same samples
            self.assertIn("used to train this model", cli("eval", name, "A4 as floats.wav", code=3))

    def test_an_earlier_card_does_not_recognise_arrays(self):
        data = pathlib.Path(VIOLIN).read_bytes()
        (length,) = struct.unpack("<Q", data[:8])
        header = json.loads(data[8:8 + length])
        del header["__metadata__"]["training"]
        packed = json.dumps(header).encode()
        packed += b" " * (-len(packed) % 8)
        pathlib.Path("earlier.partials").write_bytes(struct.pack("<Q", len(packed)) + packed + data[8 + length:])
        cli("models", "seal", "earlier.partials")
        self.assertNotIn("samples_sha256", str(dict(partials.inspect("earlier.partials"))))
        report = partials.evaluate("earlier.partials", {"A4": (tone(1, 440), 44100)}, threads=1)
        self.assertIn("recordings in memory cannot be compared", str(report))
        take = partials.Take(["x"], [n / 60 for n in range(120)], [[n / 120] for n in range(120)])
        mapping = partials.Mapping(inputs=["x"], outputs={"macro1": (0, 1)})
        mapping.demonstrate(take, 0.0, 0.2, outputs={"macro1": 0.0})
        mapping.demonstrate(take, 1.7, 1.95, outputs={"macro1": 1.0})
        with self.assertRaisesRegex(partials.Error, "judged on files"):
            partials.evaluate(mapping.train(), {"A4": (tone(1, 440), 44100)})

    def test_false_ends_it(self):
        result = partials.train(self.folder, "ended.partials", preset="small", progress=lambda p: p.step < 2)
        self.assertTrue(result.interrupted)
        self.assertLess(result.steps, 10)

    def test_ctrl_c_leaves_a_model(self):
        def stop(progress):
            if progress.step == 2:
                _thread.interrupt_main()
        with self.assertRaises(KeyboardInterrupt):
            partials.train(self.folder, "stopped.partials", preset="small", progress=stop)
        self.assertGreater(partials.load("stopped.partials").inspect()["card"]["steps"], 0)

    def test_an_exception_is_raised_after_the_model_is_written(self):
        def fail(progress):
            if progress.step == 1:
                raise RuntimeError("enough")
        with self.assertRaisesRegex(RuntimeError, "enough"):
            partials.train(self.folder, "failed.partials", preset="small", progress=fail)
        partials.load("failed.partials")

    def test_python_goes_on_meanwhile(self):
        beside = threading.Event()
        thread = threading.Timer(0.05, beside.set)
        thread.start()
        partials.train(self.folder, "t.partials", preset="small", steps=2, progress=lambda p: None)
        thread.join()
        self.assertTrue(beside.is_set())

    def test_runs_are_the_command_lines(self):
        partials.train(self.folder, "listed.partials", preset="small", steps=1)
        self.assertEqual(partials.runs(), cli_json("runs", "list"))
        self.assertEqual(partials.runs("no_such_runs"), [])

    def test_sentences_name_arguments_of_python(self):
        for options, words in (({"folds": 2, "fold": 5}, "folds=3 fold=0"), ({"tags": ["a b" * 99]}, "tags")):
            with self.assertRaises(partials.Error) as caught:
                partials.train(self.folder, "x.partials", steps=1, **options)
            self.assertIn(words, str(caught.exception))
            self.assertNotIn("--", str(caught.exception))

    def test_refusals(self):
        for options in ({"preset": "none"}, {"folds": 2, "fold": 5}, {"base": "no-such-model"}):
            with self.assertRaises(partials.Error):
                partials.train(self.folder, "x.partials", steps=1, **options)
        with self.assertRaises(partials.Error) as caught:
            partials.train("nowhere", "x.partials")
        self.assertEqual(caught.exception.code, 3)

    def test_inspect(self):
        report = partials.inspect(VIOLIN)
        theirs = cli_json("inspect", VIOLIN)
        self.assertEqual(report.keys(), theirs.keys())
        self.assertEqual(report["card"], theirs["card"])
        self.assertIn("Violin", str(report))

    def test_other_weights(self):
        model = partials.load(VIOLIN)
        weights = model.weights()
        changed = model.with_weights(weights * 1.01, "other")
        changed.save("other.partials")
        again = partials.load("other.partials")  # its golden example is checked
        self.assertEqual((again.name, again.weights().tolist()), ("other", changed.weights().tolist()))
        with self.assertRaises(partials.Error):
            model.with_weights(weights[:-1])


if __name__ == "__main__":
    main()
