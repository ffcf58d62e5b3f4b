#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The real chain: a MIDI sequencer plays the standalone, a recorder hears it; notes and pitch are checked. And: it starts muted.
. "$(dirname "$0")/common.sh"
start_jack
"$build/make_model" "$scratch/tiny.partials"

start "$scratch/live.log" "$build/partials-live" --no-window --unmuted --name live "$scratch/tiny.partials"
start "$scratch/muted.log" "$build/partials-live" --no-window --name muted "$scratch/tiny.partials"
wait_for 20 has_port live:midi_in && wait_for 20 has_port muted:midi_in || fail "partials-live: $(cat "$scratch/live.log" "$scratch/muted.log")"
play_and_record live:midi_in live:out_left live:out_right "$scratch/live.wav" 4
python3 "$here/check_recording.py" "$scratch/live.wav" 69 72
grep -q "Muted" "$scratch/muted.log" || fail "a muted standalone does not say so"
jack_connect seq:out muted:midi_in
jack_rec -f "$scratch/muted.wav" -d 2 -b 16 muted:out_left muted:out_right >/dev/null 2>&1
python3 "$here/check_recording.py" "$scratch/muted.wav"
echo "standalone: in tune, and muted at the start"
