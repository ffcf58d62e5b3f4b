#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The LV2 plug-ins in jalv: the instrument is given a model by a saved state and played by a sequencer; the effect hears the
# instrument and sings along. Both are recorded, notes and pitch checked.
. "$(dirname "$0")/common.sh"
need jalv jalv
start_jack
"$build/write_tiny_model" "$scratch/tiny.partials"
start_jalv instrument
start_jalv effect
for side in 1 2; do jack_connect "instrument:lv2_audio_out_$side" "effect:lv2_audio_in_$side"; done
play_and_record instrument:lv2_events_in instrument:lv2_audio_out_1 effect:lv2_audio_out_1 "$scratch/both.wav" 4
python3 "$here/check_recording.py" "$scratch/both.wav" 69 72
python3 "$here/check_recording.py" --channel 2 "$scratch/both.wav" 69 72
echo "jalv: instrument and effect in tune"
