# SPDX-License-Identifier: MIT
# Sourced by tests/cluster/*: `partials` and `sounds`, a folder of its own to work in, and how failures are counted.
here=$(cd "$(dirname "$0")" && pwd)
partials=$(realpath "${1:-$here/../../build/release/partials}")
work=$(mktemp -d)
cd "$work" || exit 1
export XDG_DATA_HOME=$work/data OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
python3 "$here/../cli/make_sounds.py" "$work/sounds" || exit 1
notes=$work/sounds/notes
failures=0
fail() { printf 'FAILED: %s\n' "$*"; failures=$((failures + 1)); }
same() { cmp -s "$1" "$2" || fail "$3: $1 and $2 differ"; }
finish() { [ $failures = 0 ] && echo "$1"; exit $((failures > 0)); }
# says PATTERN: the sentence in err, and no more
says() {
  grep -q -- "$1" err || { fail "the message does not say '$1':"; cat err; }
  [ "$(grep -c '^partials: ' err)" = 1 ] || { fail "not one sentence:"; cat err; }
}
# step_of RUN: the last step of which its progress tells
step_of() { sed -n 's/.*"step":\([0-9]*\).*/\1/p' "$1/progress.json" 2>/dev/null || true; }
# wait_for COMMAND...: at most a minute
wait_for() { for _ in $(seq 300); do "$@" 2>/dev/null && return 0; sleep 0.2; done; return 1; }
