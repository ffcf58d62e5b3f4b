# SPDX-License-Identifier: MIT
# The reference preset's training step in PyTorch, written from the published description (Engel et al. 2020; the 512-unit GRU
# decoder, 100 partials, 65 noise bands, 16 kHz, hop 160, trainable 1 s impulse response, six spectral scales), as a peer for
# bench/training_step. Prints one JSON line: seconds per step (min and median; CPU time on one thread, else wall time) and peak memory.
# usage: reference_step_torch.py [THREADS [BATCH [STEPS]]]
import json, math, resource, statistics, sys, time
import torch
from torch import nn
from torch.nn import functional as F

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
batch = int(sys.argv[2]) if len(sys.argv) > 2 else 16
steps = int(sys.argv[3]) if len(sys.argv) > 3 else 4
torch.set_num_threads(threads)
torch.manual_seed(1)
RATE, HOP, FRAMES, PARTIALS, BANDS, UNITS = 16000, 160, 400, 100, 65, 512
SAMPLES = HOP * FRAMES
SCALES = [4096, 2048, 1024, 512, 256, 128]


def mlp(inputs):
    layers = []
    for i in range(3):
        layers += [nn.Linear(inputs if i == 0 else UNITS, UNITS), nn.LayerNorm(UNITS), nn.LeakyReLU()]
    return nn.Sequential(*layers)


def exp_sigmoid(x):
    return 2 * torch.sigmoid(x) ** math.log(10) + 1e-7


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.pitch, self.loudness = mlp(1), mlp(1)
        self.gru = nn.GRU(2 * UNITS, UNITS, batch_first=True)
        self.out = mlp(UNITS + 2)
        self.harmonic, self.noise = nn.Linear(UNITS, PARTIALS + 1), nn.Linear(UNITS, BANDS)
        self.room = nn.Parameter(torch.randn(RATE) * 1e-4)

    def forward(self, f0, loudness):
        told = torch.log2(f0 / 440) / 5
        hidden = torch.cat([self.pitch(told), self.loudness(loudness)], -1)
        hidden = torch.cat([self.gru(hidden)[0], told, loudness], -1)
        hidden = self.out(hidden)
        h = exp_sigmoid(self.harmonic(hidden))
        level, share = h[..., :1], h[..., 1:]
        order = torch.arange(1, PARTIALS + 1)
        share = share * (f0 * order < RATE / 2)
        amplitudes = level * share / share.sum(-1, keepdim=True)
        x = self.bank(f0, amplitudes) + self.filtered_noise(exp_sigmoid(self.noise(hidden) - 5))
        n = 2 ** math.ceil(math.log2(SAMPLES + RATE))
        return torch.fft.irfft(torch.fft.rfft(x, n) * torch.fft.rfft(F.pad(self.room[1:], (1, 0)), n), n)[..., :SAMPLES] + x

    @staticmethod
    def bank(f0, amplitudes):
        def up(x):
            return F.interpolate(x.transpose(1, 2), SAMPLES, mode="linear").transpose(1, 2)
        phase = torch.cumsum(2 * math.pi * up(f0) / RATE, 1)
        return (torch.sin(phase * torch.arange(1, PARTIALS + 1)) * up(amplitudes)).sum(-1)

    @staticmethod
    def filtered_noise(magnitudes):
        ir = torch.fft.irfft(torch.complex(magnitudes, torch.zeros_like(magnitudes)))
        ir = torch.roll(ir, BANDS - 1, -1) * torch.hann_window(ir.shape[-1])
        ir = F.pad(torch.roll(ir, -(BANDS - 1), -1), (0, HOP))
        noise = F.pad(torch.rand(*magnitudes.shape[:2], HOP) * 2 - 1, (0, ir.shape[-1] - HOP))
        return torch.fft.irfft(torch.fft.rfft(noise) * torch.fft.rfft(ir))[..., :HOP].reshape(magnitudes.shape[0], -1)


def spectral_loss(x, y):
    total = 0
    for n in SCALES:
        w = torch.hann_window(n)
        a = torch.stft(x, n, n // 4, window=w, return_complex=True).abs()
        b = torch.stft(y, n, n // 4, window=w, return_complex=True).abs()
        total = total + (a - b).abs().mean() + (torch.log(a + 1e-5) - torch.log(b + 1e-5)).abs().mean()
    return total


model = Decoder()
optimiser = torch.optim.Adam(model.parameters(), 1e-3)
f0 = 200 + 100 * torch.rand(batch, FRAMES, 1)
loudness = torch.rand(batch, FRAMES, 1)
target = 0.1 * torch.randn(batch, SAMPLES)
spent = []
now = time.process_time if threads == 1 else time.perf_counter
for _ in range(steps):
    start = now()
    optimiser.zero_grad()
    spectral_loss(model(f0, loudness), target).backward()
    optimiser.step()
    spent.append(now() - start)
print(json.dumps({"threads": threads, "batch": batch, "parameters": sum(p.numel() for p in model.parameters()),
                  "min_s": min(spent), "median_s": statistics.median(spent),
                  "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
