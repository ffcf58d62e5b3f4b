# SPDX-License-Identifier: MIT
# One frame (160 samples at 16 kHz) of the published 512-unit decoder as a TorchScript model that keeps its state from call to
# call, without reverb: control network, harmonic bank of 100 partials, 65 bands of noise. As bench/reference_frame's peer;
# prints the best and median ms of CPU per frame on one thread.
import math
import statistics
import time
from typing import Tuple

import torch
from torch import Tensor, nn

HOP, RATE, PARTIALS, BANDS, UNITS = 160, 16000.0, 100, 65, 512


def mlp(inputs):
    layers = []
    for i in range(3):
        layers += [nn.Linear(inputs if i == 0 else UNITS, UNITS), nn.LayerNorm(UNITS), nn.LeakyReLU()]
    return nn.Sequential(*layers)


class Realtime(nn.Module):
    def __init__(self):
        super().__init__()
        self.pitch, self.loudness, self.out = mlp(1), mlp(1), mlp(UNITS + 2)
        self.gru = nn.GRU(2 * UNITS, UNITS, batch_first=True)
        self.harmonic, self.noise = nn.Linear(UNITS, PARTIALS + 1), nn.Linear(UNITS, BANDS)
        self.register_buffer("order", torch.arange(1, PARTIALS + 1).float())
        self.register_buffer("hann", torch.hann_window(2 * (BANDS - 1)))
        self.register_buffer("state", torch.zeros(1, 1, UNITS))
        self.register_buffer("phase", torch.zeros(1))

    def exp_sigmoid(self, x: Tensor) -> Tensor:
        return 2 * torch.sigmoid(x) ** 2.302585 + 1e-7

    def breath(self, magnitudes: Tensor) -> Tensor:
        ir = torch.fft.irfft(torch.complex(magnitudes, torch.zeros_like(magnitudes)))
        n = ir.shape[-1]
        ir = torch.roll(ir, n // 2, -1) * self.hann
        ir = torch.roll(nn.functional.pad(ir, (0, 160 - n)), -n // 2, -1)
        noise = torch.rand(1, 1, 160) * 2 - 1
        noise, ir = nn.functional.pad(noise, (0, 160)), nn.functional.pad(ir, (160, 0))
        return torch.fft.irfft(torch.fft.rfft(noise) * torch.fft.rfft(ir))[..., 160:].reshape(1, -1)

    def forward(self, f0: Tensor, loudness: Tensor) -> Tensor:
        hidden = torch.cat([self.pitch(f0), self.loudness(loudness)], -1)
        y, state = self.gru(hidden, self.state)
        self.state = state
        hidden = self.out(torch.cat([y, f0, loudness], -1))
        h = self.exp_sigmoid(self.harmonic(hidden))
        share = h[..., 1:] * (f0 * self.order < 8000.0).float()
        amplitudes = h[..., :1] * share / share.sum(-1, keepdim=True)
        step = (2 * math.pi / 16000.0) * f0.expand(1, 160, 1)
        phase = self.phase + torch.cumsum(step, 1)
        self.phase = phase[0, -1] % (2 * math.pi)
        bank = (torch.sin(phase * self.order) * amplitudes.expand(1, 160, 100)).sum(-1)
        return bank + self.breath(self.exp_sigmoid(self.noise(hidden) - 5))


torch.set_num_threads(1)
torch.set_grad_enabled(False)
model = torch.jit.script(Realtime().eval())
f0, loudness = torch.full((1, 1, 1), 220.0), torch.full((1, 1, 1), 0.5)
for _ in range(20):
    model(f0, loudness)
spent = []
for _ in range(300):
    start = time.process_time()
    model(f0, loudness)
    spent.append(time.process_time() - start)
print(1e3 * min(spent), 1e3 * statistics.median(spent))
