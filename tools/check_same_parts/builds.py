# SPDX-License-Identifier: MIT
# The two sides of tools/check_same: a commit, checked out and built in build/same/SHORTSHA, or the working
# tree.
import os
import re
import shutil
import subprocess
import sys

TARGETS = ["partials", "partials_c", "lv2_ttl", "partials_clap"]


def stop(sentence):
    print(f"check_same: {sentence}", file=sys.stderr)
    sys.exit(2)


def git(root, *words, must=True):
    done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True)
    if done.returncode and must:
        stop(f"'git {' '.join(words)}' failed: {done.stderr.strip()}")
    return done.stdout.strip() if done.returncode == 0 else None


class Side:
    """name: its printed name; source: its files; build: its programs; facts: where the facts are stored"""

    def __init__(self, root, commit=None):
        self.root, self.commit = root, None
        if commit is None:
            self.name, self.source, self.facts = "working tree", root, None
        else:
            wanted = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}"]
            self.commit = git(root, *wanted, must=False)
            if not self.commit:
                stop(f"'{commit}' is not a commit of this repository; 'git log' lists them.")
            self.name = git(root, "rev-parse", "--short=10", self.commit)
            self.source = root / "build/same" / self.name
            self.facts = root / "build/same" / f"{self.name}.facts"
        self.build = self.source / "build/release"

    def check_out(self):
        if self.commit is None:
            return
        linked = (self.source / ".git").exists()
        if not linked or git(self.source, "rev-parse", "HEAD", must=False) != self.commit:
            shutil.rmtree(self.source, ignore_errors=True)
            self.source.parent.mkdir(parents=True, exist_ok=True)
            git(self.root, "worktree", "prune")
            git(self.root, "worktree", "add", "--quiet", "--force", "--detach", str(self.source), self.commit)
        git(self.source, "reset", "--quiet", "--hard", self.commit)

    def make(self, targets):
        """Builds the targets that this side has, and lists them in `has`."""
        self.check_out()
        basis = os.environ.get("CCACHE_BASEDIR", str(self.root)) if self.commit is None else str(self.source)
        env = dict(os.environ, CCACHE_BASEDIR=basis, CCACHE_NOHASHDIR="1")
        configure = ["cmake", "-S", str(self.source), "-B", str(self.build)]
        if not (self.build / "build.ninja").exists():
            configure += ["-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release"]
            configure += [f"-DPARTIALS_{part}=OFF" for part in ("TESTS", "BENCH", "EXAMPLES")]
        if set(targets) - set(TARGETS):
            configure += ["-DPARTIALS_BENCH=ON"]
        self.log = self.root / "build/same" / f"{self.name.replace(' ', '-')}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        told = self.log.relative_to(self.root)
        print(f"building {self.name} (what the compiler says: {told})", file=sys.stderr)
        with open(self.log, "w") as log:
            self.step(configure, env, log)
            ask = ["ninja", "-C", str(self.build), "-t", "targets", "all"]
            known = subprocess.run(ask, capture_output=True, text=True).stdout
            self.has = [t for t in targets if re.search(rf"^{re.escape(t)}: ", known, re.M)]
            if "partials" in targets and "partials" not in self.has:
                stop(f"{self.name} has no program 'partials' to build; choose a later commit.")
            jobs = os.environ.get("JOBS", str(os.cpu_count() or 1))
            build = ["nice", "cmake", "--build", str(self.build), "-j", jobs, "--target", *self.has]
            self.step(build, env, log)

    def step(self, command, env, log):
        if subprocess.run(command, env=env, stdout=log, stderr=subprocess.STDOUT).returncode:
            log.flush()
            tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])
            stop(f"{self.name} cannot be built:\n{tail}")
