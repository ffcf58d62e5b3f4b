# SPDX-License-Identifier: MIT
"""Guards against: gradients that PyTorch's own check refuses, for any processor in any wiring; a call that remembers the one before; plans
that two threads share; shapes that are misread."""

import random
import sys
import threading
import time
import unittest

import numpy as np

import partials
from common import ROOT, VIOLIN, main

try:
    import torch
    sys.path.insert(0, str(ROOT / "examples"))
    from torch_function import Partials
except ImportError:
    torch = None

RATE, SAMPLES, FREE_CHANNELS = 16000, 150, 3
SMALL = {"ir_s": 0.005, "units": 12}  # settings by which a processor has few enough weights to move each of them


def is_modulation(processor, port):
    """As tests/support/bench_graph.h has it: samples for a processor that makes sound without any."""
    if any(not p["optional"] and p["rate"] == "sample" for p in processor["inputs"]):
        return False
    return port["optional"] and port["rate"] == "sample" and not port["any_rate"]


def graph_of(processor, optional=True, modulated=False, sampled=False):
    inputs, wires, ports = {}, {}, {}
    for p in processor["inputs"]:
        if p["optional"] and not (modulated if is_modulation(processor, p) else optional):
            continue
        rate = "sample" if sampled and p["any_rate"] else p["rate"]
        channels = p["channels"] or (1 if rate == "sample" else FREE_CHANNELS)
        inputs[p["id"]] = {"rate": rate, "channels": channels}
        wires[p["id"]] = "in." + p["id"]
        ports[p["id"]] = p
    settings = {s["id"]: SMALL[s["id"]] for s in processor["settings"] if s["id"] in SMALL}
    graph = {"hop_s": [1, 250], "reference_rate_hz": 44100, "inputs": inputs,
             "nodes": {"node": {"processor": processor["id"], "settings": settings, "in": wires}},
             "outputs": {p["id"]: "node." + p["id"] for p in processor["outputs"]}}
    return partials.Graph(graph, RATE), ports


def wirings_of(processor):
    ways = [{}]
    if any(p["optional"] and not is_modulation(processor, p) for p in processor["inputs"]):
        ways.append({"optional": False})
    if any(p["any_rate"] for p in processor["inputs"]):
        ways.append({"sampled": True})
    if any(is_modulation(processor, p) for p in processor["inputs"]):
        ways.append({"modulated": True})
    return ways


