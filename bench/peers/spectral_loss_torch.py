# SPDX-License-Identifier: MIT
# The multi-resolution spectral loss in PyTorch, forward and backward, 16 x 64000 samples; prints the best milliseconds of one
# thread. The same frames as learn/losses.h (whole windows only). Started by bench/spectral_loss.cpp --peer.
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(0)
x = (0.3 * (2 * torch.rand(16, 64000) - 1)).requires_grad_()
y = 0.3 * (2 * torch.rand(16, 64000) - 1)
scales = (2048, 1024, 512, 256, 128, 64)
windows = {n: torch.hann_window(n) for n in scales}


def magnitudes(a, n):
    return torch.stft(a, n, n // 4, n, windows[n], center=False, return_complex=True).abs()


def loss():
    total = 0
    for n in scales:
        s, t = magnitudes(x, n), magnitudes(y, n)
        total = total + (s - t).abs().mean() + (torch.log(s.clamp(min=1e-5)) - torch.log(t.clamp(min=1e-5))).abs().mean()
    return total


best = 1e9
for _ in range(6):
    start = time.process_time()
    x.grad = None
    loss().backward()
    best = min(best, time.process_time() - start)
print(best * 1e3)
