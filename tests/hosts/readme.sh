#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Guards against: a README whose commands do not work when they are typed one after the other. Every command that README.md shows after
# ./demo and ./test is taken from its text and run in its order: with the factory's violin for the demo's, a scale that it plays for
# the reader's recordings, three seconds of training and one step of measuring; windows on a display without a screen, sound on a
# server without a card. A command that this script does not know fails it. (./demo and ./test themselves: tests/package/orders.)
. "$(dirname "$0")/common.sh"
root=$(cd "$here/../.." && pwd)
need python3 python3
need Xvfb xvfb
[ -x "$build/partials-live" ] || skip "this build has no partials-live; it needs libjack-jackd2-dev"
start_jack

work=$scratch/partials
mkdir -p "$work/build/demo" "$work/my-recordings" "$work/more-notes" "$scratch/home"
ln -s "$build" "$work/build/release"
ln -s "$root/tools" "$work/tools"
cp "$root/factory/violin.partials" "$work/build/demo/violin.partials"
cp "$root/factory/violin.partials" "$root/examples/data/tune.mid" "$work/"
export HOME=$scratch/home PATH=$build:$PATH PARTIALS_BUILD=$build LIBGL_ALWAYS_SOFTWARE=1
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME PARTIALS_MODEL_PATH
cd "$work"

# What the reader brings: notes one at a time, some soft, some loud, with silence between.
python3 "$here/write_scale.py" scale.mid 55 93 && python3 "$here/write_scale.py" others.mid 60 88 3
partials render violin.partials scale.mid -o my-recordings/scale.wav >/dev/null
partials render violin.partials others.mid -o more-notes/others.wav >/dev/null
cp more-notes/others.wav humming.wav

display=$((1000 + $$ % 5000))
start "$scratch/xvfb.log" Xvfb ":$display" -noreset -nolisten tcp -screen 0 1280x800x24
export DISPLAY=:$display
wait_for 15 test -e "/tmp/.X11-unix/X$display" || skip "Xvfb does not run here: $(cat "$scratch/xvfb.log")"

runs() {  # runs COMMAND: as it stands, to its end
  bash -c "$1" >"$scratch/out" 2>&1 </dev/null || fail "README.md says '$1': $(tail -5 "$scratch/out")"
}
stays() {  # stays PORT COMMAND: until Ctrl-C, with a port on the sound server
  # shellcheck disable=SC2086  # words are wanted
  start "$scratch/out" $2
  wait_for 20 has_port "$1" || fail "README.md says '$2', and there is no port $1: $(tail -5 "$scratch/out")"
  sleep 1
  kill -0 "${started[-1]}" 2>/dev/null || fail "README.md says '$2', and it ended: $(tail -5 "$scratch/out")"
  ends "${started[-1]}" "$scratch/out"
  unset 'started[-1]'
}
made() { for f in "$@"; do [ -s "$f" ] || fail "README.md says '$command', and there is no '$f'"; done; }

done_so_far=0
while IFS= read -r command <&4; do
  echo "$command"
  case $command in
    ./demo | ./test) continue ;;
    partials-live* | build/release/partials-live*) stays Partials:out_left "$command" ;;
    *" play "*) stays partials:out_left "$command" ;;
    tools/link_plugins*)
      runs "$command"
      made ~/.clap/partials.clap ~/.lv2/partials-{instrument,effect}.lv2/manifest.ttl ~/.vst3/partials-{instrument,effect}.vst3/Contents \
        ~/.local/share/partials/models/violin.partials ;;
    *" render "*" -o "*) runs "$command" && made "$(sed -E 's/.* -o ([^ ]+).*/\1/' <<<"$command")" ;;
    *" train "*) runs "${command/--minutes 2/--minutes 0.05}" && made mine.partials ;;
    *"partials reproduce "*) runs "$command" && grep -q "same bytes" "$scratch/out" || fail "README.md says '$command': $(cat "$scratch/out")" ;;
    *"partials models add "*) runs "$command" && partials inspect mine@1 >/dev/null || fail "README.md says '$command', and there is no mine@1" ;;
    *"partials sweep "*)
      echo '{"search": "grid", "steps": 3, "set": {"preset": "small"}, "space": {"seed": [1, 2]}}' >space.json
      runs "$command" && made sweep/table.csv ;;
    *"partials runs page "*) runs "$command" && made runs.html ;;
    *"partials models count "*) runs "$command" && made "$HOME/.config/partials/settings.json" ;;
    *" check "*) runs "$command" && made coverage.png ;;
    "partials body demo") runs "$command" && made dance.html ;;
    *" eval "*) runs "$command" && made mine.html ;;
    "partials bench") runs "$command --steps 1 --threads 1" ;;
    *"partials audit "* | *"partials inspect "* | "partials runs list" | "partials models list" | "partials doctor") runs "$command" ;;
    *) fail "README.md says '$command', which this test does not know; teach it" ;;
  esac
  done_so_far=$((done_so_far + 1))
done 4< <("$here/readme_commands.py" "$root/README.md")
if [ -d "$build/python/partials" ]; then
  command="its lines of Python"
  sed -n '/^```python$/,/^```$/{/^```/d;p}' "$root/README.md" >lines.py
  PYTHONPATH=$build/python runs "python3 lines.py" && made melody.wav
fi
[ $done_so_far -ge 12 ] || fail "only $done_so_far commands were found in README.md; is 'readme_commands.py' still right?"
echo "README.md: $done_so_far commands, in its order"
