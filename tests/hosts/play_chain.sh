#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# `partials play`: MIDI and OSC in, sound out, checked for pitch; muted at the start; ended by Ctrl-C; exit code 6 where there was no audio
# all the while; an effect's new latency reaches the server. PARTIALS_BUILD=build/rtsan or build/tsan has it watched.
. "$(dirname "$0")/common.sh"
"$build/partials" play --help >/dev/null 2>&1 || skip "this build has no 'partials play'; it needs libjack-jackd2-dev or librtaudio-dev"
"$build/write_tiny_model" "$scratch/tiny.partials"
misses() {  # misses CLAUSE: says so once while it waits, and exit code 6 where it never sounded
  local code=0
  "$build/partials" play "$scratch/tiny.partials" --seconds 3 2>"$scratch/none.log" || code=$?
  [ $code = 6 ] || fail "the exit code is $code: $(cat "$scratch/none.log")"
  [ "$(grep -c "^There is no audio device: .*$1" "$scratch/none.log")" = 1 ] || fail "'$1' was expected, once: $(cat "$scratch/none.log")"
}
export ALSA_CONFIG_PATH=/dev/null
mkdir "$scratch/lib"
cp "$(ldd "$build/partials" | awk '/libm\.so/ { print $3 }')" "$scratch/lib/libjack.so.0"
LD_LIBRARY_PATH=$scratch/lib misses "JACK's library (libjack.so.0) has no function jack_"
: >"$scratch/lib/libjack.so.0"
LD_LIBRARY_PATH=$scratch/lib misses "JACK's library (libjack.so.0) is not on this machine"
JACK_DEFAULT_SERVER=none_$$ misses "no JACK server answers"

start_jack
"$build/partials" play --list | grep -q "sound out: system:playback_1" || fail "the ports are not listed"
start "$scratch/play.log" "$build/partials" play "$scratch/tiny.partials" --unmuted --osc 0
player=${started[-1]}
wait_for 20 grep -q "Joined partials:out_right" "$scratch/play.log" || fail "play: $(cat "$scratch/play.log")"
grep -q "Joined partials:out_left -> system:playback_1" "$scratch/play.log" || fail "not joined: $(cat "$scratch/play.log")"
play_and_record partials:midi_in partials:out_left partials:out_right "$scratch/midi.wav" 4
python3 "$here/check_recording.py" "$scratch/midi.wav" 69 72
jack_disconnect seq:out partials:midi_in

# By OSC: note 1 at 62.5, a quarter tone above D4.
port=$(sed -nE 's/^OSC on .* port ([0-9]+)\.$/\1/p' "$scratch/play.log")
printf '/partials/panic\0,\0\0\0' >"/dev/udp/127.0.0.1/$port"  # whose note off was lost with the cable
jack_rec -f "$scratch/osc.wav" -d 3 -b 16 partials:out_left partials:out_right >/dev/null 2>&1 &
recorder=$!
sleep 0.7
printf '/partials/note/on\0\0\0,iff\0\0\0\0\0\0\0\1\x42\x7a\0\0\x3f\x4c\xcc\xcd' >"/dev/udp/127.0.0.1/$port"
sleep 1
printf '/partials/note/off\0\0,i\0\0\0\0\0\1' >"/dev/udp/127.0.0.1/$port"
wait "$recorder"
python3 "$here/check_recording.py" "$scratch/osc.wav" 62.5
ends "$player" "$scratch/play.log"
grep -q "^Peak" "$scratch/play.log" || fail "Ctrl-C: $(cat "$scratch/play.log")"

start "$scratch/effect.log" "$build/partials" play "$scratch/tiny.partials" --effect --osc 0
wait_for 20 has_port partials:in || fail "no input port: $(cat "$scratch/effect.log")"
wait_for 10 grep -q "press m to unmute" "$scratch/effect.log" || fail "it does not say that it is muted: $(cat "$scratch/effect.log")"
jack_rec -f "$scratch/muted.wav" -d 1 -b 16 partials:out_left partials:out_right >/dev/null 2>&1
python3 "$here/check_recording.py" "$scratch/muted.wav"
late() { jack_lsp -l partials:out_left | sed -nE 's/.*capture latency = \[ ?([0-9]+).*/\1/p'; }
before=$(late)
port=$(sed -nE 's/^OSC on .* port ([0-9]+)\.$/\1/p' "$scratch/effect.log")
printf '/partials/param/lowest_note\0,f\0\0\x42\x8a\0\0' >"/dev/udp/127.0.0.1/$port"  # 69
sooner() { [ "$(late)" -lt "$before" ]; }
wait_for 10 sooner || fail "the latency stays $before samples after a new lowest note: $(late)"
ends "${started[-1]}" "$scratch/effect.log"
echo "play: MIDI and OSC in tune, muted at the start, latency told, ends when asked"
