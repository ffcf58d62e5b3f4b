# SPDX-License-Identifier: MIT
"""Recordings in, WAV files out."""

from __future__ import annotations

from . import _partials
from ._arrays import AnyArray, Path, given_out, path_bytes, taken_in
from ._options import text, whole


def read_audio(path: Path) -> tuple[AnyArray, float]:
    """A recording as (1, samples), mixed to mono as training does it, and its sample rate.

    Reads WAV, AIFF, FLAC, Ogg, MP3 and what else libsndfile reads.
    """
    audio, rate_hz = _partials.read_audio(path_bytes(path))
    return given_out(audio), rate_hz


def write_wav(path: Path, audio: AnyArray, sample_rate: float, format: str = "pcm24") -> None:
    """Writes (channels, samples) to a WAV file; format is 'pcm16', 'pcm24' or 'float32'."""
    rate_hz = whole("sample_rate", sample_rate, 1, 2**31 - 1)
    _partials.write_wav(path_bytes(path), taken_in(audio), rate_hz, text("format", format, "pcm16", "pcm24", "float32"))
