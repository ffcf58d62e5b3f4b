#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""optuna_sweep.py SPACE.json RECORDINGS FOLDER [TRIALS]: Optuna chooses what `partials train` tries.

The file is that of `partials sweep`, with ranges and lists under "space"; "search" and "trials" are ignored. Every trial is an ordinary
run in FOLDER/runs. Optuna's median rule ends a trial whose validation falls behind; the study lies in FOLDER/study.journal, so the same
command goes on. Needs Debian's python3-optuna. $PARTIALS names the program (default: partials)."""
import json
import os
import signal
import subprocess
import sys
import warnings

import optuna
from optuna.storages import JournalFileStorage, JournalStorage

space_file, recordings, folder = sys.argv[1:4]
wanted = int(sys.argv[4]) if len(sys.argv) > 4 else 12
program = os.environ.get("PARTIALS", "partials")
with open(space_file) as f:
    space = json.load(f)
os.makedirs(folder + "/models", exist_ok=True)


def suggest(trial, name, values):
    if isinstance(values, list):
        return trial.suggest_categorical(name, values)
    draw = trial.suggest_int if values.get("whole") else trial.suggest_float
    return draw(name, values["from"], values["to"], log=values.get("scale") == "log")


def options_of(chosen):
    for name, value in chosen.items():
        text = value if isinstance(value, str) else json.dumps(value)
        yield from (["--" + name, text] if name in ("preset", "weights", "base", "seed") else ["--set", f"{name}={text}"])


def objective(trial):
    chosen = {"split_seed": 1, **space.get("set", {})}  # all trials validate on the same recordings
    chosen.update((name, suggest(trial, name, values)) for name, values in space["space"].items())
    command = [program, "train", recordings, "-o", f"{folder}/models/{trial.number:04d}.partials", "--run", f"trial-{trial.number:04d}",
               "--steps", str(space["steps"]), "--json", *options_of(chosen)]
    environment = dict(os.environ, PARTIALS_RUNS=os.path.abspath(folder) + "/runs")
    last, pruned = None, False
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as training:
        for line in training.stdout:
            report = json.loads(line)
            last = report.get("validation", last)
            if "step" in report and last is not None and not pruned:
                trial.report(last, report["step"])
                if pruned := trial.should_prune():
                    training.send_signal(signal.SIGUSR1)  # ends with a checkpoint and a model
        why = training.stderr.read().strip().splitlines()
    if pruned:
        raise optuna.TrialPruned()
    if training.returncode != 0 or last is None:
        print(f"trial {trial.number} failed: {why[-1] if why else training.returncode}", file=sys.stderr)
        raise RuntimeError("failed")
    return last


warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)  # the journal's interface may change
optuna.logging.set_verbosity(optuna.logging.WARNING)
study = optuna.create_study(study_name="partials", storage=JournalStorage(JournalFileStorage(folder + "/study.journal")), load_if_exists=True,
                            pruner=optuna.pruners.MedianPruner(n_startup_trials=4))
study.sampler = optuna.samplers.TPESampler(seed=1 + len(study.trials))  # other values when it goes on
study.optimize(objective, n_trials=max(0, wanted - len(study.trials)), catch=(RuntimeError,))
done = sorted((t for t in study.trials if t.state == optuna.trial.TrialState.COMPLETE), key=lambda t: t.value)
for t in done:
    print(f"{t.number:>5} {t.value:>10.4f}  {t.params}")
if not done:
    sys.exit("No trial was finished; see what is said above.")
print(f"The best model: {folder}/models/{done[0].number:04d}.partials")
