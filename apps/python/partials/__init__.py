# SPDX-License-Identifier: MIT
"""Partials: a recording becomes an instrument.

>>> import partials
>>> violin = partials.load("violin")
>>> audio = partials.render(violin, [(69, 0.0, 0.5)])
>>> audio.shape[0], audio.dtype.name
(1, 'float32')

Audio is float32 of the shape (channels, samples); sample rates are always said. Functions release Python's
lock while they compute. What Partials refuses raises `Error`, with the sentence and the exit code of the
command line. The page docs/python.md shows each part.
"""

from ._arrays import Array
from ._audio import read_audio, write_wav
from ._graph import Graph, Pass, Port, Weight, processors
from ._hearing import Hearing, hear
from ._model import Model, Report, load, models
from ._movement import Conducted, Dance, Mapped, Mapping, Take, conduct, dance, load_mapping, load_take
from ._partials import Error, version as _version
from ._player import PARAMETERS, Event, Parameter, Player
from ._render import render
from ._training import Progress, Training, check, evaluate, runs, train

__version__ = _version()
__all__ = [
    "Array", "Conducted", "Dance", "Error", "Event", "Graph", "Hearing", "Mapped", "Mapping", "Model",
    "PARAMETERS", "Parameter", "Pass", "Player", "Port", "Progress", "Report", "Take", "Training", "Weight",
    "check", "conduct", "dance", "evaluate", "hear", "inspect", "load", "load_mapping", "load_take", "models",
    "processors", "read_audio", "render", "runs", "train", "write_wav",
]


def inspect(model: "Model | str") -> Report:
    """What is inside a model, and what it costs to play; `print` shows it as the command line does.

    >>> partials.inspect("violin")["card"]["name"]
    'Violin'
    """
    return (model if isinstance(model, Model) else load(model)).inspect()
