#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# bench/python.py [BUILD]: what Python costs. Ratios of one run, each from rounds that alternate, so that other work on the machine weighs on both sides:
# two threads that render beside one that renders (processor time and waits; by the clock where the machine is idle); a render through Python beside the command line's
# (processor time), with the start of the interpreter and without it.
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release").resolve()
sys.path.insert(0, str(BUILD / "python"))
import partials  # noqa: E402

ROUNDS = 7
SONG = [(57 + 2 * (n % 12), 0.5 * n, 0.6) for n in range(80)]


def spent(work):
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def two_threads(violin):
    """What a render in each of two threads costs, beside one alone: processor time, and how often a thread gave up its processor to wait (for a lock, or
    Python's). Where none waits and the time is the same, two processors render as fast as the times say; the clock shows it on an idle machine only."""
    used = {}

    def render(key):
        time_s, switches = time.thread_time(), resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw
        partials.render(violin, SONG, 48000)
        used.setdefault(key, []).append((time.thread_time() - time_s, resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw - switches))

    def beside():
        threads = [threading.Thread(target=render, args=("two",)) for _ in range(2)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()

    render("warm")
    idle = os.getloadavg()[0] < 0.3 and (os.cpu_count() or 1) >= 2
    rounds = [(spent(lambda: render("one")), spent(beside)) for _ in range(ROUNDS)]
    one, two = (statistics.median(t for t, _ in used[key]) for key in ("one", "two"))
    waits = sum(n for _, n in used["two"])
    print(f"two threads: each render takes {two / one:.2f} times the processor time of one alone and waited {waits} times in {len(used['two'])} renders, "
          f"so two free processors render {min(2, 2 * one / two):.2f} times as fast")
    if idle:
        speed = [2 * a[0] / b[0] for a, b in rounds]
        print(f"  by the clock {statistics.median(speed):.2f} times (rounds {' '.join(f'{x:.2f}' for x in sorted(speed))})")
    else:
        print("  not measured by the clock: the machine is not idle")


def of_child(*command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(BUILD / "python")})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def against_the_command_line(violin):
    folder = BUILD / "python_bench"
    folder.mkdir(exist_ok=True)
    song = str(folder / "song.wav")
    partials.write_wav(song, partials.render(violin, SONG, 48000), 48000)
    script = "import sys, partials; partials.write_wav(sys.argv[3], partials.render(sys.argv[1], sys.argv[2], 48000), 48000)"
    path, out = violin.path, str(folder / "out.wav")
    rounds = []
    for _ in range(ROUNDS):
        cli = of_child(str(BUILD / "partials"), "render", path, song, "-o", out)
        whole = of_child("/usr/bin/python3", "-c", script, path, song, out)
        inside = spent(lambda: partials.write_wav(out, partials.render(violin, song, 48000), 48000))[1]
        rounds.append((inside / cli, whole / cli, cli))
    inside, whole, cli = (statistics.median(x) for x in zip(*rounds))
    print(f"a recording of 41 s: the command line takes {cli:.2f} s of processor time, a render through Python {inside:.3f} times that, "
          f"with the interpreter's start and NumPy's {whole:.3f} times")


if __name__ == "__main__":
    model = partials.load(ROOT / "factory/violin.partials")
    two_threads(model)
    against_the_command_line(model)
