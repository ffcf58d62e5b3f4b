# SPDX-License-Identifier: MIT
"""Movement: takes, mappings from movement to sound, the conductor and the dance."""

from __future__ import annotations

import json
import os
from typing import Any, Mapping as _Mapping, NamedTuple, Optional, Sequence, Union

from . import _partials
from ._arrays import AnyArray, Path, given_out, path_bytes, taken_in, tell
from ._model import Model, inner_of
from ._options import LARGEST_SEED, number, refusal, whole


class Take:
    """A recording of movement: `channels`, `times_s` of the frames, and `values` (frames, channels).

    >>> take = partials.Take(["hand.x"], [0.0, 0.1, 0.2, 0.3], [[0.0], [0.5], [1.0], [1.0]])
    >>> take.values.shape
    (4, 1)
    """

    def __init__(self, channels: Sequence[str], times_s: AnyArray, values: AnyArray, name: str = "take", *,
                 _inner: Optional[_partials.Take] = None):
        self._inner = _inner or _partials.make_take(
            json.dumps({"channels": list(channels), "name": name}), taken_in(times_s), taken_in(values))
        text, times, numbers = self._inner.facts()
        facts = json.loads(text)
        self.name: str = facts["name"]
        self.channels: list[str] = [c["name"] for c in facts["channels"]]
        self.labels: list[str] = facts["labels"]  # one a frame, or none
        self.times_s = given_out(times)
        self.values = given_out(numbers)


def load_take(path: Path) -> Take:
    """The take of a BVH or CSV file."""
    return Take([], [], [], _inner=_partials.read_take(path_bytes(path)))


def _take_of(take: Union[Take, Path]) -> _partials.Take:
    return take._inner if isinstance(take, Take) else _partials.read_take(path_bytes(take))


class Mapped(NamedTuple):
    """What a mapping gave for a take: values (frames, outputs) at times_s, in the order of `names`."""

    names: list[str]
    times_s: AnyArray
    values: AnyArray


class Mapping:
    """A mapping that is learned from demonstrations: parts of takes together with what they are to give.

    kind: 'regression' (poses give values of outputs), 'classes' (poses have names) or 'follower' (gestures
    have names). outputs: {'macro1': (0, 1)}, or (low, high, most in a second). inputs: channels of the takes;
    or features of a whole body, such as 'joints' or 'energy'.

    >>> take = partials.Take(["x"], [n / 60 for n in range(120)], [[n / 120] for n in range(120)])
    >>> mapping = partials.Mapping(inputs=["x"], outputs={"macro1": (0, 1)})
    >>> mapping.demonstrate(take, 0.0, 0.2, outputs={"macro1": 0.0})
    >>> mapping.demonstrate(take, 1.7, 1.95, outputs={"macro1": 1.0})
    >>> _ = mapping.train()
    >>> bool(mapping.run(take).values[-1, 0] > 0.9)
    True
    """

    def __init__(self, kind: str = "regression", *, inputs: Sequence[str] = (), features: Sequence[str] = (),
                 outputs: Optional[_Mapping[str, Sequence[float]]] = None, rate_hz: int = 60, name: str = "mapping",
                 model: Optional[Model] = None):
        if inputs and features:
            raise refusal("inputs and features exclude each other: channels as they arrive, or features "
                                  "of a body.")
        if model is None and kind == "regression" and not outputs:
            raise refusal("a regression needs an output; name one, for instance outputs={'macro1': (0, 1)}.")
        self.model = model
        self._work = _partials.mapping(model and model._inner, json.dumps({
            "kind": kind, "rate_hz": whole("rate_hz", rate_hz, 10, 500), "name": name, "of_body": not inputs,
            "inputs": list(inputs or features or ["joints"]),
            "outputs": {n: list(map(float, r)) for n, r in (outputs or {}).items()}}))

    @property
    def description(self) -> dict[str, Any]:
        """Its kind, inputs, outputs, names, examples and cues."""
        said: dict[str, Any] = json.loads(self._work.description())
        return said

    def demonstrate(self, take: Union[Take, Path], start_s: float = 0, end_s: float = 1e9, *,
                    outputs: Optional[_Mapping[str, float]] = None, label: Optional[str] = None) -> None:
        """Adds a part of a take as an example of these outputs, or of the class or gesture `label`."""
        said = self.description
        if said["kind"] == "regression" and (label is not None or not outputs):
            raise refusal("a regression is shown values; pass outputs={...}.")
        if said["kind"] != "regression" and not label:
            raise refusal("the example has no name; pass the class or gesture as label.")
        for name, value in (outputs or {}).items():
            if name not in said["outputs"]:
                raise refusal(f"the mapping has no output '{name}'; it has {', '.join(said['outputs'])}.")
            low, high = said["outputs"][name][:2]
            if not low <= value <= high:
                raise refusal(f"the output '{name}' is {value:g}; it takes {low:g} to {high:g}.")
        goal = {"label": label} if label else {"outputs": dict(outputs or {})}
        self._work.demonstrate(_take_of(take), start_s, end_s, json.dumps(goal))

    def train(self) -> Model:
        """Learns from the examples, in milliseconds. The model holds them, so that more can follow."""
        inner, self.message = self._work.train()
        self.model = Model(inner)
        return self.model

    def mute(self, example: int, muted: bool = True) -> None:
        """Leaves an example out of what is learned, or takes it in again; `description['examples']` has the ids."""
        self._work.mute(int(example), muted)
        self.model = None  # learned from other examples

    def cue(self, name: str, values: Optional[_Mapping[str, float]], fade_s: float = 0) -> None:
        """Adds a cue: where it is called live, outputs fade to these values. None instead of values removes it."""
        if values is not None and not values:
            raise refusal("a cue needs a value; pass one, for instance {'macro1': 0.5}, or None to remove the cue.")
        if values is None and name not in [c["name"] for c in self.description["cues"]]:
            raise refusal(f"the mapping has no cue '{name}'.")
        inner = self._work.set_cue(json.dumps(
            {"name": name, "fade_s": float(fade_s), "values": {n: float(v) for n, v in (values or {}).items()}}))
        if inner is not None and self.model is not None:
            self.model = Model(inner)

    def _trained(self) -> _partials.Model:
        return self.model._inner if self.model else self.train()._inner

    def save(self, path: Path) -> None:
        """Writes the mapping, which `partials map run` plays live."""
        self._trained().save(path_bytes(path))

    def run(self, take: Union[Take, Path]) -> Mapped:
        """The outputs of every frame, as if a sender had sent the take; of classes and gestures how likely each is."""
        times, values = _partials.run_mapping(self._trained(), _take_of(take))
        said = self.description
        names = list(said["outputs"])
        if not names and said["kind"] == "classes":
            names = [*said["names"], "none of these"]
        elif not names:
            names = [f"{gesture} {what}" for what in ("likelihood", "progress", "speed") for gesture in said["names"]]
            names.append("certainty")
        return Mapped(names, given_out(times), given_out(values))

    def play(self, take: Union[Take, Path], model: Union[Model, Path], sample_rate: int = 48000, *,
             scale: str = "") -> AnyArray:
        """The sound of a model that the mapping plays from a take, float32 (1, samples).

        The output `key` plays notes, of a scale such as 'D-dorian' where one is named.
        """
        audio, _ = _partials.play_mapping(self._trained(), _take_of(take), inner_of(model), whole("sample_rate", sample_rate, 8000, 192000), scale)
        return given_out(audio)


