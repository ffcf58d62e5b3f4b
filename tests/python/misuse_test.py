# SPDX-License-Identifier: MIT
"""Guards against: an argument of a wrong type, shape or range that crashes, is taken silently, or is refused without its name; another
exception than partials.Error; a lock of Python that is held while a thread waits for another one's block; memory that is lent wrongly."""

import ctypes
import gc
import itertools
import subprocess
import sys
import threading
import time
import unittest

import numpy as np
import partials
from common import VIOLIN, main, tone

NAN = float("nan")
NOTE = [(60, 0, 0.05)]


class Misuse(unittest.TestCase):
    def setUp(self):
        self.violin = partials.load(VIOLIN)

    def refused(self, words, call, *arguments, code=2, **named):
        with self.assertRaisesRegex(partials.Error, words) as caught:
            call(*arguments, **named)
        self.assertEqual(caught.exception.code, code, caught.exception)

    def test_options_of_render(self):
        for words, options in (
                (r"sample_rate is 0; it is a whole number from 8000 to 192000", {"sample_rate": 0}),
                (r"sample_rate is nan", {"sample_rate": NAN}), (r"sample_rate is '48000'", {"sample_rate": "48000"}),
                (r"sample_rate is 44100.5", {"sample_rate": 44100.5}),
                (r"transpose is nan; it is a number from -60 to 60", {"transpose": NAN}), (r"transpose is '2'", {"transpose": "2"}),
                (r"seed is -1; it is a whole number from 0", {"seed": -1}), (r"seed is 18446744073709551616", {"seed": 2**64}),
                (r"voices is 0", {"voices": 0}), (r"attack_s is -1", {"attack_s": -1}), (r"mono is 'yes'", {"mono": "yes"}),
                (r"mix is \['noise'\]; it is a dict", {"mix": ["noise"]}), (r"mix\['noise'\] is 'loud'", {"mix": {"noise": "loud"}}),
                (r"no part 'nose'", {"mix": {"nose": 1}}), (r"'zap'", {"macros": {"zap": 1}}), (r"scale is 3", {"scale": 3}),
                (r"channels is 3; it is a list", {"channels": 3}), (r"channels\[0\] is 77", {"channels": [77]})):
            self.refused(words, partials.render, self.violin, NOTE, **options)
        audio = partials.render(self.violin, NOTE, np.int64(44100), seed=np.uint8(1), transpose=np.float32(1), mono=np.bool_(True))
        self.assertTrue(np.array_equal(audio, partials.render(self.violin, NOTE, 44100.0, transpose=1, mono=True)))

    def test_sources_of_render(self):
        for words, source in ((r"empty list", []), (r"no samples", np.zeros((1, 0), np.float32)), (r"no channels", np.zeros((0, 0), np.float32)),
                              (r"0 dimensions", np.float32(1)), (r"3 dimensions", np.zeros((1, 2, 9), np.float32)), (r"audio.T", np.zeros((99, 5), np.float32)),
                              (r"not a finite number at sample 7", np.where(np.arange(99) == 7, NAN, 0).astype(np.float32)),
                              (r"type 'h'", np.zeros(99, np.int16)), (r"no array", None), (r"no array", {}),
                              (r"key of note 0 is 'C4'", [("C4", 0, 1)]), (r"key of note 1 is 128", [*NOTE, (128, 0, 1)]),
                              (r"note 0 is \(60, 0\)", [(60, 0)]), (r"value of note 0 is nan", [(60, NAN, 1)]), (r"key of note 0 is nan", [(NAN, 0, 1)])):
            self.refused(words, partials.render, self.violin, source)
        by_list = partials.render(self.violin, [(60, 0, 0.1), (64, 0.1, 0.1)])
        for same in (np.array([[60, 0, 0.1], [64, 0.1, 0.1]]), iter([(60, 0, 0.1), (64, 0.1, 0.1)]), [[60.0, 0, 0.1], [64, 0.1, 0.1]]):
            self.assertTrue(np.array_equal(partials.render(self.violin, same), by_list))

    def test_audio_files(self):
        for words, audio in ((r"0 dimensions", np.float32(1)), (r"3 dimensions", np.zeros((2, 3, 4), np.float32)), (r"audio.T", np.zeros((99, 3), np.float32)),
                             (r"not a finite number at sample 0", [NAN]), (r"different lengths", [[1.0, 2.0], [1.0]]), (r"different lengths", [[1.0], 2.0]),
                             (r"holds 'a'; it holds numbers", ["a"]), (r"type 'B'", b"1234"), (r"type '>f'", np.zeros(5, ">f4")), (r"type 'Zd'", np.zeros(5, complex))):
            self.refused(words, partials.write_wav, "o.wav", audio, 44100)
        for rate in (0, NAN, 1e12, "44100"):
            self.refused(r"sample_rate is", partials.write_wav, "o.wav", [0.0], rate)
        self.refused(r"format is 'mp3'; it is 'pcm16' or 'pcm24' or 'float32'", partials.write_wav, "o.wav", [0.0], 44100, "mp3")
        partials.write_wav("two.wav", [np.zeros(9, np.float32), np.ones(9)], 44100)  # a channel each
        self.assertEqual(partials.read_audio("two.wav")[0].shape, (1, 9))
        partials.write_wav("backwards.wav", np.float32([[0.1, 9, 0.2, 9, 0.3, 9]])[:, ::-2], 44100)

    def test_hearing(self):
        for words, audio, rate in ((r"not a finite number", [NAN] * 9, 44100), (r"sample_rate is 0", [0.0], 0), (r"sample_rate is nan", [0.0], NAN), (r"sample_rate is 1e-06", [0.0], 1e-6)):
            self.refused(words, partials.hear, audio, rate)
        self.assertEqual(len(partials.hear([], 44100).f0_hz), 0)

    def test_training_and_judging(self):
        for words, recordings in ((r"'A4' is no pair", {"A4": tone(1, 440)}), (r"sample rate of 'A4' is 'x'", {"A4": (tone(1, 440), "x")}), (r"have names", tone(1, 440))):
            for call in (partials.check, lambda r: partials.train(r, "x.partials"), lambda r: partials.evaluate(self.violin, r)):
                self.refused(words, call, recordings)
        self.refused(r"not a finite number", partials.check, {"A4": ([NAN] * 9999, 44100)}, code=3)
        for words, options in ((r"steps is 'three'", {"steps": "three"}), (r"steps is 0", {"steps": 0}), (r"minutes is nan", {"minutes": NAN}), (r"threads is 0", {"threads": 0}),
                               (r"tags is 'strings'; it is a list", {"tags": "strings"}), (r"tags\[0\] is 1", {"tags": [1]}), (r"weights is 'half'", {"weights": "half"}),
                               (r"name is 5", {"name": 5}), (r"allow_copies is 1;", {"allow_copies": 1})):
            self.refused(words, partials.train, {"A4": (tone(1, 440), 44100)}, "x.partials", **options)

    def test_players(self):
        for words, options in ((r"sample_rate is nan", {"sample_rate": NAN}), (r"sample_rate is 0", {"sample_rate": 0}), (r"max_block is 0", {"max_block": 0}), (r"max_block is 1000000000", {"max_block": 10**9})):
            self.refused(words, partials.Player, self.violin, **options)
        player = partials.Player(self.violin)
        for words, call in ((r"key is 128", lambda: player.note_on(128)), (r"key is 69.5", lambda: player.note_on(69.5)), (r"velocity is nan", lambda: player.note_on(60, NAN)),
                            (r"channel is 16", lambda: player.note_on(60, channel=16)), (r"time is -1", lambda: player.note_on(60, time=-1)),
                            (r"message is", lambda: player.midi([])), (r"message is", lambda: player.midi([0x90, 60, 100, 1])), (r"message is", lambda: player.midi([60, 100])),
                            (r"message is", lambda: player.midi(0x90)), (r"release is nan", lambda: player.set("release", NAN)), (r"no parameter 'loud'", lambda: player["loud"]),
                            (r"value is nan", lambda: player.express("pan", NAN)), (r"number of samples is -1", lambda: player.process(-1)), (r"number of samples is 0.5", lambda: player.process(0.5)),
                            (r"0 dimensions", lambda: player.process(np.array(1.0))), (r"two channels", lambda: player.process(np.zeros((3, 64), np.float32))),
                            (r"not a finite number", lambda: player.process([NAN] * 64))):
            self.refused(words, call)
        self.assertEqual(player.process(np.int64(64)).shape, (2, 64))
        self.assertEqual(player.process(0).shape, (2, 0))
        self.assertEqual(partials.Player(effect=True).process(np.zeros((2, 1), np.float32)).shape, (2, 1))

    def test_models_and_graphs(self):
        self.refused(r"finite number", self.violin.with_weights, self.violin.weights() * NAN)
        graph = partials.Graph({"reference_rate_hz": 48000, "inputs": {"x": {"rate": "sample", "channels": 1}},
                                "nodes": {"louder": {"processor": "gain", "settings": {}, "in": {"in": "in.x"}}}, "outputs": {"y": "louder.out"}})
        run = graph.forward({"x": np.zeros((3, 1), np.float32)})
        self.refused(r"another shape", run.backward, {"y": np.zeros((1, 3), np.float32)})
        self.refused(r"no output 'z'", run.backward, {"z": [[0.0]]})
        self.refused(r"wrong shape", graph.forward, {"x": np.zeros((3, 2), np.float32)})
        self.refused(r"seed is -1", graph.forward, {"x": np.zeros(3, np.float32)}, seed=-1)

    def test_memory_that_is_lent(self):
        array = partials._partials.array(np.arange(6.0), [2, 3], True)
        flat = bytes(array)  # asked for without a shape
        self.assertEqual(np.frombuffer(flat).tolist(), list(range(6)))
        py_buffer = ctypes.create_string_buffer(256)
        with self.assertRaises(BufferError):  # columns one after another
            ctypes.pythonapi.PyObject_GetBuffer(ctypes.py_object(array), py_buffer, 0x58)
        shared, own = np.from_dlpack(array), array.__dlpack__(copy=True)
        memoryview(array)[0, 0] = 9
        self.assertEqual(shared[0, 0], 9.0)
        del array, own
        gc.collect()
        self.assertEqual(shared.sum(), 24.0)
        again = partials._partials.array(np.arange(2.0), [2], True)
        again.__dlpack__(max_version=(1, 0), dl_device=(1, 0), stream=None)
        for wrong in ({"dl_device": (2, 0)}, {"stream": 1}):
            with self.assertRaises(BufferError):
                again.__dlpack__(**wrong)
        with self.assertRaises(TypeError):
            again.__dlpack__(color=1)
        self.assertEqual(sys.getrefcount(again), 2)

    def test_an_object_that_lies(self):
        """Its methods run in the middle of a call."""
        class Liar:
            def __init__(self, answer):
                self.answer = answer

            def __dlpack__(self):
                return self.answer()

        def fail():
            raise RuntimeError("no memory of mine")

        for answer, error in ((lambda: 3, (ValueError, SystemError)), (lambda: None, (ValueError, SystemError)), (fail, RuntimeError)):
            with self.assertRaises(error):
                partials.write_wav("o.wav", Liar(answer), 44100)
        notes = np.zeros(64, np.float32)
        partials.write_wav("o.wav", Liar(lambda: notes.__dlpack__()), 44100)
        self.assertEqual(sys.getrefcount(notes), 2)  # nothing is kept

    def test_modules_that_are_imported_again(self):
        inner, Error = partials._partials, partials.Error
        kept = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "partials"}
        try:
            for name in kept:
                del sys.modules[name]
            import partials as again
            self.assertIs(again.Error, Error)
            self.assertIs(again._partials.Model, inner.Model)
            self.assertEqual(again.render(self.violin._inner and again.load(VIOLIN), NOTE).shape[0], 1)
        finally:
            sys.modules.update(kept)

    def test_threads_share_a_player(self):
        """While one plays a long block, others wait for the player, and everything else goes on."""
        player = partials.Player(self.violin)
        player.note_on(60)
        began = threading.Event()
        playing = threading.Thread(target=lambda: player.process(48000 * 60))
        waiting = threading.Thread(target=lambda: (time.sleep(0.02), began.set(), player.events(), player.note_off(60), player.meters))
        playing.start(), waiting.start()
        meanwhile = 0
        while playing.is_alive():
            time.sleep(0.001)
            meanwhile += began.is_set()
        playing.join(), waiting.join()
        self.assertGreater(meanwhile, 5)
        blocks, errors = [], []

        def use():
            try:
                for n in itertools.islice(itertools.cycle((0, 1, 64, 333)), 60):
                    player.note_on(60 + n % 12)
                    blocks.append(player.process(n).shape[1])
                    player.events(), player.meters, player.latency_samples
                    player["release"] = 0.1
                player.reset()
                player.load(self.violin)
                player.prepare()
            except Exception as e:
                errors.append(e)
        threads = [threading.Thread(target=use) for _ in range(4)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        self.assertEqual((errors, len(blocks)), ([], 240))

    def test_threads_share_a_pass(self):
        graph = partials.Graph(self.violin)
        frames = 50
        inputs = {name: np.full((frames if port.rate == "frame" else 48000, port.channels), 200 if name == "f0_hz" else -30, np.float32) for name, port in graph.inputs.items()}
        run = graph.forward(inputs)
        out = {name: np.ones_like(y) for name, y in run.outputs.items()}
        wanted = [run.backward({name: scale * y for name, y in out.items()}) for scale in (1.0, 2.0)]
        wrong = []

        def ask(which):
            for _ in range(5):
                d_inputs, d_weights = run.backward({name: (1.0, 2.0)[which] * y for name, y in out.items()})
                wrong.extend(name for name in d_inputs if not np.array_equal(d_inputs[name], wanted[which][0][name]))
                wrong.extend([] if np.array_equal(d_weights, wanted[which][1]) else ["weights"])
        threads = [threading.Thread(target=ask, args=(n % 2,)) for n in range(4)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        self.assertEqual(wrong, [])

    def test_ctrl_c_ends_an_evaluation(self):
        script = ("import os, partials, pathlib, threading, signal, sys\n"
                  "threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
                  "try:\n    partials.evaluate(sys.argv[1], [sys.argv[2]], threads=1)\n"
                  "except KeyboardInterrupt:\n    print('ended')\n")
        audio = np.concatenate([tone(2, 220 * 2**(k / 12)) for k in range(24) for _ in range(3)])
        partials.write_wav("long.wav", audio, 44100)
        done = subprocess.run([sys.executable, "-c", script, str(VIOLIN), "long.wav"], capture_output=True, text=True, timeout=150)
        self.assertEqual((done.returncode, done.stdout.strip(), done.stderr), (0, "ended", ""))


if __name__ == "__main__":
    main()
