# SPDX-License-Identifier: MIT
# A GRU of 512 units on 1024 inputs in PyTorch, one thread, as a peer for bench/nn_speed: seconds of CPU for 400 frames of a
# batch of 16 forward, forward and backward, and for one frame of one voice. Prints the three numbers (best of some calls).
import time

import torch

torch.set_num_threads(1)
gru = torch.nn.GRU(1024, 512, batch_first=True)


def best(calls, f):
    spent = []
    for _ in range(calls):
        start = time.process_time()
        f()
        spent.append(time.process_time() - start)
    return min(spent)


x = torch.randn(16, 400, 1024).requires_grad_()
one, state = torch.randn(1, 1, 1024), torch.zeros(1, 1, 512)
with torch.no_grad():
    forward = best(3, lambda: gru(x))
both = best(3, lambda: gru(x)[0].sum().backward())
with torch.no_grad():
    step = best(50, lambda: gru(one, state))
print(forward, both, step)
