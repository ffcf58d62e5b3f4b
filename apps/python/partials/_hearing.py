# SPDX-License-Identifier: MIT
"""Hearing: pitch and loudness of audio, by the analyser that training and playing share."""

from __future__ import annotations

from typing import NamedTuple

from . import _partials
from ._arrays import AnyArray, given_out, taken_in
from ._options import number


class Hearing(NamedTuple):
    """One row every 1.3 ms: pitch and loudness of the same instant `time_s`."""

    time_s: AnyArray
    f0_hz: AnyArray  # 0 where nothing repeats
    loudness_db: AnyArray  # A-weighted; a full-scale sine of 1 kHz is -3.01, silence -120
    confidence: AnyArray  # 0 to 1; a pitch is reliable from 0.5 on
    onset: AnyArray  # rise of loudness, dB within 10 ms


def hear(audio: AnyArray, sample_rate: float, min_hz: float = 40, max_hz: float = 5000) -> Hearing:
    """f0_hz, loudness_db and confidence over time, of (channels, samples) or (samples,).

    >>> import math
    >>> tone = [0.1 * math.sin(2 * math.pi * 440 * n / 16000) for n in range(8000)]
    >>> heard = partials.hear(tone, 16000)
    >>> round(float(heard.f0_hz[-1])), float(heard.confidence[-1]) > 0.9
    (440, True)
    """
    return Hearing(*map(given_out, _partials.hear(taken_in(audio), number("sample_rate", sample_rate, 1000, 384000),
                                               number("min_hz", min_hz), number("max_hz", max_hz))))
