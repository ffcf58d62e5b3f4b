#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The harmonic bank as tensor frameworks write it (the DDSP formula): hold, cumulative phase, sine, weighted sum, all partials.
Gradients to the amplitudes only. Takes PARTIALS RATE BATCH; prints ms per second of audio, forward and forward + backward."""
import math
import sys
import time

import torch

partials, rate, batch = (int(x) for x in sys.argv[1:4])
hop, frames = rate // 100, 100
torch.set_num_threads(1)
f0 = 70 + 50 * torch.rand(batch, frames, 1)
amplitudes = (torch.rand(batch, frames, partials) / partials).requires_grad_()
d_out = torch.randn(batch, rate, 1)
numbers = torch.arange(1, partials + 1).float()


def upsample(x):
    return torch.nn.functional.interpolate(x.permute(0, 2, 1), size=x.shape[1] * hop).permute(0, 2, 1)


def forward():
    phase = torch.cumsum(2 * math.pi * upsample(f0) / rate, 1)
    return (torch.sin(phase * numbers) * upsample(amplitudes)).sum(-1, keepdim=True)


def best_ms(work):
    best = math.inf
    for _ in range(8):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return 1000 * best


with torch.no_grad():
    forward_ms = best_ms(forward)
print(forward_ms, best_ms(lambda: forward().backward(d_out)))
