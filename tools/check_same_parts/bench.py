# SPDX-License-Identifier: MIT
# The cost of both sides of tools/check_same: a few short programs of bench/ and three calls of `partials`, all in CPU time. The sides
# alternate, and the order is reversed in every round. The medians are compared.
import math
import os
import re
import statistics
import subprocess
import sys

import facts

PROGRAMS = ["instrument_cost", "training_step", "ticks", "reverb"]
LIMIT = 0.03
# name: command, pattern of its figures (several: their geometric mean), unit
PRINTED = {
    "instrument_cost standard": (["instrument_cost", "standard", "--seconds", "2", "--passes", "3"],
                                 r"CPU +mean +([\d.]+) us", "us"),
    "training_step standard": (["training_step", "standard"], r"([\d.]+) s per step", "s"),
    "ticks": (["ticks"], r"^\w+ +\d+ +([\d.]+) +([\d.]+) ", "ns"),
    "reverb": (["reverb"], r"^ +[\d.]+ +([\d.]+) ", "ns"),
}


def figure(collector, side, command, pattern):
    text = collector.ask(side.build / command[0], *command[1:]).decode()
    found = [float(x) for hit in re.finditer(pattern, text, re.M) for x in hit.groups()]
    if not found or min(found) <= 0:
        raise facts.Failed("does not print this figure")
    return math.exp(statistics.fmean(math.log(x) for x in found))


def cpu_s(collector, side, words):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [side.build / "partials", *map(str, words)]
    call = subprocess.Popen(command, env=collector.env, cwd=collector.folder, **quiet)
    _, status, used = os.wait4(call.pid, 0)
    call.returncode = os.waitstatus_to_exitcode(status)
    if call.returncode:
        raise facts.Failed("does not run")
    return used.ru_utime + used.ru_stime


def measures(collector, model):
    for name, (command, pattern, unit) in PRINTED.items():
        yield f"{name}, {unit}", lambda side, c=command, p=pattern: figure(collector, side, c, p), command[0]
    end = ["--format", "float32", "-o", "out.wav"]
    train = "train held -o trained.partials --preset small --steps 30 --threads 1".split()
    calls = {"render tune": ["render", model, collector.tune, *end],
             "render effect": ["render", model, "sung.wav", *end], "train small, 30 steps": train}
    for name, words in calls.items():
        yield f"{name}, CPU s", lambda side, w=words: cpu_s(collector, side, w), "partials"


def compare(first, second, model, rounds):
    """Lines to print: the cost of both, and the ratio."""
    with facts.Collector(first) as collector:
        for name, measure, program in measures(collector, model):
            lacking = [side.name for side in (first, second) if program not in side.has]
            if lacking:
                yield f"{name:<34} not in {' nor in '.join(lacking)}"
                continue
            print(f"measuring {name}", file=sys.stderr)
            costs = {first: [], second: []}
            try:
                for turn in range(rounds):
                    for side in (first, second) if turn % 2 == 0 else (second, first):
                        costs[side].append(measure(side))
            except facts.Failed as why:
                yield f"{name:<34} fails: {why}"
                continue
            a, b = statistics.median(costs[first]), statistics.median(costs[second])
            each = sorted(y / x for x, y in zip(costs[first], costs[second]))
            flag = "" if abs(b / a - 1) <= LIMIT else "   beyond 3 %"
            if flag and each[0] <= 1 <= each[-1]:
                flag += ", but the rounds disagree"
            spread = f"({each[0]:.3f} to {each[-1]:.3f})"
            yield f"{name:<34} {a:<15.4g} {b:<15.4g} {b / a:.3f} {spread}{flag}"
