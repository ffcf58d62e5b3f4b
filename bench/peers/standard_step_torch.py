# SPDX-License-Identifier: MIT
# The standard preset's training step in PyTorch (peers/standard_torch.py) on random sound, batch 16 x 1.2 s, as a peer for
# bench/training_step. Prints one JSON line: seconds per step (CPU time on one thread, else wall time) and peak memory.
# usage: standard_step_torch.py [THREADS [BATCH [STEPS]]]
import json
import resource
import statistics
import sys
import time

import torch

from standard_torch import FRAMES, SAMPLES, UNHEARD, Loss, Standard

threads, batch, steps = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((1, 1), (2, 16), (3, 4)))
torch.set_num_threads(threads)
torch.manual_seed(1)
now = time.process_time if threads == 1 else time.perf_counter
model, loss = Standard(), Loss()
optimiser = torch.optim.AdamW(model.parameters(), 3e-3, betas=(0.9, 0.99), weight_decay=10)
f0 = 200 + 100 * torch.rand(batch, FRAMES, 1)
loudness_db = -20 - 20 * torch.rand(batch, FRAMES, 1)
target = 0.1 * torch.randn(batch, SAMPLES)
spent = []
for _ in range(steps):
    start = now()
    optimiser.zero_grad()
    loss(model(f0, loudness_db)[:, UNHEARD:], target[:, UNHEARD:]).backward()
    optimiser.step()
    spent.append(now() - start)
print(json.dumps({"threads": threads, "batch": batch, "parameters": sum(p.numel() for p in model.parameters()),
                  "min_s": min(spent), "median_s": statistics.median(spent),
                  "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
