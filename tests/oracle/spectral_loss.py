# SPDX-License-Identifier: MIT
# The multi-resolution spectral loss and its gradient by PyTorch, in double precision, with the definitions of
# learn/loss_term.h. usage: spectral_loss.py PRED TARGET OUT HOP_DIVISOR LINEAR LOG EPS WINDOW... ; files hold raw doubles,
# OUT receives the value and then the gradient.
import array
import sys

import torch

pred_path, target_path, out_path = sys.argv[1:4]
divisor, linear, log, eps = int(sys.argv[4]), *map(float, sys.argv[5:8])


def read(path):
    values = array.array("d")
    with open(path, "rb") as f:
        values.frombytes(f.read())
    return torch.tensor(values, dtype=torch.float64)


x, y = read(pred_path).requires_grad_(), read(target_path)
value = 0
for n in map(int, sys.argv[8:]):
    window = torch.hann_window(n, dtype=torch.float64)
    s, t = (torch.stft(a, n, n // divisor, n, window, center=False, return_complex=True).abs() for a in (x, y))
    value = value + linear * (s - t).abs().mean()
    value = value + log * (torch.log(s.clamp(min=eps)) - torch.log(t.clamp(min=eps))).abs().mean()
value.backward()
with open(out_path, "wb") as f:
    array.array("d", [value.item(), *x.grad.tolist()]).tofile(f)
