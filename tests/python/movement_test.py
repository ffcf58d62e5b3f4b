# SPDX-License-Identifier: MIT
"""Guards against: a mapping from Python that differs from `partials map`'s; takes, classes, cues and dances that do not pass."""

import pathlib
import unittest

import numpy as np

import partials
from common import ROOT, TUNE, cli, cli_json, main

SALSA = ROOT / "factory/movement/salsa.bvh"


def wave(seconds=4, rate=60):
    t = np.arange(seconds * rate) / rate
    return partials.Take(["x", "y"], t, np.stack([np.sin(t * 2), np.cos(t * 2)], 1).astype(np.float32))


class Movement(unittest.TestCase):
    def test_a_take_of_a_file(self):
        take = partials.load_take(SALSA)
        self.assertEqual(take.values.shape, (len(take.times_s), len(take.channels)))
        self.assertIn("left_wrist.x", take.channels)
        with self.assertRaises(partials.Error):
            partials.load_take("nowhere.bvh")

    def test_a_mapping_is_that_of_the_command_line(self):
        mapping = partials.Mapping(features=["left_wrist.y"], outputs={"key": (57, 81), "level": (0, 1)})
        for begin, key, level in ((1.0, 60, 0.3), (3.0, 76, 0.9)):
            mapping.demonstrate(SALSA, begin, begin + 0.3, outputs={"key": key, "level": level})
            cli("map", "record", "theirs.partials", "--feature", "left_wrist.y", "--output", "key=57..81", "--output", "level=0..1",
                "--set", f"key={key}", "--set", f"level={level}", "--take", SALSA, "--from", begin, "--to", begin + 0.3)
        mapping.save("ours.partials")
        out = mapping.run(SALSA)
        self.assertEqual((out.names, out.values.shape[1]), (["key", "level"], 2))
        theirs = partials.load_mapping("theirs.partials").run(SALSA)
        self.assertTrue(np.array_equal(out.values, theirs.values))
        sound = mapping.play(SALSA, "violin", 44100, scale="D-dorian")
        cli("map", "render", "theirs.partials", SALSA, "--play", "violin", "--rate", 44100, "--scale", "D-dorian", "-o", "theirs.wav")
        of_file, _ = partials.read_audio("theirs.wav")
        n = min(sound.shape[1], of_file.shape[1])
        self.assertLess(np.abs(sound[:, :n] - of_file[:, :n]).max(), 1e-3)  # 24 bits, and without the offset
        self.assertGreater(np.abs(sound).max(), 0.01)

    def test_cues_and_muted_examples_are_those_of_the_command_line(self):
        take = wave()
        mapping = partials.Mapping(inputs=["x"], outputs={"macro1": (0, 1)})
        for begin, end, value in ((0.7, 0.9, 1.0), (2.3, 2.5, 0.0), (3.0, 3.2, 0.9)):
            mapping.demonstrate(take, begin, end, outputs={"macro1": value})
        with_all = mapping.run(take).values
        mapping.cue("dark", {"macro1": 0.25}, fade_s=1.5)
        mapping.cue("bright", {"macro1": 1})
        mapping.cue("bright", None)
        ids = [e["id"] for e in mapping.description["examples"]]
        mapping.mute(ids[2])
        mapping.save("cued.partials")
        self.assertEqual(cli_json("map", "cue", "cued.partials"), [{"name": "dark", "fade_s": 1.5, "values": {"macro1": 0.25}}])
        again = partials.load_mapping("cued.partials")
        self.assertEqual([e["muted"] for e in again.description["examples"]], [False, False, True])
        self.assertFalse(np.array_equal(again.run(take).values, with_all))
        again.mute(ids[2], False)
        self.assertTrue(np.array_equal(again.run(take).values, with_all))
        again.cue("late", {"macro1": 0})  # a trained one keeps its weights
        self.assertEqual([c["name"] for c in again.description["cues"]], ["dark", "late"])
        for wrong in (lambda: again.mute(99), lambda: again.cue("x", {}), lambda: again.cue("x", {"macro1": 7}), lambda: again.cue("none", None)):
            with self.assertRaises(partials.Error):
                wrong()

    def test_classes(self):
        take = wave()
        mapping = partials.Mapping("classes", inputs=["x", "y"])
        mapping.demonstrate(take, 0.7, 0.9, label="right")
        mapping.demonstrate(take, 2.3, 2.5, label="left")
        mapping.train()
        out = mapping.run(take)
        self.assertEqual(sorted(out.names), ["left", "none of these", "right"])
        likeliest = [out.names[i] for i in out.values.argmax(1)]
        self.assertEqual(likeliest[48], "right")
        self.assertEqual(likeliest[144], "left")

    def test_refusals(self):
        take = wave()
        mapping = partials.Mapping(inputs=["x"], outputs={"macro1": (0, 1)})
        for wrong in (lambda: partials.Mapping(), lambda: partials.Mapping("waltz", inputs=["x"]),
                      lambda: partials.Mapping(inputs=["x"], outputs={"a": (1, 0)}), lambda: mapping.demonstrate(take, 0, 1),
                      lambda: mapping.demonstrate(take, 9, 10, outputs={"macro1": 0}), lambda: mapping.train(),
                      lambda: mapping.demonstrate(take, 0, 1, outputs={"macro1": 2}),
                      lambda: partials.Take(["x"], [0.0], [[1.0, 2.0]]),
                      lambda: partials.load_mapping(ROOT / "factory/violin.partials").run(take)):
            with self.assertRaises(partials.Error):
                wrong()

    def test_conduct(self):
        cli("conduct", "--generate", "hands", "--takes-per-person", 1, "--people-per-manner", 1, "--take-seconds", 8)
        hand = sorted(pathlib.Path("hands").glob("*.csv"))[0]
        led = partials.conduct(TUNE, hand, "violin")
        theirs = cli_json("conduct", TUNE, "--take", hand, "--model", "violin", "-o", "led.wav")
        self.assertEqual((led.beats, led.notes), (theirs["beats"], theirs["notes"]))
        of_file, _ = partials.read_audio("led.wav")
        self.assertLess(np.abs(led.audio - of_file).max(), 1e-3)

    def test_dance(self):
        pathlib.Path("takes").mkdir()
        pathlib.Path("takes/salsa.bvh").write_bytes(SALSA.read_bytes())
        model = partials.train("takes", "dance.partials", preset="dance", steps=2).model
        dance = partials.dance(model, 1, seed=3)
        dance.save("ours.bvh")
        cli("dance", "run", "dance.partials", "--seconds", 1, "--seed", 3, "-o", "theirs.bvh")
        self.assertEqual(pathlib.Path("ours.bvh").read_text(), pathlib.Path("theirs.bvh").read_text())
        self.assertGreater(dance.frames, 10)
        with self.assertRaises(partials.Error):
            dance.save("ours.mp4")


if __name__ == "__main__":
    main()
