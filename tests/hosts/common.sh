# SPDX-License-Identifier: MIT
# Shared by the scripts here: what is skipped says why (exit code 77, which ctest shows as skipped), what is started is ended.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=${PARTIALS_BUILD:?the build folder}
scratch=$(mktemp -d)
started=()
trap 'for p in ${started[@]+"${started[@]}"}; do kill "$p" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$scratch"' EXIT

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

# A JACK server of our own, without a sound card.
start_jack() {
  need jackd jackd2
  need jack_midiseq jackd2
  need jack_rec jackd2
  export JACK_DEFAULT_SERVER=partials_$$ JACK_NO_AUDIO_RESERVATION=1
  start "$scratch/jackd.log" jackd -r -n "$JACK_DEFAULT_SERVER" -d dummy -r 48000 -p "${1:-512}"
  wait_for 15 jack_lsp || { cat "$scratch/jackd.log"; skip "jackd -d dummy does not run here"; }
}
has_port() { jack_lsp | grep -qxF "$1"; }
# play_and_record MIDI_PORT LEFT RIGHT WAV SECONDS: A4 and C5 in turn, a quarter of a second each, every second.
play_and_record() {
  start "$scratch/seq.log" jack_midiseq seq 48000 0 69 12000 24000 72 12000
  wait_for 10 has_port seq:out || fail "jack_midiseq has no port: $(cat "$scratch/seq.log")"
  jack_connect seq:out "$1" || fail "seq:out does not connect to $1"
  jack_rec -f "$4" -d "$5" -b 16 "$2" "$3" >"$scratch/rec.log" 2>&1 || fail "jack_rec: $(cat "$scratch/rec.log")"
}
