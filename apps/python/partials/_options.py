# SPDX-License-Identifier: MIT
"""Options: a value of a wrong type or out of range is refused in a sentence that names it.

None means that an option is not said. Numbers of NumPy are numbers, too.
"""

from __future__ import annotations

import json
import math
import operator
from typing import Any, Iterable, Mapping, Optional

from ._partials import Error

LARGEST_SEED = 2**64 - 1


def refusal(sentence: str, code: int = 2) -> Error:
    """The exception of a wrong argument, to be raised."""
    error = Error(sentence)
    error.code = code
    return error


def number(name: str, value: Any, low: float = -math.inf, high: float = math.inf) -> Optional[float]:
    if value is None:
        return None
    try:
        x = math.nan if isinstance(value, (str, bytes)) else float(value)
    except (TypeError, ValueError, OverflowError):
        x = math.nan
    if not low <= x <= high or math.isinf(x):
        raise refusal(f"{name} is {value!r}; it is a number{_range(low, high)}.")
    return x


def whole(name: str, value: Any, low: float = -math.inf, high: float = math.inf) -> Optional[int]:
    if value is None:
        return None
    try:
        n = operator.index(value)
    except TypeError:
        if not isinstance(value, float) or not value.is_integer():
            raise refusal(f"{name} is {value!r}; it is a whole number{_range(low, high)}.") from None
        n = int(value)
    if not low <= n <= high:
        raise refusal(f"{name} is {value!r}; it is a whole number{_range(low, high)}.")
    return n


def text(name: str, value: Any, *choices: str) -> Optional[str]:
    if value is not None and not isinstance(value, str):
        raise refusal(f"{name} is {value!r}; it is a text.")
    if value is not None and choices and value not in choices:
        raise refusal(f"{name} is {value!r}; it is {' or '.join(map(repr, choices))}.")
    return value


def flag(name: str, value: Any) -> Optional[bool]:
    if value is not None and type(value).__name__ not in ("bool", "bool_"):
        raise refusal(f"{name} is {value!r}; it is True or False.")
    return None if value is None else bool(value)


def several(name: str, values: Any, one: Any) -> Optional[list[Any]]:
    """A list, each value of which `one` checks."""
    if values is None:
        return None
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise refusal(f"{name} is {values!r}; it is a list.")
    return [one(f"{name}[{i}]", value) for i, value in enumerate(values)]


def pairs(name: str, values: Any) -> Optional[list[str]]:
    """{'noise': -6} as NAME=VALUE."""
    if values is None:
        return None
    if not isinstance(values, Mapping):
        raise refusal(f"{name} is {values!r}; it is a dict of names and numbers.")
    return [f"{part}={number(f'{name}[{part!r}]', value)!r}" for part, value in values.items()]


def as_json(**options: Any) -> str:
    """Those that were said."""
    return json.dumps({name: value for name, value in options.items() if value is not None})


def _range(low: float, high: float) -> str:
    if math.isinf(low) and math.isinf(high):
        return ""
    if math.isinf(high):
        return f" from {low:g}"
    return f" from {low:g} to {high:g}"
