# SPDX-License-Identifier: MIT
# partials play with OSC, on a JACK server of its own; $port is where it listens.
need jackd jackd2
need jack_lsp jackd2
"$partials" play --help >/dev/null 2>&1 || skip "this build has no 'partials play'"
export JACK_DEFAULT_SERVER=cases_$$_$RANDOM JACK_NO_AUDIO_RESERVATION=1
jackd -r -n "$JACK_DEFAULT_SERVER" -d dummy -r 48000 -p 512 >jackd.log 2>&1 & server=$!
player=
end_osc() { kill -INT $player 2>/dev/null; wait $player 2>/dev/null; kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; }
trap end_osc EXIT
for _ in $(seq 75); do jack_lsp >/dev/null 2>&1 && break; sleep 0.2; done
jack_lsp >/dev/null 2>&1 || skip "jackd -d dummy does not run here"
"$partials" play "$model" --osc 0 --unmuted >play.log 2>&1 & player=$!
for _ in $(seq 100); do grep -q "Keys:" play.log && break; sleep 0.2; done
port=$(sed -nE 's/^OSC on .* port ([0-9]+)\.$/\1/p' play.log)
[ -n "$port" ] || fail "partials play does not start: $(cat play.log)"
# told ADDRESS: the value that comes back or is told under it
told() { python3 "$here/osc_told.py" "$port" "$1" || fail "nothing was told of $1"; }
