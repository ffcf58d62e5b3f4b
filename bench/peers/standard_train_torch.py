# SPDX-License-Identifier: MIT
# Trains the standard preset (peers/standard_torch.py) in PyTorch on clips that bench/time_to_quality has written, with the same
# start, schedule, sampling and averaging of weights; leaves the averaged weights in our order now and then, for our program to
# judge, and prints SECONDS STEPS FILE for each. Seconds are of training only: CPU time on one thread, else wall time.
# usage: standard_train_torch.py FOLDER SECONDS [THREADS [SEED]]
import pathlib
import sys
import time

import numpy
import torch

from standard_torch import FRAMES, SAMPLES, UNHEARD, Loss, Standard, by_our_name

folder, limit_s = pathlib.Path(sys.argv[1]), float(sys.argv[2])
threads, seed = (int(sys.argv[i]) if len(sys.argv) > i else 1 for i in (3, 4))
torch.set_num_threads(threads)
torch.manual_seed(seed)
random = numpy.random.default_rng(seed)
now = time.process_time if threads == 1 else time.perf_counter
BATCH, WARM_UP_STEPS, DECAY_STEPS, RATE, AVERAGE = 16, 20, 300, 3e-3, 0.98

clips = []
for line in (folder / "clips.txt").read_text().split("\n")[:-1]:
    name, samples, frames = line.split()
    data = numpy.fromfile(folder / name, numpy.float32)
    samples, frames = int(samples), int(frames)
    clips.append((data[:samples], data[samples:samples + frames], data[samples + frames:]))
chance = numpy.sqrt([len(c[1]) for c in clips])
chance /= chance.sum()

model, loss = Standard(), Loss()
named, table = by_our_name(model), [line.split() for line in (folder / "weights.txt").read_text().split("\n")[:-1]]
start = torch.from_numpy(numpy.fromfile(folder / "start.f32", numpy.float32))
for name, offset, size, _ in table:
    named[name].data.copy_(start[int(offset):int(offset) + int(size)].view_as(named[name]))
decaying = [named[name] for name, _, _, decays in table if decays == "1"]
others = [named[name] for name, _, _, decays in table if decays == "0"]
optimiser = torch.optim.AdamW([{"params": decaying, "weight_decay": 15}, {"params": others, "weight_decay": 0}], RATE, betas=(0.9, 0.99))
averaged = {name: p.detach().clone() for name, p in named.items()}


def draw():
    f0, loudness_db, audio = (numpy.empty((BATCH, n), numpy.float32) for n in (FRAMES, FRAMES, SAMPLES))
    for lane in range(BATCH):
        sound, pitch, level = clips[random.choice(len(clips), p=chance)]
        first = int(random.random() * len(pitch)) - FRAMES // 4
        gain_db = 6 * (2 * random.random() - 1)
        at = first + numpy.arange(FRAMES)
        inside = at.clip(0, len(pitch) - 1)
        f0[lane] = pitch[inside]
        loudness_db[lane] = numpy.where(at == inside, numpy.maximum(level[inside] + gain_db, -120), -120)
        origin = int(numpy.ceil(abs(first) * 176.4 - 1e-6)) * (1 if first >= 0 else -1)
        i = origin + numpy.arange(SAMPLES)
        audio[lane] = numpy.where((i >= 0) & (i < len(sound)), sound[i.clip(0, len(sound) - 1)] * 10 ** (gain_db / 20), 0)
    return (torch.from_numpy(x) for x in (f0[..., None], loudness_db[..., None], audio))


def leave(seconds, steps):
    out = numpy.empty_like(start.numpy())
    for name, offset, size, _ in table:
        out[int(offset):int(offset) + int(size)] = averaged[name].numpy().ravel()
    path = folder / f"torch_{steps}.f32"
    out.tofile(path)
    print(f"{seconds:.2f} {steps} {path}", flush=True)


spent, steps, next_s = 0.0, 0, 5.0
while spent < limit_s:
    began = now()
    f0, loudness_db, target = draw()
    for group in optimiser.param_groups:
        group["lr"] = RATE * min(1, (steps + 1) / WARM_UP_STEPS) / (1 + steps / DECAY_STEPS) ** 0.5
    optimiser.zero_grad()
    loss(model(f0, loudness_db)[:, UNHEARD:], target[:, UNHEARD:]).backward()
    optimiser.step()
    steps += 1
    keep = min(AVERAGE, (1 + steps) / (10 + steps))
    with torch.no_grad():
        for name, p in named.items():
            averaged[name].mul_(keep).add_(p, alpha=1 - keep)
    spent += now() - began
    if spent >= next_s or spent >= limit_s:
        leave(spent, steps)
        next_s = max(1.3 * next_s, spent)
