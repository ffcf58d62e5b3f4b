#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The real chain: a MIDI sequencer plays the standalone, a recorder hears it; notes and pitch are checked, also after the server has taken
# another block size; a note whose sender goes ends. And: it starts muted. PARTIALS_BUILD=build/rtsan or build/tsan has it watched.
. "$(dirname "$0")/common.sh"
[ -x "$build/partials-live" ] || skip "this build has no partials-live; it needs libjack-jackd2-dev"
start_jack
"$build/write_tiny_model" "$scratch/tiny.partials"

start "$scratch/live.log" "$build/partials-live" --no-window --unmuted --name live "$scratch/tiny.partials"
live=${started[-1]}
start "$scratch/muted.log" "$build/partials-live" --no-window --name muted "$scratch/tiny.partials"
muted=${started[-1]}
wait_for 20 has_port live:midi_in && wait_for 20 has_port muted:midi_in || fail "partials-live: $(cat "$scratch/live.log" "$scratch/muted.log")"
play_and_record live:midi_in live:out_left live:out_right "$scratch/live.wav" 4
python3 "$here/check_recording.py" "$scratch/live.wav" 69 72
jack_bufsize 1024 >/dev/null
jack_rec -f "$scratch/longer.wav" -d 4 -b 16 live:out_left live:out_right >/dev/null 2>&1
python3 "$here/check_recording.py" "$scratch/longer.wav" 69 72
# Nearly always a note is held; its sender goes.
start "$scratch/held.log" jack_midiseq held 96000 0 69 94000
held=${started[-1]}
wait_for 10 has_port held:out || fail "jack_midiseq has no port: $(cat "$scratch/held.log")"
jack_disconnect seq:out live:midi_in
jack_connect held:out live:midi_in
sleep 3
jack_rec -f "$scratch/held.wav" -d 1 -b 16 live:out_left live:out_right >/dev/null 2>&1
! python3 "$here/check_recording.py" "$scratch/held.wav" >/dev/null 2>&1 || fail "a held note is silent"
end "$held"
sleep 2
jack_rec -f "$scratch/gone.wav" -d 1 -b 16 live:out_left live:out_right >/dev/null 2>&1
python3 "$here/check_recording.py" "$scratch/gone.wav" || fail "the note of a sender that has gone goes on"
grep -q "Muted" "$scratch/muted.log" || fail "a muted standalone does not say so"
jack_connect seq:out muted:midi_in
jack_rec -f "$scratch/muted.wav" -d 2 -b 16 muted:out_left muted:out_right >/dev/null 2>&1
python3 "$here/check_recording.py" "$scratch/muted.wav"
ends "$live" "$scratch/live.log"
ends "$muted" "$scratch/muted.log"
echo "standalone: in tune, also with other blocks, and muted at the start"
