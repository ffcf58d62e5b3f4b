# SPDX-License-Identifier: MIT
"""Graphs of processors as differentiable functions."""

from __future__ import annotations

import json
import os
from typing import Any, Mapping, NamedTuple, Optional, Union

from . import _partials
from ._arrays import AnyArray, Path, given_out, is_double, taken_in
from ._model import Model
from ._options import refusal, whole


class Port(NamedTuple):
    """An input or output: arrays have the shape (times, channels), where times are frames or samples."""

    rate: str  # 'frame' or 'sample'
    channels: int


class Weight(NamedTuple):
    """A tensor of the flat weights: weights[offset : offset + rows * columns]."""

    name: str
    rows: int
    columns: int
    offset: int
    min: float
    max: float  # training keeps it within, where min < max


class Pass:
    """One call of a graph: `outputs` by name, and the gradients of what they depend on."""

    def __init__(self, inner: _partials.Pass, outputs: dict[str, AnyArray]):
        self._inner = inner
        self.outputs = outputs

    def backward(self, d_outputs: Mapping[str, AnyArray]) -> tuple[dict[str, AnyArray], AnyArray]:
        """Gradients of the inputs by name, and of the weights, given those of the outputs.

        An output that is left out counts for nothing.
        """
        wanted = {name: None if d is None else taken_in(d) for name, d in d_outputs.items()}
        for name in wanted:
            if name not in self.outputs:
                raise refusal(f"the graph has no output '{name}'; it has {', '.join(self.outputs)}.")
        d_inputs, d_weights = self._inner.backward(wanted)
        return {name: given_out(d) for name, d in d_inputs.items()}, given_out(d_weights)


class Graph:
    """A graph of processors, of its JSON (text, a dict, or a file) or of a model.

    Every call starts from rest. In a dict, a hop of 4 ms may be left out. sample_rate: the graph's own unless it is said. For a model, `trained` are
    its weights.

    >>> graph = partials.Graph({
    ...     "reference_rate_hz": 48000,
    ...     "inputs": {"x": {"rate": "sample", "channels": 1}},
    ...     "nodes": {"louder": {"processor": "gain", "settings": {}, "in": {"in": "in.x"}}},
    ...     "outputs": {"y": "louder.out"}})
    >>> [w.name for w in graph.weights]
    ['louder.gain_db']
    >>> run = graph.forward({"x": [[0.5], [0.25]]}, [1.0])  # of a control: 0 to 1 of its range, here 24 dB
    >>> [round(float(y), 2) for y in run.outputs["y"][:, 0]]
    [7.92, 3.96]
    >>> d_inputs, d_weights = run.backward({"y": [[1.0], [0.0]]})
    >>> round(float(d_inputs["x"][0, 0]), 2)
    15.85
    """

    def __init__(self, graph: Union[str, Path, Mapping[str, Any], Model], sample_rate: int = 0):
        self.trained: Optional[AnyArray] = None
        name = "graph"
        if isinstance(graph, Model):
            text, name = graph._graph, graph.name
            self.trained = graph.weights()
        elif isinstance(graph, Mapping):
            text = json.dumps({"hop_s": [1, 250], **graph})
        elif isinstance(graph, str) and graph.lstrip().startswith("{"):
            text = graph
        else:
            name = os.fsdecode(graph)
            try:
                with open(name, encoding="utf-8") as file:
                    text = file.read()
            except OSError as e:
                raise refusal(f"'{name}' cannot be read: {e.strerror}; name a file of a graph.") from None
        self._inner = _partials.graph(text, name, whole("sample_rate", sample_rate, 0, 384000))
        said = json.loads(self._inner.description())
        self.sample_rate: int = said["sample_rate"]
        self.hop_s: float = said["hop_s"]
        self.inputs = {p["id"]: Port(p["rate"], p["channels"]) for p in said["inputs"]}
        self.outputs = {p["id"]: Port(p["rate"], p["channels"]) for p in said["outputs"]}
        self.weights = [Weight(**w) for w in said["weights"]]

    def initial_weights(self, seed: int = 1) -> AnyArray:
        """Random weights to start training from, flat, float32."""
        return given_out(self._inner.initial_weights(whole("seed", seed, 0, 2**64 - 1)))

    def forward(self, inputs: Mapping[str, AnyArray], weights: Optional[AnyArray] = None, *, samples: int = -1,
                seed: int = 1, dtype: Optional[str] = None) -> Pass:
        """Computes all outputs.

        inputs: an array (times, channels) for each input, or (times,) where it has one channel. weights: flat;
        of a model its own where they are left out. samples: how long, where no input says it. It computes
        in float64 where dtype is 'float64' or any array has it, else in float32.
        """
        for name in inputs:
            if name not in self.inputs:
                raise refusal(f"the graph has no input '{name}'; it has {', '.join(self.inputs) or 'none'}.")
        if weights is None:
            weights = self.trained if self.trained is not None else self.initial_weights()
        if dtype not in (None, "float32", "float64"):
            raise refusal(f"there is no dtype '{dtype}' for graphs; it is float32 or float64.")
        double = any(map(is_double, (weights, *inputs.values()))) if dtype is None else dtype == "float64"
        arrays = {name: taken_in(x) for name, x in inputs.items()}
        inner, outputs = self._inner.forward(arrays, taken_in(weights), whole("samples", samples, -1, 1 << 28),
                                             whole("seed", seed, 0, 2**64 - 1), double)
        return Pass(inner, {name: given_out(y) for name, y in outputs.items()})


def processors() -> list[dict[str, Any]]:
    """Every processor that a graph may use: id, summary, settings, inputs and outputs."""
    found: list[dict[str, Any]] = json.loads(_partials.processors())
    return found
