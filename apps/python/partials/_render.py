# SPDX-License-Identifier: MIT
"""Rendering: notes, a MIDI file or audio through a model."""

from __future__ import annotations

import json
import os
from typing import Any, Iterable, Mapping, Optional, Sequence, Union

from . import _partials
from ._arrays import AnyArray, Path, _is_array, given_out, path_bytes, taken_in, tell
from ._model import Model, inner_of

# key (MIDI), start and duration in seconds, velocity 0 to 1
Note = Union["tuple[int, float, float]", "tuple[int, float, float, float]"]


def _notes(notes: Sequence[Note]) -> Any:
    rows = []
    for number, note in enumerate(notes):
        key, start_s, duration_s, velocity = (*note, 0.8)[:4]
        if key != int(key) or not 0 <= key <= 127:
            raise _partials.Error(f"note {number} has the key {key}; keys are whole numbers from 0 to 127.")
        if not (start_s >= 0 and duration_s > 0 and 0 < velocity <= 1):
            raise _partials.Error(f"note {number} is {note}; a note is (key, start in seconds, duration in "
                                  "seconds) or that with a velocity above 0, up to 1.")
        rows.append([start_s, duration_s, key, velocity])
    return taken_in(rows)


def _settings(options: Mapping[str, Any]) -> dict[str, Any]:
    settings = {name: value for name, value in options.items() if value is not None}
    for name, spelled in (("mix", "mix"), ("macros", "macros")):
        if name in settings:
            settings[spelled] = [f"{part}={float(value)!r}" for part, value in settings[name].items()]
    return settings


def render(
    model: Union[Model, Path],
    source: Union[Path, AnyArray, Sequence[Note]],
    sample_rate: int = 48000,
    *,
    octaves: Optional[int] = None,
    loudness_db: Optional[float] = None,
    transpose: float = 0,
    consonants_db: Optional[float] = None,
    mix: Optional[Mapping[str, float]] = None,
    macros: Optional[Mapping[str, float]] = None,
    seed: int = 1,
    voices: Optional[int] = None,
    mono: Optional[bool] = None,
    attack_s: Optional[float] = None,
    decay_s: Optional[float] = None,
    sustain_db: Optional[float] = None,
    release_s: Optional[float] = None,
    scale: Optional[str] = None,
    keyboard: Optional[str] = None,
    drums: Optional[bool] = None,
    mpe: Optional[bool] = None,
    channels: Optional[Iterable[int]] = None,
    report: Optional[dict[str, Any]] = None,
) -> AnyArray:
    """The sound of a model as float32 of the shape (1, samples), at `sample_rate`.

    `source` is one of
      - notes: a list of (key, start_s, duration_s) or (key, start_s, duration_s, velocity),
      - the path of a MIDI file,
      - the path of a recording, whose pitch and loudness are followed,
      - audio, (channels, samples) or (samples,), at `sample_rate`.

    The same arguments give the same samples, and those of `partials render --format float32`. octaves and
    loudness_db fit the source into the model's range unless they are said; mix={'noise': -6} turns parts,
    macros={'attack': 0.5} sets macros of the model, scale and keyboard are the text of Scala files. A dict
    for `report` receives what was done.

    >>> short = partials.render("violin", [(69, 0, 0.2), (76, 0.2, 0.2, 1.0)], 44100)
    >>> 0 < abs(short).max() < 1
    True
    """
    if isinstance(source, (str, bytes, os.PathLike)):
        given: Any = path_bytes(source)
        what = "file"
    elif _is_array(source) or not (isinstance(source, Sequence) and source and isinstance(source[0], (tuple, list)) and len(source[0]) in (3, 4)):
        given, what = taken_in(source), "audio"
    else:
        given, what = _notes(source), "notes"
    options = _settings({
        "what": what, "sample_rate": int(sample_rate), "octaves": octaves, "loudness_db": loudness_db,
        "transpose": transpose, "consonants_db": consonants_db, "mix": mix, "macros": macros, "seed": seed,
        "voices": voices, "mono": mono, "attack_s": attack_s, "decay_s": decay_s, "sustain_db": sustain_db,
        "release_s": release_s, "scale": scale, "keyboard": keyboard, "drums": drums, "mpe": mpe,
        "channels": None if channels is None else list(channels),
    })
    audio, said = _partials.render(inner_of(model), given, json.dumps(options))
    figures = json.loads(said)
    tell(figures.pop("notes_for_you"))
    if report is not None:
        report.update(figures)
    return given_out(audio)