def load_mapping(path: Path) -> Mapping:
    """A mapping of a file, with its demonstrations."""
    from ._model import load
    return Mapping(model=load(path))


class Conducted(NamedTuple):
    """A tune as a hand led it."""

    audio: AnyArray  # (1, samples); empty without a model
    beats: list[dict[str, float]]
    notes: list[dict[str, float]]
    position: float  # where the tune ended, in beats
    length: float


def conduct(tune: Path, take: Union[Take, Path], model: Optional[Union[Model, Path]] = None, sample_rate: int = 48000, *,
            conductor: Optional[Union[Model, Path]] = None, hand: str = "", quarters: float = 1, count_in: int = 0,
            ahead_s: float = 0) -> Conducted:
    """A MIDI tune led by the hand of a take, as `partials conduct --take` does it."""
    audio, text = _partials.conduct(
        path_bytes(tune), _take_of(take), model and inner_of(model), conductor and inner_of(conductor),
        json.dumps({"hand": hand, "quarters": number("quarters", quarters, 0.125, 16), "count_in": whole("count_in", count_in, 0, 16),
                    "ahead_s": number("ahead_s", ahead_s, -0.2, 0.5), "sample_rate": whole("sample_rate", sample_rate, 8000, 192000)}))
    said = json.loads(text)
    tell(said["notes_for_you"])
    return Conducted(given_out(audio), said["beats"], said["notes"], said["position"], said["length"])


class Dance:
    """What a model of movement danced; `save` writes it as .bvh, .html (figures that move) or .png."""

    def __init__(self, inner: _partials.Dance):
        self._inner = inner
        facts = json.loads(inner.facts())
        self.frames: int = facts["frames"]
        self.rate_hz: float = facts["rate_hz"]
        self.name: str = facts["name"]

    def save(self, path: Path) -> None:
        ending = os.path.splitext(os.fsdecode(path))[1]
        if ending not in (".bvh", ".html", ".png"):
            raise refusal(f"'{os.fsdecode(path)}' has another ending than .bvh, .html or .png.")
        self._inner.save(path_bytes(path), ending, self.name)


def dance(model: Union[Model, Path], seconds: float = 30, *, temperature: float = 1, seed: int = 1, prime: Path = "",
          leader: Path = "") -> Dance:
    """Lets a model of movement dance, alone, after the first seconds of a BVH file, or following one."""
    return Dance(_partials.dance(inner_of(model), number("seconds", seconds, 0.1, 3600), number("temperature", temperature, 0, 2),
                                whole("seed", seed, 0, LARGEST_SEED), path_bytes(prime), path_bytes(leader)))
