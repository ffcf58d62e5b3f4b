# SPDX-License-Identifier: MIT
"""Arrays: NumPy's where NumPy is installed, else `Array`, which memoryview and DLPack read.

NumPy is not needed: it is used, when it is there, to hand arrays out. Any array that has the buffer protocol
or DLPack is taken in: of NumPy, of PyTorch, of the module array, or nested lists of numbers.
"""

from __future__ import annotations

import array as _flat
import os as _os
import warnings as _warnings
from typing import TYPE_CHECKING, Any, Iterable, Mapping, Union

from . import _partials
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
    shape = []
    rows = x
    while isinstance(rows, (list, tuple)):
        shape.append(len(rows))
        rows = rows[0] if rows else None
    if not shape:
        return x  # the extension says what is wrong with it
    numbers = list(x)
    for _ in shape[1:]:
        numbers = [n for row in numbers for n in row]
    size = 1
    for length in shape:
        size *= length
    if len(numbers) != size:
        raise _partials.Error("the rows of the list have different lengths; make them equally long.")
    return _partials.array(_flat.array("d", numbers), shape, True)


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
        return [(str(name), taken_in(audio), float(rate)) for name, (audio, rate) in recordings.items()]
    return list(paths_bytes(recordings))


def tell(sentences: Iterable[str]) -> None:
    """Notes of the library become warnings, at the line that called the package."""
    for sentence in sentences:
        _warnings.warn(sentence.removeprefix("Note: "), stacklevel=3)
