# SPDX-License-Identifier: MIT
"""Training: check recordings, train a model, judge it."""

from __future__ import annotations

import json
import sys
from typing import Any, Callable, Iterable, Mapping, NamedTuple, Optional, Union

from . import _partials
from ._arrays import Path, path_bytes, recordings_list
from ._model import Model, Report, inner_of, load
from ._options import LARGEST_SEED, as_json, flag, number, several, text, whole

# A folder or files; or recordings in memory: {name: (audio, sample_rate)}.
Recordings = Union[Path, Iterable[Path], Mapping[str, "tuple[Any, float]"]]


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


def _split(folds: int, fold: int, allow_copies: bool) -> dict[str, Any]:
    return {"folds": whole("folds", folds, 0, 10000), "fold": whole("fold", fold, 0, 10000), "allow_copies": flag("allow_copies", allow_copies)}


def check(recordings: Recordings, *, seed: int = 1, folds: int = 0, fold: int = 0, allow_copies: bool = False,
          picture: bool = False) -> Report:
    """What was found in recordings of one instrument, and whether they can be trained on (`.usable`).

    recordings: a folder, files, or arrays of (channels, samples): {"A4": (audio, sample_rate), ...}.
    print() shows the report of `partials check`; picture=True adds a PNG of pitch and loudness.
    """
    usable, figures, text, png = _partials.check(recordings_list(recordings), as_json(
        seed=whole("seed", seed, 0, LARGEST_SEED), picture=flag("picture", picture), **_split(folds, fold, allow_copies)))
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

    recordings: as for `check`. A training of arrays cannot be resumed, because its run keeps no audio.
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
        recordings_list(recordings), path_bytes(output), path_bytes(base), path_bytes(runs), as_json(
            preset=text("preset", preset), seed=whole("seed", seed, 0, LARGEST_SEED), steps=whole("steps", steps, 1, 2**31 - 1),
            minutes=number("minutes", minutes, 0.05, 10000), until=number("until", until, 0, 100),
            threads=whole("threads", threads, 1, 64), weights=text("weights", weights, "bytes", "full"), name=text("name", name),
            author=text("author", author), licence=text("licence", licence), consent=text("consent", consent),
            description=text("description", description), tags=several("tags", tags, text),
            **_split(folds, fold, allow_copies)), listen))
    return Training(load(output), said["steps"], said["spent_s"], said["validation"], said["metric"]["unit"],
                    said["interrupted"], said["settled"], said["run"])


def runs(folder: Path = "") -> list[dict[str, Any]]:
    """Training runs, newest first, as `partials runs list --json` has them: of the standard folder, or below `folder`.

    They are read from their folders; the command line's index of them (runs.sqlite) is left as it is.
    """
    found: list[dict[str, Any]] = json.loads(_partials.runs(path_bytes(folder)))
    return found


def evaluate(model: Union[Model, Path], recordings: Recordings, *, against: Recordings = (), folds: int = 0, fold: int = 0,
             with_seen: bool = False, allow_copies: bool = False, threads: Optional[int] = None,
             page: bool = False) -> Report:
    """Judges a model on recordings that it was not trained on, as `partials eval` does.

    recordings: as for `check`. Those that the model was trained on are left out, or marked with_seen=True; they are
    recognised by their samples, whether training had files or arrays. against: the training recordings, of which
    baselines are built; page=True adds an HTML page.
    """
    figures, text, html = _partials.evaluate(inner_of(model), recordings_list(recordings), recordings_list(against), as_json(
        with_seen=flag("with_seen", with_seen), threads=whole("threads", threads, 1, 256), **_split(folds, fold, allow_copies)),
        bool(page), None)
    return Report(json.loads(figures), text, page=html)
