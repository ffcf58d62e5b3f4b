# SPDX-License-Identifier: MIT
"""Models: loading and looking inside."""

from __future__ import annotations

import json
from typing import Any

from . import _partials
from ._arrays import AnyArray, Path, given_out, path_bytes, taken_in, tell


class Report(dict):  # type: ignore[type-arg]
    """Figures as the command line's --json has them; `text` (and print) as it shows them to people."""

    def __init__(self, figures: dict[str, Any], text: str, usable: bool = True, page: str = "", picture: bytes = b""):
        super().__init__(figures)
        self.text = text
        self.usable = usable  # of check: whether the recordings can be trained on
        self.page = page  # of evaluate: an HTML page, where one was asked for
        self.picture = picture  # of check: a PNG file, where one was asked for

    def __str__(self) -> str:
        return self.text


class Model:
    """A model that `load` or `train` made: an instrument, a movement, a mapping.

    name, family, licence and path say what it is; `macros` names what a Player or render can turn.
    """

    def __init__(self, inner: _partials.Model):
        self._inner = inner
        facts = json.loads(inner.facts())
        self.name: str = facts["name"]
        self.family: str = facts["family"]
        self.licence: str = facts["licence"]
        self.path: str = facts["path"]
        self.preset: str = facts["preset"]
        self.macros: dict[str, str] = facts["macros"]
        self._graph: dict[str, Any] | str = facts["graph"]
        tell([facts["note"]] if facts["note"] else [])

    def inspect(self) -> Report:
        """What is inside, and what it costs to play."""
        figures, text = self._inner.inspect()
        return Report(json.loads(figures), text)

    def weights(self) -> AnyArray:
        """All weights, flat, as float32: `Graph(model)` names them."""
        return given_out(self._inner.weights())

    def with_weights(self, weights: AnyArray, name: str = "") -> "Model":
        """The same model with other weights, flat, in the order of `Graph(model).weights`, for instance
        trained by PyTorch. It plays and saves like any other; its card names this one as its base."""
        return Model(self._inner.with_weights(taken_in(weights), name or f"{self.name}, changed"))

    def save(self, path: Path) -> None:
        """Writes the model file, which every other host plays."""
        self._inner.save(path_bytes(path))

    def __repr__(self) -> str:
        return f"<partials.Model {self.name!r}, {self.family}>"


def load(model: Path) -> Model:
    """A model of a file, or of a name (as `partials models list` shows them); also a preset.

    >>> partials.load("violin")
    <partials.Model 'Violin', instrument>
    >>> partials.load("violet")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    partials.Error: There is no model 'violet' ...
    """
    return Model(_partials.load(path_bytes(model)))


def models() -> list[dict[str, str]]:
    """The models that names are looked for among: name, stem, path and licence of each."""
    found: list[dict[str, str]] = json.loads(_partials.models())
    return found


def inner_of(model: "Model | Path") -> _partials.Model:
    return model._inner if isinstance(model, Model) else load(model)._inner
