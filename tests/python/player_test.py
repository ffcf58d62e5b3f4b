# SPDX-License-Identifier: MIT
"""Guards against: a player whose samples differ from libpartials'; blocks that change the sound; events that are lost between blocks; an
effect that hears nothing; two threads that break a player."""

import ctypes
import os
import subprocess
import sys
import threading
import unittest

import numpy as np

import partials
from common import VIOLIN, main, tone

RATE, BLOCK, BLOCKS = 48000, 256, 150


class CEvent(ctypes.Structure):
    _fields_ = [("time", ctypes.c_int32), ("kind", ctypes.c_uint8), ("midi", ctypes.c_uint8 * 3),
                ("port", ctypes.c_int16), ("channel", ctypes.c_int16), ("key", ctypes.c_int16),
                ("reserved", ctypes.c_int16), ("note_id", ctypes.c_int32), ("parameter", ctypes.c_int32),
                ("value", ctypes.c_float)]


class CBlock(ctypes.Structure):
    _fields_ = [("inputs", ctypes.c_void_p), ("out", ctypes.POINTER(ctypes.POINTER(ctypes.c_float))),
                ("in_channels", ctypes.c_uint32), ("out_channels", ctypes.c_uint32), ("frames", ctypes.c_uint32),
                ("event_count", ctypes.c_uint32), ("events", ctypes.POINTER(CEvent))]


# sample, key, velocity: two notes, one after the other has begun, and their ends
PHRASE = [(0, 69, 0.8), (9600, 76, 0.5), (14400, 69, 0), (24000, 76, 0)]


def phrase_of_the_library():
    c = ctypes.CDLL(os.environ["PARTIALS_LIBRARY"])
    c.partials_create.restype = ctypes.c_void_p
    player = ctypes.c_void_p(c.partials_create(0))
    assert c.partials_load_file(player, os.fsencode(VIOLIN)) == 0
    assert c.partials_prepare(player, ctypes.c_double(RATE), BLOCK) == 0
    out = np.zeros((2, BLOCK * BLOCKS), np.float32)
    for n in range(BLOCKS):
        now = [e for e in PHRASE if n * BLOCK <= e[0] < (n + 1) * BLOCK]
        events = (CEvent * max(1, len(now)))()
        for event, (sample, key, velocity) in zip(events, now):
            event.time, event.kind, event.key = sample - n * BLOCK, 0 if velocity else 1, key
            event.port, event.channel, event.note_id, event.value = -1, 0, -1, velocity or 0.5
        sides = (ctypes.POINTER(ctypes.c_float) * 2)(
            *(out[side, n * BLOCK:].ctypes.data_as(ctypes.POINTER(ctypes.c_float)) for side in range(2)))
        c.partials_process(player, ctypes.byref(CBlock(None, sides, 0, 2, BLOCK, len(now), events)))
    c.partials_destroy(player)
    return out


def phrase_of_the_package(blocks):
    player = partials.Player(VIOLIN, RATE, max_block=BLOCK)
    for sample, key, velocity in PHRASE:
        if velocity:
            player.note_on(key, velocity, sample)
        else:
            player.note_off(key, time=sample)
    return np.concatenate([player.process(n) for n in blocks], axis=1)


class Player(unittest.TestCase):
    def test_samples_are_those_of_libpartials(self):
        ours = phrase_of_the_package([BLOCK] * BLOCKS)
        self.assertTrue(np.array_equal(ours, phrase_of_the_library()))
        self.assertGreater(np.abs(ours).max(), 0.01)

    def test_on_baseline_kernels_too(self):
        if os.environ.get("PARTIALS_ISA") != "base":
            again = subprocess.run([sys.executable, __file__, "Player.test_samples_are_those_of_libpartials"],
                                   env={**os.environ, "PARTIALS_ISA": "base"}, capture_output=True, text=True)
            self.assertEqual(again.returncode, 0, again.stderr)

    def test_blocks_do_not_change_the_sound(self):
        whole = phrase_of_the_package([BLOCK * BLOCKS])
        parts = [1, 7, 500, 4096, 0, 13]
        parts.append(BLOCK * BLOCKS - sum(parts))
        self.assertTrue(np.array_equal(whole, phrase_of_the_package(parts)))

    def test_an_effect_follows_audio(self):
        player = partials.Player("violin", 44100, effect=True)
        out = player.process(tone(1.0, 440))
        heard = partials.hear(out, 44100)
        self.assertLess(abs(np.median(heard.f0_hz[-300:-100]) - 440), 10)
        self.assertGreater(player.latency_samples, 0)
        self.assertGreater(player.meters["loudness_db"], -60)

    def test_parameters_and_macros(self):
        player = partials.Player("violin")
        self.assertIn("brightness", " ".join(player.macros.values()).lower() + " ".join(player.macros))
        player["transpose"] = 12
        self.assertEqual(player.parameters["transpose"], 12)
        player["transpose"] = 1e9  # clamped
        self.assertEqual(player["transpose"], partials.PARAMETERS["transpose"].max)
        player.set("transpose", 0, time=100)
        player.process(200)
        self.assertEqual(player["transpose"], 0)
        for wrong in (lambda: player["no such"], lambda: player.express("no such", 1), lambda: player.note_on(60, time=-1),
                      lambda: player.process(-1)):
            with self.assertRaises(partials.Error):
                wrong()

    def test_notes_end(self):
        player = partials.Player("violin")
        player.note_on(69, note_id=7)
        player.note_off(69, time=4800, note_id=7)
        ended = []
        for _ in range(400):
            player.process(1000)
            ended += [e for e in player.events() if e.kind == "note_end"]
        self.assertEqual([(e.key, e.note_id) for e in ended], [(69, 7)])
        self.assertEqual(player.meters["voices"], 0)

    def test_midi_and_expressions_sound(self):
        def played(*extra):
            player = partials.Player("violin")
            player.midi([0x90, 69, 100])
            for do in extra:
                do(player)
            return player.process(20000)
        plain = played()
        self.assertGreater(np.abs(plain).max(), 0.01)
        for extra in (lambda p: p.midi([0xE0, 0, 96], 100), lambda p: p.express("pan", 0.0), lambda p: p.modulate("macro1", 0.5)):
            self.assertFalse(np.array_equal(plain, played(extra)))

    def test_without_a_model_there_is_silence(self):
        self.assertEqual(np.abs(partials.Player().process(1000)).max(), 0)

    def test_threads_share_a_player(self):
        player = partials.Player("violin")
        player.note_on(60)
        failed = []

        def play():
            try:
                for _ in range(30):
                    assert np.isfinite(player.process(256)).all()
            except Exception as e:  # noqa: BLE001
                failed.append(e)

        threads = [threading.Thread(target=play) for _ in range(4)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(failed, [])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        unittest.main()
    main()
