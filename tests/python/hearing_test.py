# SPDX-License-Identifier: MIT
"""Guards against: pitch or loudness that are off in time, or differ with the sample rate or the number of channels."""

import unittest

import numpy as np

import partials
from common import main, tone


class Hearing(unittest.TestCase):
    def test_pitch_and_loudness(self):
        for rate in (6000, 16000, 44100, 96000):
            heard = partials.hear(tone(0.6, 220, rate), rate)
            middle = (heard.time_s > 0.2) & (heard.time_s < 0.4)
            self.assertLess(np.abs(heard.f0_hz[middle] / 220 - 1).max(), 0.005, rate)
            self.assertGreater(heard.confidence[middle].min(), 0.8)
            self.assertTrue(np.allclose(np.diff(heard.time_s), heard.time_s[1] - heard.time_s[0]))

    def test_a_sine_of_1_khz_has_its_level(self):
        t = np.arange(48000) / 48000
        heard = partials.hear(np.sin(2 * np.pi * 1000 * t), 48000)
        self.assertLess(abs(heard.loudness_db[-100] + 3.01), 0.1)
        self.assertEqual(partials.hear(np.zeros(4800), 48000).loudness_db.max(), -120)

    def test_times_are_those_of_the_sound(self):
        x = np.concatenate([np.zeros(22050, np.float32), tone(0.5, 440)])
        heard = partials.hear(x, 44100)
        rise = heard.time_s[np.argmax(heard.loudness_db > -40)]
        self.assertLess(abs(rise - 0.5), 0.02)

    def test_channels_are_averaged(self):
        x = tone(0.3, 440)
        self.assertTrue(np.array_equal(partials.hear(np.stack([2 * x, 0 * x]), 44100).f0_hz, partials.hear(x, 44100).f0_hz))

    def test_what_cannot_be(self):
        for audio, rate in ((tone(0.1, 440), 0), (tone(0.1, 440), -1), (np.zeros((2, 2, 2)), 44100)):
            with self.assertRaises(partials.Error):
                partials.hear(audio, rate)
        self.assertEqual(len(partials.hear(np.zeros(3), 44100).f0_hz), 0)


if __name__ == "__main__":
    main()