def start_of(graph, ports, seed):
    """Inputs within the ranges that the ports promise, and weights away from zero, within their bounds."""
    dice = random.Random(seed)

    def value(p):
        wide = p["min"] > 0 and p["max"] > 8 * p["min"]
        u = dice.random()
        return p["min"] * (p["max"] / p["min"]) ** (0.1 + 0.7 * u) if wide else p["min"] + (p["max"] - p["min"]) * u

    frames = -(-SAMPLES * 250 // RATE)
    inputs = {}
    for name, port in graph.inputs.items():
        times = SAMPLES if port.rate == "sample" else frames
        inputs[name] = np.array([[value(ports[name]) for _ in range(port.channels)] for _ in range(times)])
    weights = graph.initial_weights(7).astype(np.float64)
    for w in graph.weights:
        for i in range(w.offset, w.offset + w.rows * w.columns):
            u = dice.uniform(-1, 1)
            weights[i] = w.min + (w.max - w.min) * (0.5 + 0.3 * u) if w.min < w.max else weights[i] + 0.2 * u
    return inputs, weights


class SomeSamples:
    """A graph without inputs, for so many samples."""

    def __init__(self, graph):
        self.graph, self.inputs = graph, graph.inputs

    def forward(self, inputs, weights):
        return self.graph.forward(inputs, weights, samples=-1 if inputs else SAMPLES)


class Gradients(unittest.TestCase):
    @unittest.skipIf(torch is None, "PyTorch is not here")
    def test_gradcheck_of_every_processor(self):
        torch.set_num_threads(1)
        checked = 0
        for processor in partials.processors():
            for way in wirings_of(processor):
                graph, ports = graph_of(processor, **way)
                if not graph.inputs and not graph.weights:
                    continue
                inputs, weights = start_of(graph, ports, 1)
                leaves = [torch.from_numpy(x).requires_grad_() for x in (weights, *inputs.values())]
                with self.subTest(processor=processor["id"], **way):
                    torch.manual_seed(1)
                    self.assertTrue(torch.autograd.gradcheck(
                        lambda *x: Partials.apply(SomeSamples(graph), *x), leaves, eps=1e-6, atol=1e-5, rtol=1e-3))
                    checked += 1
        self.assertGreater(checked, 80)

    @unittest.skipIf(torch is None, "PyTorch is not here")
    def test_every_element_of_a_model(self):
        small = {"hop_s": [1, 250], "reference_rate_hz": 16000, "inputs": {"x": {"rate": "sample", "channels": 1}, "c": {"rate": "frame", "channels": 2}},
                 "nodes": {"net": {"processor": "gru", "settings": {"units": 3}, "in": {"in": "in.c"}},
                           "one": {"processor": "dense", "settings": {"units": 1}, "in": {"in": "net.out"}},
                           "low": {"processor": "lowpass", "settings": {}, "in": {"in": "in.x"}},
                           "out": {"processor": "gain", "settings": {}, "in": {"in": "low.out", "gain_db": "one.out"}}},
                 "outputs": {"y": "out.out", "c": "net.out"}}
        graph = partials.Graph(small)
        rng = np.random.default_rng(2)
        leaves = [torch.from_numpy(a).requires_grad_() for a in
                  (rng.normal(0, 0.4, sum(w.rows * w.columns for w in graph.weights)).clip(0.1, 0.9), rng.normal(0, 1, (40, 1)), rng.normal(0, 1, (1, 2)))]
        self.assertTrue(torch.autograd.gradcheck(lambda *x: Partials.apply(graph, *x), leaves, eps=1e-6, atol=1e-6))

    @unittest.skipIf(torch is None, "PyTorch is not here")
    def test_float32_equals_float64(self):
        model = partials.load(VIOLIN)
        graph = partials.Graph(model)
        frames = 30
        inputs = {n: np.zeros((frames, p.channels), np.float32) for n, p in graph.inputs.items() if p.rate == "frame"}
        inputs["f0_hz"][:] = 440
        inputs["loudness_db"][:] = -30
        a, b = graph.forward(inputs), graph.forward(inputs, dtype="float64")
        self.assertEqual((a.outputs["audio"].dtype, b.outputs["audio"].dtype), (np.float32, np.float64))
        difference = np.square(a.outputs["audio"] - b.outputs["audio"]).sum() / np.square(b.outputs["audio"]).sum()
        self.assertLess(10 * np.log10(difference), -60)
        d = {"audio": np.ones_like(a.outputs["audio"])}
        (_, da), (_, db) = a.backward(d), b.backward(d)
        self.assertLess(np.abs(da - db).max(), 1e-2 * np.abs(db).max())


class Calls(unittest.TestCase):
    gain = {"reference_rate_hz": 48000, "inputs": {"x": {"rate": "sample", "channels": 1}},
            "nodes": {"low": {"processor": "lowpass", "settings": {}, "in": {"in": "in.x"}}}, "outputs": {"y": "low.out"}}

    def test_a_call_starts_from_rest(self):
        graph = partials.Graph(self.gain)
        x = np.random.default_rng(1).normal(size=(300, 1)).astype(np.float32)
        first = graph.forward({"x": x})
        kept = first.outputs["y"].copy()
        between = graph.forward({"x": x[:100]})
        again = graph.forward({"x": x})
        self.assertTrue(np.array_equal(kept, again.outputs["y"]))
        self.assertTrue(np.array_equal(kept[:100], between.outputs["y"]))
        d = {"y": np.ones((300, 1), np.float32)}
        self.assertTrue(np.array_equal(first.backward(d)[1], again.backward(d)[1]))
        self.assertTrue(np.array_equal(first.backward(d)[1], again.backward(d)[1]))  # and once more

    def test_threads(self):
        graph = partials.Graph(self.gain)
        xs = [np.random.default_rng(n).normal(size=(500, 1)) for n in range(8)]
        wanted = [graph.forward({"x": x}).backward({"y": x})[1] for x in xs]
        got = [None] * len(xs)

        def work(n):
            for _ in range(20):
                got[n] = graph.forward({"x": xs[n]}).backward({"y": xs[n]})[1]

        threads = [threading.Thread(target=work, args=(n,)) for n in range(len(xs))]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertTrue(all(np.array_equal(a, b) for a, b in zip(wanted, got)))

    def test_files_and_refusals(self):
        partials.Graph(ROOT / "models/small.json")
        graph = partials.Graph(self.gain)
        x = np.zeros((10, 1))
        for wrong in (lambda: partials.Graph("{}"), lambda: partials.Graph("nowhere.json"), lambda: graph.forward({}),
                      lambda: graph.forward({"x": np.zeros((10, 2))}), lambda: graph.forward({"x": x}, np.zeros(99)),
                      lambda: graph.forward({"x": x, "z": x}), lambda: graph.forward({"x": x}, samples=20),
                      lambda: graph.forward({"x": x}).backward({"z": x}),
                      lambda: graph.forward({"x": x}).backward({"y": np.zeros((11, 1))})):
            with self.assertRaises(partials.Error) as caught:
                wrong()
            self.assertIn(caught.exception.code, (1, 2))

    def test_dlpack_without_a_copy(self):
        array = partials._partials.array(np.arange(6, dtype=np.float32), [2, 3], False)
        self.assertEqual((array.shape, len(array), array.tolist()), ((2, 3), 2, [[0, 1, 2], [3, 4, 5]]))
        view = np.asarray(array)
        view[0, 0] = 7
        self.assertEqual(memoryview(array)[0, 0], 7)
        if torch is not None:
            tensor = torch.from_dlpack(array)
            del array, view
            self.assertEqual(tensor.tolist(), [[7, 1, 2], [3, 4, 5]])
            strided = torch.arange(12, dtype=torch.float64).reshape(3, 4)[:, 1:3]
            back = partials._partials.array(strided, [3, 2], True)
            self.assertEqual(back.tolist(), strided.tolist())


if __name__ == "__main__":
    main()
