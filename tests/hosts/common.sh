# SPDX-License-Identifier: MIT
# Shared by the scripts here: what is skipped says why (exit code 77, which ctest shows as skipped), what is started is ended.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$(realpath "${PARTIALS_BUILD:?the build folder}")
scratch=$(mktemp -d)
started=()
finish() {
  local n=${#started[@]}
  while [ "$n" -gt 0 ]; do n=$((n - 1)) && end "${started[$n]}"; done
  rm -rf "$scratch"
}
trap finish EXIT
export XDG_STATE_HOME=$scratch/state  # what the standalone remembers
export PULSE_SERVER=unix:$scratch/nobody  # no sound server of whoever runs this

end() {  # end PID: asks, and after three seconds does not ask (jalv with a window hears no signal)
  kill "$1" 2>/dev/null || return 0
  for _ in $(seq 30); do
    kill -0 "$1" 2>/dev/null || break
    sleep 0.1
  done
  kill -9 "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

skip() { echo "skipped: $1"; exit 77; }
fail() { echo "failed: $1"; exit 1; }
need() {  # need PROGRAM PACKAGE
  command -v "$1" >/dev/null || skip "$1 is not here; install it with: apt-get install $2"
}
start() {  # start LOG COMMAND...: in the background, until the script ends
  local log=$1
  shift
  "$@" >"$log" 2>&1 &
  started+=($!)
}
wait_for() {  # wait_for SECONDS COMMAND...: until it succeeds
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.2
  done
}

ends() {  # ends PID LOG: by Ctrl-C, in order; a sanitizer that found something gives another code
  local code=0
  kill -INT "$1"
  wait "$1" || code=$?
  [ $code = 0 ] || fail "it ended with code $code: $(cat "$2")"
}

export LV2_PATH=$build/bin/lv2:/usr/lib/lv2

# A JACK server of our own, without a sound card.
start_jack() {
  need jackd jackd2
  need jack_midiseq jackd2
  need jack_rec jackd2
  export JACK_DEFAULT_SERVER=partials_$$ JACK_NO_AUDIO_RESERVATION=1
  start "$scratch/jackd.log" jackd -r -n "$JACK_DEFAULT_SERVER" -d dummy -r 48000 -p "${1:-512}"
  wait_for 15 jack_lsp || { cat "$scratch/jackd.log"; skip "jackd -d dummy does not run here"; }
}
# A PulseAudio daemon of our own without a sound card (RtAudio knows devices by their descriptions, so each has its own): sound goes to the sink `out`, what is played to the sink `mouth` is the microphone.
pulse_is_there() { pactl info; }
start_pulse() {
  need pulseaudio pulseaudio
  need parec pulseaudio-utils
  mkdir -p "$scratch/pulse"
  export PULSE_COOKIE=$scratch/pulse/cookie PULSE_RUNTIME_PATH=$scratch/pulse PULSE_STATE_PATH=$scratch/pulse PULSE_SERVER=unix:$scratch/pulse/native
  start "$scratch/pulse.log" pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no --disable-shm=yes \
    -L "module-native-protocol-unix socket=$scratch/pulse/native auth-anonymous=1" -L "module-null-sink sink_name=out rate=48000 sink_properties=device.description=Speakers" \
    -L "module-null-sink sink_name=mouth rate=48000 sink_properties=device.description=Mouth" -L "module-remap-source source_name=microphone master=mouth.monitor source_properties=device.description=Microphone"
  pulse=${started[-1]}
  wait_for 15 pulse_is_there || { cat "$scratch/pulse.log"; skip "pulseaudio does not run here"; }
  pactl set-default-sink out
  pactl set-default-source microphone
}
# record_pulse WAV SECONDS: what is heard.
record_pulse() { timeout "$2" parec -d out.monitor --file-format=wav --rate=48000 --channels=2 --format=s16le "$1" || true; }

has_port() { jack_lsp | grep -qxF "$1"; }
# play_and_record MIDI_PORT LEFT RIGHT WAV SECONDS: A4 and C5 in turn, a quarter of a second each, every second.
play_and_record() {
  start "$scratch/seq.log" jack_midiseq seq 48000 0 69 12000 24000 72 12000
  wait_for 10 has_port seq:out || fail "jack_midiseq has no port: $(cat "$scratch/seq.log")"
  jack_connect seq:out "$1" || fail "seq:out does not connect to $1"
  jack_rec -f "$4" -d "$5" -b 16 "$2" "$3" >"$scratch/rec.log" 2>&1 || fail "jack_rec: $(cat "$scratch/rec.log")"
}

# start_jalv KIND [OPTION...]: a plug-in in jalv with the small model as its saved state; its clients and log bear the kind's name.
start_jalv() {
  local kind=$1
  mkdir -p "$scratch/$kind"
  cat >"$scratch/$kind/state.ttl" <<TTL
@prefix atom: <http://lv2plug.in/ns/ext/atom#> .
@prefix lv2: <http://lv2plug.in/ns/lv2core#> .
@prefix pset: <http://lv2plug.in/ns/ext/presets#> .
@prefix state: <http://lv2plug.in/ns/ext/state#> .
<> a pset:Preset ; lv2:appliesTo <urn:partials:$kind> ;
  state:state [ <urn:partials:$kind#model> "$scratch/tiny.partials"^^atom:Path ] .
TTL
  [ -p "$scratch/$kind/keys" ] || mkfifo "$scratch/$kind/keys"  # jalv ends with its standard input; this one never says anything
  start "$scratch/$kind.log" bash -c "exec 3<>'$scratch/$kind/keys' <&3; exec jalv ${*:2} -n $kind -x -l '$scratch/$kind' urn:partials:$kind"
  wait_for 20 has_port "$kind:lv2_audio_out_1" || fail "jalv $kind: $(cat "$scratch/$kind.log")"
}
