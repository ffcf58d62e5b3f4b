#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Live without JACK: nothing is there, PulseAudio comes, ends and comes again while `partials play` runs, and each time a note sounds in tune;
# partials-live sings what it hears in its microphone. No sound card is needed. PARTIALS_BUILD=build/rtsan or build/tsan has it watched.
. "$(dirname "$0")/common.sh"
"$build/partials-live" --version >/dev/null 2>&1 || skip "this build has no partials-live; it needs librtaudio-dev and librtmidi-dev"
export JACK_DEFAULT_SERVER=none_$$ PULSE_RUNTIME_PATH=$scratch/pulse PULSE_SERVER=unix:$scratch/pulse/native ALSA_CONFIG_PATH=/dev/null
need pulseaudio pulseaudio
"$build/write_tiny_model" "$scratch/tiny.partials"

sings() {  # sings WAV: a tone at the microphone, A4, is heard from it
  python3 "$here/write_tone.py" "$scratch/tone.wav" 69
  record_pulse "$1" 7 &
  local recorder=$!
  sleep 1
  paplay -d mouth "$scratch/tone.wav"
  wait "$recorder"
  python3 "$here/check_recording.py" "$1" 69
}

start "$scratch/effect.log" "$build/partials-live" --no-window --unmuted --effect --connect
live=${started[-1]}
says() { grep -q "$1" "$scratch/effect.log"; }
wait_for 30 says "There is no audio device" || fail "what is missing is not said: $(cat "$scratch/effect.log")"
says "no JACK server answers" && says "PulseAudio does not answer" || says "RtAudio" || fail "$(cat "$scratch/effect.log")"
says "librtaudio.so.6" && skip "librtaudio6 is not here"
start_pulse
wait_for 20 says "Playing through PulseAudio at 48000 Hz" || fail "PulseAudio has come and is not used: $(cat "$scratch/effect.log")"
sings "$scratch/sung.wav"

end "$pulse"
wait_for 20 says "PulseAudio has gone" || fail "the end of PulseAudio is not noticed: $(cat "$scratch/effect.log")"
start_pulse
again() { [ "$(grep -c "Playing through PulseAudio" "$scratch/effect.log")" = 2 ]; }
wait_for 20 again || fail "it does not come back with PulseAudio: $(cat "$scratch/effect.log")"
sings "$scratch/again.wav"
ends "$live" "$scratch/effect.log"

if "$build/partials" play --help >/dev/null 2>&1; then
  start "$scratch/play.log" "$build/partials" play "$scratch/tiny.partials" --unmuted --osc 0
  player=${started[-1]}
  sounds() { grep -q "Playing through PulseAudio" "$scratch/play.log" && grep -q "^OSC on" "$scratch/play.log"; }
  wait_for 20 sounds || fail "play: $(cat "$scratch/play.log")"
  port=$(sed -nE 's/^OSC on .* port ([0-9]+)\.$/\1/p' "$scratch/play.log")
  record_pulse "$scratch/osc.wav" 3 &
  recorder=$!
  sleep 1
  printf '/partials/note/on\0\0\0,iff\0\0\0\0\0\0\0\1\x42\x7a\0\0\x3f\x4c\xcc\xcd' >"/dev/udp/127.0.0.1/$port"
  sleep 1
  printf '/partials/note/off\0\0,i\0\0\0\0\0\1' >"/dev/udp/127.0.0.1/$port"
  wait "$recorder"
  python3 "$here/check_recording.py" "$scratch/osc.wav" 62.5
  ends "$player" "$scratch/play.log"
fi
echo "PulseAudio: in tune, by sound and by OSC; it may come late, end and come again"
