# SPDX-License-Identifier: MIT
need python3 python3
python3 "$root/tests/cli/make_sounds.py" . >/dev/null
for n in 1 2 3; do expect 0 train notes -o m$n.partials --preset small --steps 2; done
run() { ls -d "$XDG_DATA_HOME"/partials/runs/*-m"$1"-*; }
cp "$case/state.json" "$(run 1)/state.json"
printf '{}' >"$(run 2)/config.json"
expect 0 runs list
[ "$(grep -c 'm[13]-' out)" = 2 ] && grep -q 'm3-.*finished' out || fail "not all runs are listed: $(cat out)"
grep -q 'm1-.*damaged' out || fail "the damaged one is not called so"
says 'state.json. is damaged'
expect 0 runs list --json
expect 1 train --resume "$(basename "$(run 2)")"
says 'config.json'
expect 0 train --resume "$(basename "$(run 1)")"
python3 - "$XDG_DATA_HOME/partials/runs/runs.sqlite" <<'END'
import os, sqlite3, sys
os.remove(sys.argv[1])
db = sqlite3.connect(sys.argv[1]); db.execute("create table runs(a text, b text)"); db.commit()
END
expect 0 runs list
grep -q 'm3-.*finished' out || fail "an index of another shape hides the runs"
