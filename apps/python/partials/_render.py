# SPDX-License-Identifier: MIT
"""Rendering: notes, a MIDI file or audio through a model."""

from __future__ import annotations

import json
import os
from typing import Any, Iterable, Iterator, Mapping, Optional, Sequence, Union

from . import _partials
from ._arrays import AnyArray, Path, _is_array, given_out, path_bytes, taken_in, tell
from ._model import Model, inner_of
from ._options import LARGEST_SEED, as_json, flag, number, pairs, refusal, several, text, whole

# key (MIDI), start and duration in seconds, velocity 0 to 1
Note = Union["tuple[int, float, float]", "tuple[int, float, float, float]"]


def _notes(notes: Sequence[Note]) -> Any:
    rows = []
    for i, note in enumerate(notes):
        wrong = f"note {i} is {note}; a note is (key, start in seconds, duration in seconds) or that with a velocity above 0, up to 1."
        if not isinstance(note, (tuple, list)) or len(note) not in (3, 4):
            raise refusal(wrong)
        key = whole(f"the key of note {i}", note[0], 0, 127)
        start_s, duration_s, velocity = (number(f"a value of note {i}", x) for x in (*note[1:], 0.8)[:3])
        if start_s < 0 or duration_s <= 0 or not 0 < velocity <= 1:
            raise refusal(wrong)
        rows.append([start_s, duration_s, key, velocity])
    return taken_in(rows)


def _notes_in(source: Any) -> Optional[Sequence[Note]]:
    """The source as notes, where it is some: rows of three or four numbers. Audio has more samples than that."""
    if _is_array(source):
        shape = tuple(getattr(source, "shape", None) or ())
        return source.tolist() if len(shape) == 2 and shape[1] in (3, 4) else None
    if not isinstance(source, (list, tuple)):
        return None
    if not source:
        raise refusal("the source is an empty list; pass notes, audio or a path.")
    rows = isinstance(source[0], tuple) or (isinstance(source[0], list) and len(source[0]) in (3, 4))
    return source if rows else None


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
      - notes: a list of (key, start_s, duration_s) or (key, start_s, duration_s, velocity), or an array of such rows,
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
    if isinstance(source, Iterator):
        source = list(source)
    if isinstance(source, (str, bytes, os.PathLike)):
        given: Any = path_bytes(source)
        what = "file"
    elif (notes := _notes_in(source)) is not None:
        given, what = _notes(notes), "notes"
    else:
        given, what = taken_in(source), "audio"
    options = as_json(
        what=what, sample_rate=whole("sample_rate", sample_rate, 8000, 192000), octaves=whole("octaves", octaves, -10, 10),
        loudness_db=number("loudness_db", loudness_db, -120, 120), transpose=number("transpose", transpose, -60, 60),
        consonants_db=number("consonants_db", consonants_db, -60, 0), mix=pairs("mix", mix), macros=pairs("macros", macros),
        seed=whole("seed", seed, 0, LARGEST_SEED), voices=whole("voices", voices, 1, 64), mono=flag("mono", mono),
        attack_s=number("attack_s", attack_s, 0, 30), decay_s=number("decay_s", decay_s, 0, 30),
        sustain_db=number("sustain_db", sustain_db, -60, 0), release_s=number("release_s", release_s, 0, 30),
        scale=text("scale", scale), keyboard=text("keyboard", keyboard), drums=flag("drums", drums), mpe=flag("mpe", mpe),
        channels=several("channels", channels, lambda name, value: whole(name, value, 1, 16)))
    audio, said = _partials.render(inner_of(model), given, options)
    figures = json.loads(said)
    tell(figures.pop("notes_for_you"))
    if report is not None:
        report.update(figures)
    return given_out(audio)
