#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Movement plays a sounding model, from end to end: oscsend and Pd, senders that are not ours, send poses over UDP; `partials map` learns two
# of them and plays; JACK's recorder hears both pitches, and jack_midi_dump the same notes as MIDI. A cue called by OSC changes the pitch.
# Guards against: a mapping that moves numbers but no sound, notes that hang, a cue that does nothing.
. "$(dirname "$0")/common.sh"
"$build/partials" map run --help | grep -q -- --play || skip "this build has no 'partials map'"
"$build/partials" play --help >/dev/null 2>&1 || skip "this build has no audio system; it needs libjack-jackd2-dev or librtaudio-dev"
need oscsend liblo-tools
need jack_midi_dump jackd2
start_jack 256
"$build/write_tiny_model" "$scratch/tiny.partials"
cd "$scratch"

port=$((20000 + RANDOM % 20000))
pose() { oscsend 127.0.0.1 "$port" /wek/inputs f "$1"; }
hold() {  # hold POSE SECONDS: sent 50 times a second
  local end=$((${EPOCHREALTIME//[.,]/} + $2 * 1000000))
  while [ "${EPOCHREALTIME//[.,]/}" -lt $end ]; do pose "$1"; sleep 0.02; done
}
show() {  # show POSE KEY: an example
  "$build/partials" map record hand.partials --port "$port" --input input1 --output key=40..90@1000 --output level=0..1@100 \
    --set "key=$2" --set level=0.8 --seconds 0.5 >"record$2.log" 2>&1 &
  local recorder=$!
  while kill -0 $recorder 2>/dev/null; do hold "$1" 1; done
  wait $recorder || fail "map record: $(cat "record$2.log")"
}
show 0 57
show 1 69
"$build/partials" map cue hand.partials high --set key=76 --fade 0.2 >cue.log 2>&1 || fail "map cue: $(cat cue.log)"

start run.log "$build/partials" map run hand.partials --port "$port" --play "$scratch/tiny.partials" --unmuted --midi-out -
player=${started[-1]}
wait_for 30 has_port partials:out_right || fail "map run: $(cat run.log)"
start dump.log stdbuf -oL jack_midi_dump
wait_for 10 has_port midi-monitor:input || fail "jack_midi_dump has no port: $(cat dump.log)"
jack_connect Partials:midi_out midi-monitor:input || fail "the MIDI output is not there: $(cat run.log)"

hears() {  # hears WAV NOTE: in two seconds, tried four times: a busy machine may hold the sender back
  for _ in 1 2 3 4; do
    jack_rec -f "$1" -d 2 -b 16 partials:out_left partials:out_right >rec.log 2>&1 || fail "jack_rec: $(cat rec.log)"
    python3 "$here/check_recording.py" --steady "$1" "$2" && return
  done
  fail "$(cat run.log)"
}
send() {  # send POSE: in the background
  hold "$1" 60 &
  sender=$!
  started+=("$sender")
  sleep 2
}
for turn in "0 57" "1 69"; do
  read -r where key <<<"$turn"
  send "$where"
  hears "oscsend$key.wav" "$key"
  end "$sender"
done
send 1
oscsend 127.0.0.1 "$port" /partials/cue s high
sleep 1.5
hears cue.wav 76
oscsend 127.0.0.1 "$port" /partials/cue
end "$sender"
grep -q "cue high" run.log || fail "the cue is not told: $(cat run.log)"
grep -qE "90 39 .*note on" dump.log || fail "no note 57 (39 hex) by MIDI: $(head -20 dump.log)"

if command -v pd >/dev/null; then
  for turn in "0 57" "1 69"; do
    read -r where key <<<"$turn"
    cat >pose.pd <<PD
#N canvas 0 0 450 300 12;
#X obj 10 10 loadbang;
#X msg 10 40 connect 127.0.0.1 $port;
#X obj 10 160 netsend -u -b;
#X obj 150 10 metro 20;
#X msg 150 40 $where;
#X obj 150 70 oscformat wek inputs;
#X obj 150 100 list prepend send;
#X obj 150 130 list trim;
#X msg 250 10 1;
#X connect 0 0 1 0;
#X connect 0 0 8 0;
#X connect 1 0 2 0;
#X connect 3 0 4 0;
#X connect 4 0 5 0;
#X connect 5 0 6 0;
#X connect 6 0 7 0;
#X connect 7 0 2 0;
#X connect 8 0 3 0;
PD
    start pd.log pd -nogui -noaudio -nomidi pose.pd
    pd=${started[-1]}
    sleep 2
    hears "pd$key.wav" "$key"
    end "$pd"
  done
else
  echo "Skipped: pd is not here (apt-get install puredata-core), so only oscsend was heard."
fi

# The sender goes: after hold and fade the inputs are at rest, which is pose 0, and nothing hangs when it ends.
ends "$player" run.log
sleep 0.3
tail -3 dump.log | grep -q "note off" || fail "the note hangs: $(tail -3 dump.log)"
echo "map: oscsend and Pd play a model over UDP, in tune; cue and MIDI too"
