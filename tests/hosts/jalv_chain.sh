#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The LV2 plug-ins in jalv: the instrument is given a model by a saved state and played by a sequencer; the effect hears the
# instrument and sings along. Both are recorded, notes and pitch checked.
. "$(dirname "$0")/common.sh"
need jalv jalv
start_jack
"$build/make_model" "$scratch/tiny.partials"
export LV2_PATH=$build/bin/lv2:/usr/lib/lv2

host() {  # host KIND
  mkdir -p "$scratch/$1"
  cat >"$scratch/$1/state.ttl" <<TTL
@prefix atom: <http://lv2plug.in/ns/ext/atom#> .
@prefix lv2: <http://lv2plug.in/ns/lv2core#> .
@prefix pset: <http://lv2plug.in/ns/ext/presets#> .
@prefix state: <http://lv2plug.in/ns/ext/state#> .
<> a pset:Preset ; lv2:appliesTo <urn:partials:$1> ;
  state:state [ <urn:partials:$1#model> "$scratch/tiny.partials"^^atom:Path ] .
TTL
  mkfifo "$scratch/$1/keys"  # jalv ends with its standard input; this one never says anything
  start "$scratch/$1.log" bash -c "exec 3<>'$scratch/$1/keys' <&3; exec jalv -n $1 -x -l '$scratch/$1' urn:partials:$1"
  wait_for 20 has_port "$1:lv2_audio_out_1" || fail "jalv $1: $(cat "$scratch/$1.log")"
}
host instrument
host effect
for side in 1 2; do jack_connect "instrument:lv2_audio_out_$side" "effect:lv2_audio_in_$side"; done
play_and_record instrument:lv2_events_in instrument:lv2_audio_out_1 effect:lv2_audio_out_1 "$scratch/both.wav" 4
python3 "$here/check_recording.py" "$scratch/both.wav" 69 72
python3 "$here/check_recording.py" --channel 2 "$scratch/both.wav" 69 72
echo "jalv: instrument and effect in tune"
