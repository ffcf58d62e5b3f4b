#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The standalone outlives its JACK server and sounds again with the next one; what was set is there in the next run, also after it was killed;
# a damaged settings file is renamed, and one sentence says so. PARTIALS_BUILD=build/rtsan or build/tsan has it watched.
. "$(dirname "$0")/common.sh"
[ -x "$build/partials-live" ] || skip "this build has no partials-live; it needs libjack-jackd2-dev"
start_jack
jackd=${started[-1]}
"$build/write_tiny_model" "$scratch/tiny.partials"
memory=$XDG_STATE_HOME/partials

start "$scratch/live.log" "$build/partials-live" --no-window --unmuted --connect --name live "$scratch/tiny.partials"
live=${started[-1]}
wait_for 20 has_port live:midi_in || fail "partials-live: $(cat "$scratch/live.log")"
end "$jackd"
gone() { grep -q "JACK has gone" "$scratch/live.log"; }
wait_for 20 gone || fail "the end of the server is not noticed: $(cat "$scratch/live.log")"
kill -0 "$live" || fail "it ended with the server: $(cat "$scratch/live.log")"
start_jack
wait_for 20 has_port live:midi_in || fail "it does not come back: $(cat "$scratch/live.log")"
jack_lsp -c live:out_left | grep -q system:playback_1 || fail "it is not joined to the speakers again"
play_and_record live:midi_in live:out_left live:out_right "$scratch/live.wav" 4
python3 "$here/check_recording.py" "$scratch/live.wav" 69 72
kept() { [ -s "$memory/live.session" ] && [ -s "$memory/live.json" ]; }
wait_for 20 kept || fail "nothing is remembered after some seconds"
kill -9 "$live"

runs() {  # runs ARGUMENT...: says what it plays, and ends
  start "$scratch/next.log" "$build/partials-live" --no-window --name next "$@"
  wait_for 20 has_port next:midi_in || fail "$*: $(cat "$scratch/next.log")"
  ends "${started[-1]}" "$scratch/next.log"
}
runs
grep -q "next plays Tiny by notes" "$scratch/next.log" || fail "the model is not remembered: $(cat "$scratch/next.log")"
grep -q "Muted" "$scratch/next.log" || fail "it is not muted at the start: $(cat "$scratch/next.log")"
runs --effect
runs
grep -q "next plays Tiny by sound" "$scratch/next.log" || fail "the kind is not remembered: $(cat "$scratch/next.log")"
runs --fresh
grep -q "next plays Violin by notes" "$scratch/next.log" || fail "--fresh remembers: $(cat "$scratch/next.log")"
echo "nonsense" >"$memory/live.session"
runs
grep -q "renamed to" "$scratch/next.log" && [ -s "$memory/live.session.broken" ] || fail "a damaged session: $(cat "$scratch/next.log")"
echo "the standalone outlives the server and remembers"
