# SPDX-License-Identifier: MIT
"""Training: check recordings, train a model, judge it."""

from __future__ import annotations

import json
import sys
from typing import Any, Callable, Iterable, NamedTuple, Optional, Union

from . import _partials
from ._arrays import Path, path_bytes, paths_bytes
from ._model import Model, Report, inner_of, load

Recordings = Union[Path, Iterable[Path]]


class Progress(NamedTuple):
    """How far a training is."""

    phase: str  # 'listening', while recordings are analysed, then 'training'
    done: float  # 0 to 1
    step: int = 0
    spent_s: float = 0
    loss: float = 0
    validation: Optional[float] = None  # of the newest weights, where this report follows a validation
    best: Optional[float] = None  # the best so far


class Training(NamedTuple):
    """What a training came to."""

    model: Model
    steps: int
    spent_s: float
    validation: Optional[float]  # None: too few recordings to keep some for validation
    unit: str
    interrupted: bool
    settled: bool  # it has converged; more time would not improve the model
    run: str  # of `partials runs`


def _given(**options: Any) -> str:
    return json.dumps({name: value for name, value in options.items() if value is not None})


def check(recordings: Recordings, *, seed: int = 1, folds: int = 0, fold: int = 0, allow_copies: bool = False,
          picture: bool = False) -> Report:
    """What was found in recordings of one instrument, and whether they can be trained on (`.usable`).

    print() shows the report of `partials check`; picture=True adds a PNG of pitch and loudness.
    """
    usable, figures, text, png = _partials.check(paths_bytes(recordings), _given(
        seed=seed, folds=folds, fold=fold, allow_copies=allow_copies, picture=picture))
    return Report(json.loads(figures), text, usable, picture=png)


def train(
    recordings: Recordings,
    output: Path,
    *,
    preset: str = "auto",
    seed: int = 1,
    steps: Optional[int] = None,
    minutes: Optional[float] = None,
    until: Optional[float] = None,
    threads: Optional[int] = None,
    weights: Optional[str] = None,
    base: Path = "",
    folds: int = 0,
    fold: int = 0,
    allow_copies: bool = False,
    name: Optional[str] = None,
    author: Optional[str] = None,
    licence: Optional[str] = None,
    consent: Optional[str] = None,
    description: Optional[str] = None,
    tags: Optional[list[str]] = None,
    runs: Path = "",
    progress: Optional[Callable[[Progress], Any]] = None,
) -> Training:
    """Trains a model on recordings of one instrument and writes it to `output`.

    It ends when it has converged, after `minutes` (10), or after exactly `steps`: the same seed and steps
    give the same bytes. `progress` is called with a Progress; it ends the training by returning False. Ctrl-C
    and an exception in `progress` end it, too: the model so far is written, then the exception is raised.
    The run's folder is where the command line keeps runs, or below `runs`.
    """
    def listen(kind: str, text: str) -> Any:
        value = json.loads(text)
        if kind == "warn":
            print(value, file=sys.stderr)
        elif progress and kind == "listening":
            return progress(Progress("listening", value))
        elif progress and kind == "progress":
            return progress(Progress("training", **value))
        return None

    said = json.loads(_partials.train(
        paths_bytes(recordings), path_bytes(output), path_bytes(base), path_bytes(runs), _given(
            preset=preset, seed=seed, steps=steps, minutes=minutes, until=until, threads=threads, weights=weights,
            folds=folds, fold=fold, allow_copies=allow_copies, name=name, author=author, licence=licence,
            consent=consent, description=description, tags=tags), listen))
    return Training(load(output), said["steps"], said["spent_s"], said["validation"], said["metric"]["unit"],
                    said["interrupted"], said["settled"], said["run"])


def runs(folder: Path = "") -> list[dict[str, Any]]:
    """Training runs, newest first, as `partials runs list --json` has them: of the standard folder, or below `folder`.

    They are read from their folders; the command line's index of them (runs.sqlite) is left as it is.
    """
    found: list[dict[str, Any]] = json.loads(_partials.runs(path_bytes(folder)))
    return found


def evaluate(model: Union[Model, Path], recordings: Recordings, *, against: Recordings = (), folds: int = 0,
             fold: int = 0, with_seen: bool = False, allow_copies: bool = False, threads: Optional[int] = None,
             page: bool = False) -> Report:
    """Judges a model on recordings that it was not trained on, as `partials eval` does.

    against: the training recordings, of which baselines are built; page=True adds an HTML page.
    """
    figures, text, html = _partials.evaluate(inner_of(model), paths_bytes(recordings), paths_bytes(against), _given(
        folds=folds, fold=fold, with_seen=with_seen, allow_copies=allow_copies, threads=threads), page, None)
    return Report(json.loads(figures), text, page=html)
