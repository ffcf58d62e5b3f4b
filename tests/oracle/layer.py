# SPDX-License-Identifier: MIT
# A layer by PyTorch in double precision: output, gradient of the input, gradients of the weights in the order of the processor.
# usage: layer.py PROCESSOR CHANNELS [SETTING=VALUE]... ; reads raw doubles from the files x [frames][channels], d_y and w of the
# current folder, writes to out.
import array
import math
import sys

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
processor, channels = sys.argv[1], int(sys.argv[2])
settings = {k: float(v) for k, v in (a.split("=") for a in sys.argv[3:])}
units = int(settings.get("units", channels))


def read(path):
    values = array.array("d")
    with open(path, "rb") as f:
        values.frombytes(f.read())
    return torch.tensor(values)


LAYERS = {
    "dense": lambda: nn.Linear(channels, units),
    "layer_norm": lambda: nn.LayerNorm(channels),
    "gru": lambda: nn.GRU(channels, units),
    "lstm": lambda: nn.LSTM(channels, units),
    "leaky_relu": lambda: nn.LeakyReLU(settings["slope"]),
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "softplus": lambda: nn.Softplus(threshold=1e9),
}
FORMULAS = {
    "exp_sigmoid": lambda x: 2 * torch.sigmoid(x) ** math.log(10) + 1e-7,
    "affine": lambda x: settings["scale"] * x + settings["offset"],
}

x = read("x").reshape(-1, channels).requires_grad_()
weights = read("w")
parameters = []
if processor in LAYERS:
    layer = LAYERS[processor]()
    at = 0
    for p in layer.parameters():
        p.data = weights[at:at + p.numel()].reshape(p.shape).clone()
        at += p.numel()
        parameters.append(p)
    assert at == len(weights), "this layer has another number of weights in PyTorch"
    y = layer(x)
    y = y[0] if isinstance(y, tuple) else y
else:
    y = FORMULAS[processor](x)
y.backward(read("d_y").reshape(y.shape))
out = [y.detach(), x.grad, *(p.grad for p in parameters)]
with open("out", "wb") as f:
    array.array("d", torch.cat([o.reshape(-1) for o in out]).tolist()).tofile(f)
