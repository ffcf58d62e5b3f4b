# SPDX-License-Identifier: MIT
# A checkpoint is never older than --checkpoint asks and one step more, between validations too, and after a resume; what is resumed
# after kill -9 gives the same bytes.
python3 "$root/tests/cli/make_sounds.py" . >/dev/null
options="--preset small --name Test --steps 60"
expect 0 train notes -o whole.partials $options
rm -r "$XDG_DATA_HOME/partials/runs"
checkpoint=
killed_at() {  # STEP ARG...: kill -9 once that step is over
  local step=$1 now; shift
  "$partials" train "$@" >out 2>err & pid=$!
  while kill -0 $pid 2>/dev/null; do
    checkpoint=$(ls "$XDG_DATA_HOME"/partials/runs/*/checkpoint.bin 2>/dev/null) || true
    now=$(grep -o '"step":[0-9]*' "$(dirname "${checkpoint:-none}")/progress.json" 2>/dev/null | cut -d: -f2) || true
    [ "${now:-0}" -lt "$step" ] || break
    sleep 0.02
  done
  kill -9 $pid; wait $pid 2>/dev/null || true
}
killed_at 10 notes -o x.partials $options --checkpoint 0
grep -q '"checkpoint_s": 0' "$(dirname "$checkpoint")/config.json" || fail "config.json does not hold the seconds"
killed_at 25 --resume latest
expect 0 train --resume "$(basename "$(dirname "$checkpoint")")"
cmp x.partials whole.partials || fail "the resumed model has other bytes"
