# SPDX-License-Identifier: MIT
# The standard preset (models/standard.json) and its loss in PyTorch, as one writes it there: whole batches, held in tensors. Same
# formulas as src/nn, src/dsp and src/learn; `load` takes our weights, so that equality can be checked. Needs only torch.
import math

import torch
from torch import nn
from torch.nn import functional as F

RATE, HOP, PARTIALS, KNOTS, BANDS, BASIS = 44100, 176.4, 100, 32, 64, 5
BAND_HZ, FADE, MIN_HZ, CORNER_HZ = 16000.0, 0.05 * 16000, 50.0, 228.8
STRETCH, FFT = 3 * HOP, 540  # of a frame of noise
FRAMES, WARM_UP = 300, 50    # of 4 ms: 1 s heard after 0.2 s unheard
SAMPLES, UNHEARD = 52920, 8820
ORDER = torch.arange(1, PARTIALS + 1).float()


def a_weighting(hz):
    x = hz * hz
    low, high = x / (x + 20.598997**2), 12194.217**2 / (x + 12194.217**2)
    return 1.5848932 * low * low * x / (x + 107.65265**2) * x / (x + 737.86223**2) * high * high


def noise_bands():
    mel = torch.linspace(2595 * math.log10(1 + 40 / 700), 2595 * math.log10(1 + 16000 / 700), BANDS, dtype=torch.float64)
    centre = 700 * (10 ** (mel / 2595) - 1)
    hz = torch.arange(FFT // 2 + 1, dtype=torch.float64) * RATE / FFT
    below = (torch.searchsorted(centre, hz) - 1).clamp(0, BANDS - 2)
    share = ((hz - centre[below]) / (centre[below + 1] - centre[below])).clamp(0, 1)
    to_bins = torch.zeros(BANDS, FFT // 2 + 1).double()
    bins = torch.arange(FFT // 2 + 1)
    to_bins[below, bins] += 1 - share
    to_bins[below + 1, bins] += share
    to_bins[:, (hz > BAND_HZ) | (bins == 0) | (bins == FFT // 2)] = 0
    scale = math.sqrt(0.5 * RATE / FFT)
    x = (torch.arange(-32, 32, dtype=torch.float64) + 0.5) / 8  # a bin under the sine window of a stretch
    lobe = (torch.cos(math.pi * x) / (1 - 4 * x * x)) ** 2
    weight = (a_weighting(hz[:, None] + x * RATE / STRETCH) * lobe).sum(1) / lobe.sum()
    return (scale * to_bins).float(), (2 * weight).float()  # a bin's level squared is half a density times its width


class Standard(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.hidden_norm = nn.Linear(BASIS + 2, 64), nn.LayerNorm(64)
        self.memory = nn.GRU(64, 48, batch_first=True)
        self.timbre, self.timbre_norm = nn.Linear(112, 64), nn.LayerNorm(64)
        self.envelope, self.noise = nn.Linear(64, KNOTS), nn.Linear(64, BANDS)
        for layer in (self.hidden, self.timbre, self.envelope, self.noise):
            nn.init.zeros_(layer.bias)
            nn.init.uniform_(layer.weight, -1, 1)
            layer.weight.data *= (0.1 if layer in (self.envelope, self.noise) else 1) / math.sqrt(layer.in_features)
        self.sum = nn.Module()
        self.sum.gains_db = nn.Parameter(torch.zeros(8))  # of our mixer, which has eight inputs
        self.to_bins, self.bin_weight = noise_bands()
        late = torch.tensor([math.ceil(p * HOP - 1e-9) - p * HOP for p in range(5)]).unsqueeze(1)
        t = (torch.arange(530) + late) / STRETCH
        self.window = torch.where(t < 1, torch.sin(math.pi * t), torch.zeros(()))

    def told(self, f0, loudness_db):  # [batch][frames][1]
        x = (12 * torch.log2(f0 / 440) + 69 - 36) * (2 / 64) - 1
        bumps = torch.exp(-0.5 * ((x - torch.linspace(-1, 1, BASIS)) * ((BASIS - 1) / 2)) ** 2)
        return torch.cat([x, bumps, ((loudness_db + 30) / 20).clamp(-4, 2)], -1)

    def controls(self, f0, loudness_db):
        hidden = F.leaky_relu(self.hidden_norm(self.hidden(self.told(f0, loudness_db))))
        joined = torch.cat([self.memory(hidden)[0], hidden], -1)
        timbre = F.leaky_relu(self.timbre_norm(self.timbre(joined)))
        envelope, noise = 20 * self.envelope(timbre), 10 ** ((20 * self.noise(timbre) - 75).clamp(-200, 40) / 20)
        hz = f0 * ORDER
        at = torch.log((hz + CORNER_HZ) / (MIN_HZ + CORNER_HZ)) * ((KNOTS - 1) / math.log((BAND_HZ + CORNER_HZ) / (MIN_HZ + CORNER_HZ)))
        at = at.clamp(0, KNOTS - 1)
        below = at.floor().clamp(max=KNOTS - 2)
        index, weight = below.long(), at - below
        db = (1 - weight) * envelope.gather(-1, index) + weight * envelope.gather(-1, index + 1)
        fade = ((BAND_HZ - hz) / FADE).clamp(0, 1)
        db = db - torch.where(fade > 0, db, torch.full_like(db, -1e4)).max(-1, keepdim=True)[0].detach()
        r = torch.where(fade > 0, 10 ** (db.clamp(max=0) / 20), torch.zeros(()))
        a = r / torch.sqrt(((fade * r) ** 2).sum(-1, keepdim=True) + 1e-12)
        power = 0.5 * (a * a * a_weighting(hz)).sum(-1, keepdim=True) + 1e-9 + ((noise @ self.to_bins) ** 2 * self.bin_weight).sum(-1, keepdim=True)
        gain = 10 ** (loudness_db / 20) / torch.sqrt(power)
        return a * gain * fade, noise * gain

    def forward(self, f0, loudness_db):
        amplitudes, noise = self.controls(f0, loudness_db)
        gains = 10 ** (self.sum.gains_db[:2] / 20)
        return gains[0] * self.bank(f0, amplitudes) + gains[1] * self.breath(noise)

    @staticmethod
    def bank(f0, amplitudes):
        def up(x):  # a frame's values are reached at its end
            x = torch.cat([torch.zeros_like(x[:, :1]) if x.shape[-1] > 1 else x[:, :1], x], 1).transpose(1, 2)
            return F.interpolate(x, SAMPLES + 1, mode="linear", align_corners=True)[..., :-1].transpose(1, 2)
        cycles = torch.cumsum(up(f0).double() / RATE, 1)
        phase = (2 * math.pi * (cycles - cycles.floor())).float()
        return (torch.sin(phase * ORDER) * up(amplitudes)).sum(-1)

    def breath(self, noise):
        batch, frames = noise.shape[:2]
        level = noise @ self.to_bins
        spectrum = torch.complex(level * (2 * torch.rand_like(level) - 1), level * (2 * torch.rand_like(level) - 1))
        y = torch.fft.irfft(spectrum, FFT, norm="forward")[..., :530]
        out = torch.zeros(batch, SAMPLES + 882)
        for p in range(5):  # five hops are 882 samples: frames of one phase do not overlap
            start = math.ceil(p * HOP - 1e-9)
            part = F.pad(y[:, p::5] * self.window[p], (0, 882 - 530)).reshape(batch, -1)
            out = out + F.pad(part, (start, out.shape[1] - start - part.shape[1]))
        return out[:, :SAMPLES]


def slaney_mel(window=2048, bands=128, low_hz=20.0, high_hz=16000.0):
    step = math.log(6.4) / 27
    mel = lambda hz: hz * 0.015 if hz < 1000 else 15 + math.log(hz / 1000) / step
    m = torch.linspace(mel(low_hz), mel(high_hz), bands + 2, dtype=torch.float64)
    edge = torch.where(m < 15, m / 0.015, 1000 * torch.exp((m - 15) * step)).unsqueeze(1)
    hz = torch.arange(window // 2 + 1, dtype=torch.float64) * RATE / window
    w = torch.minimum((hz - edge[:-2]) / (edge[1:-1] - edge[:-2]), (edge[2:] - hz) / (edge[2:] - edge[1:-1])).clamp(min=0)
    w = w * 2 * (edge[-1] - edge[0]) / (bands + 1) / (edge[2:] - edge[:-2])
    return (w * 2 / (window * window * 0.375)).float()


class Loss:
    """linear 1 + log 1 (eps 0.1, bins below 0.97 of the band) over six scales, and log-mel in dB."""

    def __init__(self):
        self.windows = {n: torch.hann_window(n) for n in (4096, 2048, 1024, 512, 256, 128)}
        self.mel = slaney_mel()

    def __call__(self, x, y):
        total = 0
        for n, w in self.windows.items():
            highest = min(n // 2 + 1, int(0.97 * BAND_HZ * n / RATE))
            s, t = (torch.stft(z, n, n // 4, window=w, center=False, return_complex=True)[:, :highest].abs() for z in (x, y))
            total = total + (s - t).abs().mean() + (torch.log(s.clamp(min=0.1)) - torch.log(t.clamp(min=0.1))).abs().mean()
        s, t = (self.mel @ torch.stft(z, 2048, 512, window=self.windows[2048], center=False, return_complex=True).abs() ** 2 for z in (x, y))
        floor = (1e-6 * t.amax((1, 2), keepdim=True)).clamp(min=1e-10)
        return total + 10 * (torch.log10(s + floor) - torch.log10(t + floor)).abs().mean()


def by_our_name(model):
    """Our names of the weights: node.weight."""
    ours = {"weight": "w", "bias": "b", "weight_ih_l0": "w_ih", "weight_hh_l0": "w_hh", "bias_ih_l0": "b_ih", "bias_hh_l0": "b_hh", "gains_db": "gains_db"}
    named = {}
    for name, parameter in model.named_parameters():
        node, weight = name.split(".")
        named[node + "." + ("gain" if node.endswith("_norm") and weight == "weight" else "bias" if node.endswith("_norm") else ours[weight])] = parameter
    return named
