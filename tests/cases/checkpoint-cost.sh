# SPDX-License-Identifier: MIT
# A checkpoint is never older than --checkpoint asks and one step more, between validations too, and after a resume; what is resumed
# after kill -9 gives the same bytes.
python3 "$root/tests/cli/make_sounds.py" . >/dev/null
options="--preset small --name Test --steps 40"
expect 0 train notes -o whole.partials $options
checkpoint=
killed_after() {  # STEP ARG...: kill -9 once that step's checkpoint is there
  local step=$1; shift
  "$partials" train "$@" >out 2>err & pid=$!
  for _ in $(seq 3000); do
    checkpoint=$(ls "$XDG_DATA_HOME"/partials/runs/*-x-*/checkpoint.bin 2>/dev/null) || true
    [ -n "$checkpoint" ] && grep -qE "\"step\":($step)" "$(dirname "$checkpoint")/progress.json" 2>/dev/null && break
    sleep 0.02
  done
  kill -9 $pid; wait $pid 2>/dev/null || true
}
killed_after '1[1-9]|2[0-4]' notes -o x.partials $options --checkpoint 0
grep -q '"checkpoint_s": 0' "$(dirname "$checkpoint")/config.json" || fail "config.json does not hold the seconds"
killed_after '2[6-9]|3[0-9]' --resume latest --name Test
expect 0 train --resume "$(basename "$(dirname "$checkpoint")")"
cmp x.partials whole.partials || fail "the resumed model has other bytes"
