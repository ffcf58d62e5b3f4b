#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A box, from end to end: `partials play --config` with a pseudo-terminal as its serial port. MIDI sounds in tune; knobs, a pad, OSC and MIDI
# programs act; the knob box is unplugged and comes back while a note goes on; after SIGKILL the last program and values are there again.
# Guards against: a box that is silent after a power loss, a knob box that must be plugged in first, a wrong file without a reason.
. "$(dirname "$0")/common.sh"
"$build/partials" play --help 2>/dev/null | grep -q -- --config || skip "this build has no 'partials play'; it needs libjack-jackd2-dev or librtaudio-dev"
need oscsend liblo-tools
start_jack
"$build/write_tiny_model" "$scratch/tiny.partials"
"$build/write_tiny_model" "$scratch/second.partials"
cat >"$scratch/box.json" <<JSON
{ // a comment
  "box": 1, "models": ["tiny.partials", "second.partials", "missing"], "midi": ["all"], "osc": {"port": 0},
  "set": {"output": "-3 dB"}, "controllers": {"20": "tune"},
  "serial": [{"port": "$scratch/tty"}],
  "knobs": {"K1": {"from": 0, "to": 1023, "sets": "release", "low": 0, "high": 2},
            "SWITCH": {"from": 1, "to": 3, "sets": "program"}},
  "pads": [{"x": "X", "y": "Y", "from": 0, "to": 100, "corners": [{"macro1": 0}, {"macro1": 0.4}, {"macro1": 0.6}, {"macro1": 1}]}]
}
JSON
plug_in() {  # a knob box: what is written to knobs.in arrives at the serial port
  rm -f "$scratch/knobs.in"
  mkfifo "$scratch/knobs.in"
  start "$scratch/pty.log" python3 "$here/pty_port.py" "$scratch/tty" "$scratch/knobs.in"
  pty=${started[-1]}
  exec 7>"$scratch/knobs.in"
}
knob() { printf '%s\n' "$1" >&7; }
run_box() {
  start "$scratch/box.log" "$build/partials" play --config "$scratch/box.json"
  player=${started[-1]}
  says "^The model is" || fail "it does not begin"
  says "Joined partials:out_right" || fail "it is not joined"
  port=$(sed -nE 's/^OSC on .* port ([0-9]+)\.$/\1/p' "$scratch/box.log")
}
says() { wait_for 20 grep -q "$1" "$scratch/box.log" || { cat "$scratch/box.log"; return 1; }; }
value() { python3 "$here/osc_value.py" "$port" "$1"; }  # of a parameter
is() {  # is PARAMETER VALUE, soon
  for _ in $(seq 50); do
    [ "$(value "$1")" = "$2" ] && return
    sleep 0.1
  done
  fail "$1 is $(value "$1"), expected $2: $(cat "$scratch/box.log")"
}

run_box
says "serial port $scratch/tty is not read: it is not there; plug it in" || fail "the missing knob box is not told"
grep -q "Muted" "$scratch/box.log" && fail "a box starts muted"
is output -3
says "'models\[2\]': .*missing" || fail "the missing model is not told"
plug_in
says "knobs at $scratch/tty are read" || fail "the knob box is not read"
knob ""
knob "K1 512"
is release 1.00098
knob "X=100"
knob "Y: 0"
is macro1 0.4
knob "Y 100"
is macro1 1
knob "UNKNOWN 3"
says "send 'UNKNOWN', which" || fail "an unknown knob is not told"
oscsend 127.0.0.1 "$port" /partials/box/K1 f 1023
is release 2

# A note goes on while the knob box is unplugged.
oscsend 127.0.0.1 "$port" /partials/note/on iff 1 69 0.8
end "$pty"
exec 7>&-
says "knobs at $scratch/tty have gone" || fail "that it was unplugged is not told"
jack_rec -f "$scratch/held.wav" -d 1 -b 16 partials:out_left partials:out_right >/dev/null 2>&1
python3 "$here/check_recording.py" --steady "$scratch/held.wav" 69
oscsend 127.0.0.1 "$port" /partials/note/off i 1
plug_in
again() { [ "$(grep -c "are read" "$scratch/box.log")" = 2 ]; }
wait_for 10 again || fail "it is not read again: $(cat "$scratch/box.log")"
knob ""
knob "K1 0"
is release 0

play_and_record partials:midi_in partials:out_left partials:out_right "$scratch/midi.wav" 4
python3 "$here/check_recording.py" "$scratch/midi.wav" 69 72
jack_disconnect seq:out partials:midi_in
oscsend 127.0.0.1 "$port" /partials/midi iii 176 20 127
is tune 100
oscsend 127.0.0.1 "$port" /partials/midi iii 176 20 64
oscsend 127.0.0.1 "$port" /partials/param/tune f 0
oscsend 127.0.0.1 "$port" /partials/midi iii 192 2 0
says "missing" || fail "a missing program is not told"
knob "K1 1"
is release 0.00195503
knob "SWITCH 2"
says "Now playing" || fail "the switch does not choose a program"

state=$XDG_STATE_HOME/partials/box-box.json
kept() { grep -q '"plays": ".*second.partials"' "$state" && grep -q '"release": 0.00195' "$state"; }
wait_for 20 kept || fail "nothing is kept: $(cat "$state")"
kill -9 "$player"
wait "$player" 2>/dev/null || true
run_box
is release 0.00195503
is macro1 1
is output -3
play_and_record partials:midi_in partials:out_left partials:out_right "$scratch/again.wav" 3
python3 "$here/check_recording.py" "$scratch/again.wav" 69 72
ends "$player" "$scratch/box.log"

# Another text begins anew; a damaged state is put aside; a wrong file has one sentence and exit code 2.
sed -i 's/-3 dB/-4 dB/' "$scratch/box.json"
run_box
is output -4
is release 0
ends "$player" "$scratch/box.log"
echo '{"box_state": 1' >"$state"
run_box
says "was renamed to" || fail "a damaged state is not told"
ends "$player" "$scratch/box.log"
wrong() {  # wrong SED-COMMAND SENTENCE
  sed "$1" "$scratch/box.json" >"$scratch/wrong.json"
  local code=0
  "$build/partials" play --config "$scratch/wrong.json" 2>"$scratch/wrong.log" || code=$?
  [ $code = 2 ] && [ "$(wc -l <"$scratch/wrong.log")" = 1 ] && grep -qF "$2" "$scratch/wrong.log" || fail "code $code, expected '$2': $(cat "$scratch/wrong.log")"
}
wrong 's/"sets": "release"/"sets": "relaese"/' "'knobs.K1.sets' is \"relaese\", expected the id of a parameter"
wrong 's/"high": 2/"high": 20/' "'knobs.K1.high' is 20, expected 0 to 10"
wrong 's/"serial"/"seriel"/' "'seriel' is no field of a box"
wrong 's/"box": 1,/"box": 1/' "line 2 is no JSON"
wrong 's/"box": 1/"box": 2/' "a newer version"
wrong 's/"macro1": 0.6/"macro2": 0.6/' "'pads[0].corners[2]' is about other parameters"
echo "a box: MIDI, OSC, knobs and a pad; unplugged and back; after SIGKILL as before"
