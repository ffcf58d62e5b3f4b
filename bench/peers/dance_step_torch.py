# SPDX-License-Identifier: MIT
# The network of a dance in PyTorch as a peer for bench/dance_step: LSTM of 128 units on 105 numbers, mixture of five normal densities
# over 105, Adam with clipping, 8 segments of 90 frames. Prints seconds of CPU of one training step, and of one frame with a draw.
# usage: dance_step_torch.py   (one thread)
import math
import time

import torch

torch.set_num_threads(1)
NUMBERS, UNITS, COMPONENTS, BATCH, FRAMES = 105, 128, 5, 8, 90


class Dance(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.memory = torch.nn.LSTM(NUMBERS, UNITS, batch_first=True)
        self.mixture = torch.nn.Linear(UNITS, COMPONENTS * (1 + 2 * NUMBERS))

    def forward(self, x, state=None):
        y, state = self.memory(x, state)
        return self.mixture(y), state


def split(out):
    logits, rest = out[..., :COMPONENTS], out[..., COMPONENTS:]
    mean, log_s = rest.view(*rest.shape[:-1], 2, COMPONENTS, NUMBERS).unbind(-3)
    return logits, mean, log_s


def nats(out, target):
    logits, mean, log_s = split(out)
    z = (target.unsqueeze(-2) - mean) * torch.exp(-log_s)
    density = torch.log_softmax(logits, -1) - (0.5 * z * z + log_s).sum(-1) - 0.5 * NUMBERS * math.log(2 * math.pi)
    return -torch.logsumexp(density, -1).mean() / NUMBERS


model = Dance()
optimiser = torch.optim.Adam(model.parameters(), 3e-3, betas=(0.9, 0.99))
x, target = (2 * torch.rand(BATCH, FRAMES, NUMBERS) - 1 for _ in range(2))


def step():
    optimiser.zero_grad()
    nats(model(x)[0], target).backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1)
    optimiser.step()


def best(calls, f):
    spent = []
    for _ in range(calls):
        start = time.process_time()
        f()
        spent.append(time.process_time() - start)
    return min(spent)


step_s = best(40, step)
one, state = torch.full((1, 1, NUMBERS), 0.1), (torch.zeros(1, 1, UNITS), torch.zeros(1, 1, UNITS))


@torch.no_grad()
def frame():
    logits, mean, log_s = split(model(one, state)[0][0, 0])
    k = torch.multinomial(torch.softmax(logits, 0), 1)[0]
    return mean[k] + torch.exp(log_s[k]) * torch.randn(NUMBERS)


print(step_s, best(300, frame))
