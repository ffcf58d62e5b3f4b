#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What is played outside a model's recordings: not counted until it is agreed to, then counted by `partials play`, told by `inspect` and the
# list, withdrawn, deleted. Where this build has the plug-ins, they count, too.
. "$(dirname "$0")/common.sh"
"$build/partials" play --help >/dev/null 2>&1 || skip "this build has no 'partials play'; it needs libjack-jackd2-dev or librtaudio-dev"
need python3 python3
export HOME=$scratch XDG_CONFIG_HOME=$scratch/config XDG_DATA_HOME=$scratch/data
unset PARTIALS_MODEL_PATH
mkdir -p "$scratch/data/partials/models"
model=$scratch/data/partials/models/tiny.partials
"$build/write_tiny_model" "$model"  # trained from F#3 to A6
partials() { "$build/partials" "$@"; }
start_jack

send() {  # send PORT ID KEY VELOCITY: a note by OSC, and its end
  python3 - "$@" <<'PY'
import socket, struct, sys, time
port, note, key, velocity = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
out.sendto(b"/partials/note/on\0\0\0,iff\0\0\0\0" + struct.pack(">iff", note, key, velocity), ("127.0.0.1", port))
time.sleep(0.06)
out.sendto(b"/partials/note/off\0\0,i\0\0" + struct.pack(">i", note), ("127.0.0.1", port))
PY
}
play() {  # three times A2, once C4
  start "$scratch/play.log" "$build/partials" play tiny --osc 0
  wait_for 20 grep -q "Joined partials:out_right" "$scratch/play.log" || fail "play: $(cat "$scratch/play.log")"
  local port n
  port=$(sed -nE 's/^OSC on .* port ([0-9]+)\.$/\1/p' "$scratch/play.log")
  sleep 0.3
  for n in 1 2 3; do send "$port" $n 45 0.7; done
  send "$port" 4 60 0.7
  sleep 0.3
  ends "${started[-1]}" "$scratch/play.log"
  unset 'started[-1]'
}

play
[ ! -e "$XDG_CONFIG_HOME" ] && [ ! -e "$XDG_STATE_HOME" ] || fail "something was written without consent: $(find "$scratch" -newer "$model")"
partials models count | grep -q "^Counting is off" || fail "it is not off at first"
partials models count on | grep -q "sent nowhere" || fail "on says nothing about where the numbers go"
play
said=$(partials inspect tiny | tail -1)
[[ $said == *": 4 notes, 3 of them outside the recorded range: 3 below it (A2 3). Record next: A2 to E3." ]] || fail "inspect says: $said"
partials inspect tiny --json | python3 -c 'import json, sys; p = json.load(sys.stdin)["played"]
assert (p["notes"], p["outside"], p["below"]["keys"][0]["note"], p["record"][0]["low"]) == (4, 3, "A2", 45), p' || fail "inspect --json"
partials models count show tiny | grep -q "A2 3" || fail "the list"
if [ -x "$build/host" ] && [ -e "$build/partials.clap" ]; then
  "$build/host" play "$build/partials.clap" "$model" >/dev/null || fail "the plug-in does not play"
  partials inspect tiny --json | python3 -c 'import json, sys; assert json.load(sys.stdin)["played"]["notes"] > 4' || fail "the plug-in counted nothing"
fi
partials models count off >/dev/null
before=$(cat "$XDG_STATE_HOME/partials/played.json")
play
[ "$(cat "$XDG_STATE_HOME/partials/played.json")" = "$before" ] || fail "it counts after 'off'"
echo '{' >"$XDG_STATE_HOME/partials/played.json"
code=0
partials models count 2>"$scratch/err" >/dev/null || code=$?
[ $code = 1 ] && grep -q 'is damaged' "$scratch/err" || fail "a damaged file: $(cat "$scratch/err")"
partials models count clear >/dev/null
[ -z "$(find "$XDG_STATE_HOME/partials" -name 'played.json*' ! -name '*.lock')" ] || fail "clear leaves a file"
echo "counted with consent alone"
