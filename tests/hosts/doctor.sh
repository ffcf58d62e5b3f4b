#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Guards against: a doctor that reports a sound server by the files that one has left behind. `partials doctor` is asked where none runs, while
# one runs, and after it was killed.
. "$(dirname "$0")/common.sh"
"$build/partials" play --help >/dev/null 2>&1 || skip "this build has no 'partials play'; it needs libjack-jackd2-dev"
need python3 python3
says() {  # says yes|no PATTERN: what the doctor knows of JACK
  "$build/partials" doctor --json >"$scratch/doctor.json"
  python3 - "$scratch/doctor.json" "$@" <<'PY' || fail "partials doctor about JACK: $(cat "$scratch/doctor.json")"
import json, re, sys
jack = [f for f in json.load(open(sys.argv[1])) if f["id"] == "jack"]
assert len(jack) == 1 and jack[0]["ok"] == (sys.argv[2] == "yes") and re.search(sys.argv[3], jack[0]["text"]), jack
assert jack[0]["ok"] or jack[0]["remedy"], "no remedy"
PY
}
JACK_DEFAULT_SERVER=none_$$ says no "no JACK or PipeWire server answers"
start_jack 256
says yes "answers: 48000 Hz, blocks of 256, 2 channels out"
kill -9 "${started[-1]}"
wait "${started[-1]}" 2>/dev/null || true
unset 'started[-1]'
says no "no JACK or PipeWire server answers"
echo "the doctor asks before it speaks"
