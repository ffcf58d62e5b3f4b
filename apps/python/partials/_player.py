# SPDX-License-Identifier: MIT
"""Player: a model played block by block, as a host plays it."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any, Iterator, Mapping, NamedTuple, Optional, Union

from . import _partials
from ._arrays import AnyArray, Path, _is_array, given_out, taken_in
from ._model import Model, load
from ._options import number, refusal, whole

(_NOTE_ON, _NOTE_OFF, _CHOKE, _NOTE_END, _MIDI, _PARAMETER, _MODULATION, _TUNING, _VOLUME, _PAN, _EXPRESSION,
 _VIBRATO, _BRIGHTNESS, _PRESSURE) = range(14)
_KINDS = ("note_on", "note_off", "choke", "note_end", "midi", "parameter", "modulation", "tuning", "volume",
          "pan", "expression", "vibrato", "brightness", "pressure")
EXPRESSIONS = _KINDS[_TUNING:]
_ANY = -1


class Parameter(NamedTuple):
    """A parameter of every player."""

    index: int
    id: str
    name: str
    unit: str
    min: float
    max: float
    initial: float
    help: str
    instrument: bool
    effect: bool


def _table() -> Iterator[tuple[str, Parameter]]:
    for index, p in enumerate(json.loads(_partials.parameters())):
        yield p["id"], Parameter(index, p["id"], p["name"], p["unit"], p["min"], p["max"], p["initial"], p["help"],
                                 p["instrument"], p["effect"])


PARAMETERS: Mapping[str, Parameter] = MappingProxyType(dict(_table()))


class Event(NamedTuple):
    """What a player said about its last block: kind is 'note_end', 'note_on', 'parameter' ..."""

    kind: str
    time: int  # sample of the block
    channel: int
    key: int
    note_id: int
    parameter: str
    value: float


def _index(parameter: str) -> int:
    if parameter not in PARAMETERS:
        raise refusal(f"there is no parameter '{parameter}'; it is one of: {', '.join(PARAMETERS)}.")
    return PARAMETERS[parameter].index


class Player:
    """An instrument that notes play, or with effect=True an effect that audio plays.

    Events wait in a queue until the block in which they happen: `time` counts samples from the beginning of
    the next block, and may lie beyond its end. The same events at the same samples give the same sound, bit
    for bit, whatever the sizes of the blocks.

    >>> player = partials.Player("violin", 48000)
    >>> player.note_on(69, velocity=0.8)
    >>> player.note_off(69, time=9600)
    >>> player["attack"] = 0.05
    >>> block = player.process(12000)
    >>> block.shape
    (2, 12000)
    """

    def __init__(self, model: Optional[Union[Model, Path]] = None, sample_rate: float = 48000, *, effect: bool = False,
                 max_block: int = 512):
        self.sample_rate = sample_rate
        self.effect = effect
        self.model: Optional[Model] = None
        self._inner = _partials.player(effect, number("sample_rate", sample_rate, 8000, 192000),
                                       whole("max_block", max_block, 1, 1 << 20))
        if model is not None:
            self.load(model)
            self.prepare()  # it need not fade in

    def load(self, model: Union[Model, Path]) -> None:
        """Plays this model from the next block on, after a crossfade of 30 ms from the one before."""
        wanted = model if isinstance(model, Model) else load(model)
        self._inner.load(wanted._inner)
        self.model = wanted

    def process(self, frames_or_audio: Union[int, AnyArray]) -> AnyArray:
        """The next block, float32 of the shape (2, samples): of so many samples, or as long as the audio."""
        if isinstance(frames_or_audio, (int, float)) or (hasattr(frames_or_audio, "__index__") and not _is_array(frames_or_audio)):
            return given_out(self._inner.process(None, whole("the number of samples", frames_or_audio, 0, 1 << 28)))
        return given_out(self._inner.process(taken_in(frames_or_audio), 0))

    def note_on(self, key: int, velocity: float = 0.8, time: int = 0, *, channel: int = 0, note_id: int = _ANY) -> None:
        """Begins a note of a key (0 to 127), velocity 0 to 1."""
        self._event(_NOTE_ON, time, channel, whole("key", key, 0, 127), note_id, 0, number("velocity", velocity, 0, 1))

    def note_off(self, key: int, velocity: float = 0.5, time: int = 0, *, channel: int = 0, note_id: int = _ANY) -> None:
        """Releases the notes of a key; velocity is that of the release."""
        self._event(_NOTE_OFF, time, channel, whole("key", key, 0, 127), note_id, 0, number("velocity", velocity, 0, 1))

    def choke(self, key: int = _ANY, time: int = 0, *, channel: int = _ANY, note_id: int = _ANY) -> None:
        """Ends notes at once, without a click."""
        self._event(_CHOKE, time, channel, key, note_id, 0, 0)

    def express(self, kind: str, value: float, time: int = 0, *, key: int = _ANY, channel: int = _ANY,
                note_id: int = _ANY) -> None:
        """An expression of sounding notes: 'tuning' in semitones, 'volume' as a gain, 'pan', 'expression',
        'vibrato', 'brightness' or 'pressure' from 0 to 1."""
        if kind not in EXPRESSIONS:
            raise refusal(f"there is no expression '{kind}'; it is one of: {', '.join(EXPRESSIONS)}.")
        self._event(_KINDS.index(kind), time, channel, key, note_id, 0, number("value", value))

    def midi(self, message: Any, time: int = 0) -> None:
        """A MIDI 1.0 channel message of up to three bytes; MPE is understood."""
        try:
            data = bytes(message) if not isinstance(message, int) else b""
        except (TypeError, ValueError):
            data = b""
        if not 1 <= len(data) <= 3 or not 0x80 <= data[0] < 0xF0:
            raise refusal(f"the message is {message!r}; it is a channel message of one to three bytes, such as [0x90, 69, 100].")
        status, data1, data2 = (*data, 0, 0)[:3]
        self._event(_MIDI, time, _ANY, _ANY, _ANY, 0, 0, status, data1, data2)

    def set(self, parameter: str, value: float, time: Optional[int] = None) -> None:
        """Sets a parameter in its unit: now, or at a sample of the next block."""
        index = _index(parameter)
        to = number(parameter, value)
        if time is None:
            self._inner.set_value(index, to)
        else:
            self._event(_PARAMETER, time, _ANY, _ANY, _ANY, index, to)

    def modulate(self, macro: str, value: float, time: int = 0, *, key: int = _ANY, channel: int = _ANY,
                 note_id: int = _ANY) -> None:
        """Adds a value to a macro, for all notes or for those that match."""
        self._event(_MODULATION, time, channel, key, note_id, _index(macro), number("value", value))

    def __getitem__(self, parameter: str) -> float:
        return self._inner.value(_index(parameter))

    def __setitem__(self, parameter: str, value: float) -> None:
        self.set(parameter, value)

    @property
    def parameters(self) -> dict[str, float]:
        """All parameters that this kind of player has, with their values."""
        return {p.id: self[p.id] for p in PARAMETERS.values() if (p.effect if self.effect else p.instrument)}

    @property
    def macros(self) -> dict[str, str]:
        """Names of the model's macros."""
        return self.model.macros if self.model else {}

    def events(self) -> list[Event]:
        """What happened in the last block: notes that ended, notes that an effect heard."""
        ids = list(PARAMETERS)
        return [Event(_KINDS[kind], time, channel, key, note_id, ids[index] if kind == _PARAMETER else "", value)
                for kind, time, channel, key, note_id, index, value, *_ in self._inner.told()]

    def reset(self) -> None:
        """Clears notes, tails and waiting events; parameters stay."""
        self._inner.reset()

    def prepare(self) -> None:
        """Takes over a changed lowest note of an effect; clears notes and tails."""
        self._inner.prepare()

    @property
    def meters(self) -> dict[str, Any]:
        """voices, peak, and of an effect the f0_hz and loudness_db that it hears."""
        state = json.loads(self._inner.state())
        return {name: state[name] for name in ("voices", "peak", "f0_hz", "loudness_db")}

    @property
    def latency_samples(self) -> int:
        return int(json.loads(self._inner.state())["latency_samples"])

    @property
    def needs_prepare(self) -> bool:
        return bool(json.loads(self._inner.state())["needs_prepare"])

    @property
    def tail_s(self) -> float:
        """How long sound goes on after the last note or the end of the input."""
        return float(json.loads(self._inner.state())["tail_s"])

    def _event(self, kind: int, time: int, channel: int, key: int, note_id: int, index: int, value: float,
               status: int = 0, data1: int = 0, data2: int = 0) -> None:
        self._inner.event(kind, whole("time", time, 0, 2**31 - 1), whole("channel", channel, _ANY, 15), whole("key", key, _ANY, 127),
                          whole("note_id", note_id, _ANY, 2**31 - 1), index, value, status, data1, data2)
