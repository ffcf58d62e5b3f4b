# SPDX-License-Identifier: MIT
"""Arrays: NumPy's where NumPy is installed, else `Array`, which memoryview and DLPack read.

NumPy is not needed: it is used, when it is there, to hand arrays out. Any array that has the buffer protocol
or DLPack is taken in: of NumPy, of PyTorch, of the module array, or nested lists of numbers.
"""

from __future__ import annotations

import array as _flat
import os as _os
import sys as _sys
import warnings as _warnings
from typing import TYPE_CHECKING, Any, Iterable, Mapping, Union

from . import _partials
from ._options import number, refusal
from ._partials import Array

try:
    import numpy as _numpy
except ImportError:  # pragma: no cover
    _numpy = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from typing import TypeAlias

Path = Union[str, "_os.PathLike[str]", bytes]
# What functions return: numpy.ndarray, or Array without NumPy.
AnyArray: TypeAlias = Any


def given_out(array: Array) -> AnyArray:
    """The array that Python gets, without a copy."""
    return array if _numpy is None else _numpy.asarray(array)


def _is_array(x: Any) -> bool:
    if hasattr(x, "__dlpack__") or isinstance(x, (_flat.array, memoryview)):
        return True
    return _numpy is not None and isinstance(x, _numpy.ndarray)


def taken_in(x: Any) -> Any:
    """An array that the extension reads: x itself, or an Array of a (nested) list of numbers."""
    if _is_array(x):
        return x
    if isinstance(x, (list, tuple)):  # of arrays, perhaps: a channel each
        x = [row.tolist() if _is_array(row) else row for row in x]
    shape = []
    rows = x
    while isinstance(rows, (list, tuple)):
        shape.append(len(rows))
        rows = rows[0] if rows else None
    if not shape:
        return x  # the extension says what is wrong with it
    numbers = list(x)
    for length in shape[1:]:
        if any(not isinstance(row, (list, tuple)) or len(row) != length for row in numbers):
            raise refusal("the rows of the list have different lengths; make them equally long.")
        numbers = [n for row in numbers for n in row]
    try:
        return _partials.array(_flat.array("d", numbers), shape, True)
    except TypeError:
        wrong = next((n for n in numbers if not hasattr(n, "__float__")), x)
        raise refusal(f"the list holds {wrong!r}; it holds numbers.") from None


def is_double(x: Any) -> bool:
    """Whether an array has float64; lists of numbers say nothing."""
    kind = getattr(x, "dtype", None)
    if kind is not None:
        return str(kind).endswith("float64")
    return isinstance(x, (_flat.array, memoryview)) and (getattr(x, "typecode", None) or x.format) == "d"  # type: ignore[union-attr]


def path_bytes(path: Path) -> bytes:
    return _os.fsencode(path)


def paths_bytes(paths: "Path | Iterable[Path]") -> list[bytes]:
    """One path, or several."""
    if isinstance(paths, (str, bytes, _os.PathLike)):
        return [_os.fsencode(paths)]
    return [_os.fsencode(p) for p in paths]


def recordings_list(recordings: "Path | Iterable[Path] | Mapping[str, tuple[Any, float]]") -> list[Any]:
    """Paths, or of recordings in memory name, audio and sample rate."""
    if isinstance(recordings, Mapping):
        return [_given(str(name), recording) for name, recording in recordings.items()]
    if _is_array(recordings):
        raise refusal("recordings in memory have names and sample rates; pass {'A4': (audio, sample_rate), ...}.")
    return list(paths_bytes(recordings))


def _given(name: str, recording: Any) -> tuple[str, Any, Any]:
    if not isinstance(recording, (tuple, list)) or len(recording) != 2:
        raise refusal(f"the recording '{name}' is no pair; pass (audio, sample_rate).")
    audio, rate = recording
    return name, taken_in(audio), number(f"the sample rate of '{name}'", rate)


def tell(sentences: Iterable[str]) -> None:
    """Notes of the library become warnings, at the line that called the package."""
    level, frame = 1, _sys._getframe()
    while frame is not None and frame.f_globals.get("__package__") == __package__:
        level, frame = level + 1, frame.f_back
    for sentence in sentences:
        _warnings.warn(sentence.removeprefix("Note: "), stacklevel=level)
