# SPDX-License-Identifier: MIT
# AdamW by PyTorch in double precision, with the gradient's norm clipped before each step.
# usage: adam.py STEPS RATE BETA1 BETA2 EPSILON WEIGHT_DECAY CLIP_NORM ; reads raw doubles from the files w [n] and g [steps][n] of
# the current folder, writes the weights after the last step to out.
import array
import sys

import torch


def read(path):
    values = array.array("d")
    with open(path, "rb") as f:
        values.frombytes(f.read())
    return torch.tensor(values, dtype=torch.float64)


steps = int(sys.argv[1])
rate, beta1, beta2, epsilon, decay, clip = map(float, sys.argv[2:])
w = read("w").requires_grad_()
g = read("g").reshape(steps, -1)
optimiser = torch.optim.AdamW([w], rate, (beta1, beta2), epsilon, decay)
for i in range(steps):
    w.grad = g[i].clone()
    if clip > 0:
        w.grad *= min(1.0, clip / w.grad.norm().item())
    optimiser.step()
with open("out", "wb") as f:
    array.array("d", w.tolist()).tofile(f)
