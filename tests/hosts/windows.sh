#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The window opens and draws, for both plug-ins, in the standalone, in jalv, as CLAP (embedded and floating) and as VST3, also on a dense screen,
# and takes what is dropped, on a display without a screen (software OpenGL).
# An idle one costs next to nothing. PARTIALS_SHOTS=FOLDER keeps the pictures.
. "$(dirname "$0")/common.sh"
need Xvfb xvfb
need import imagemagick
start_jack 1024
[ -f "$build/bin/lv2/partials-effect.lv2/partials-effect_ui.so" ] || skip "Partials was built without windows; install libgl-dev and libx11-dev"
"$build/write_tiny_model" "$scratch/tiny.partials"
shots=${PARTIALS_SHOTS:-$scratch}
mkdir -p "$shots"

for host in "clap_window $build/partials.clap org.partials.instrument embedded" "vst3_window $build/bin/vst3/partials-instrument.vst3" "drop_source x"; do
  # shellcheck disable=SC2086  # words are wanted
  DISPLAY='' "$build/"$host "$scratch/tiny.partials" 1 >"$scratch/blind.log" 2>&1 && fail "$host opens a window without a display"
  grep -q 'display' "$scratch/blind.log" || fail "$host does not say that there is no display: $(cat "$scratch/blind.log")"
done

display=$((50 + $$ % 900))
start "$scratch/xvfb.log" Xvfb ":$display" -noreset -screen 0 1280x800x24
export DISPLAY=:$display LIBGL_ALWAYS_SOFTWARE=1
wait_for 15 import -window root "$scratch/empty.png" || skip "Xvfb does not run here: $(cat "$scratch/xvfb.log")"

shoot() {  # shoot NAME: waits until there are many colours, that is, text and bars
  local n=0
  for _ in $(seq 40); do
    sleep 0.5
    import -window root "$shots/$1.png"
    n=$(identify -format %k "$shots/$1.png")
    [ "$n" -gt 50 ] && sleep 0.5 && import -window root "$shots/$1.png" && return
  done
  fail "the window of $1 shows $n colours: $(cat "$scratch/$1.log")"
}
looks() { awk '/^voluntary/ { print $2 }' "/proc/$1/task/$1/status"; }  # how often the window's thread woke
end_last() { end "${started[-1]}" && unset 'started[-1]'; }

start "$scratch/live-instrument.log" "$build/partials-live" --name live "$scratch/tiny.partials"
shoot live-instrument
end_last
start "$scratch/idle.log" "$build/partials-live" --name idle --unmuted "$scratch/tiny.partials"
shoot idle
sleep 4
before=$(looks "${started[-1]}")
sleep 4
after=$(looks "${started[-1]}")
[ $((after - before)) -lt 120 ] || fail "an idle window woke $((after - before)) times in 4 seconds instead of some 80"
end_last
start "$scratch/live-effect.log" "$build/partials-live" --effect --unmuted "$scratch/tiny.partials"
shoot live-effect
end_last
for kind in embedded floating; do
  start "$scratch/clap-$kind.log" "$build/clap_window" "$build/partials.clap" org.partials.instrument $kind "$scratch/tiny.partials" 8
  shoot clap-$kind
  wait "${started[-1]}" || fail "the CLAP window, $kind: $(cat "$scratch/clap-$kind.log")"
  unset 'started[-1]'
done
for kind in instrument effect; do
  start "$scratch/vst3-$kind.log" "$build/vst3_window" "$build/bin/vst3/partials-$kind.vst3" "$scratch/tiny.partials" 8
  shoot vst3-$kind
  wait "${started[-1]}" || fail "the VST3 window, $kind: $(cat "$scratch/vst3-$kind.log")"
  unset 'started[-1]'
done
# At scale 2: as large as the screen has room for, and in its middle.
DPF_SCALE_FACTOR=2 start "$scratch/dense.log" "$build/partials-live" --name dense "$scratch/tiny.partials"
shoot dense
"$build/drop_source" dense "$scratch/tiny.partials" || fail "a window at scale 2 takes no drop: $(cat "$scratch/dense.log")"
end_last
# What is dropped onto the standalone's window is played.
start "$scratch/dropped.log" "$build/partials-live" --fresh --name dropped
shoot dropped
"$build/drop_source" dropped "$scratch/tiny.partials" || fail "nothing was dropped: $(cat "$scratch/dropped.log")"
for _ in $(seq 40); do  # a busy machine draws late
  sleep 0.5
  import -window root "$shots/dropped-after.png"
  cmp -s "$shots/dropped.png" "$shots/dropped-after.png" || break
done
cmp -s "$shots/dropped.png" "$shots/dropped-after.png" && fail "a dropped model is not seen"
end_last
if command -v jalv >/dev/null; then
  for kind in instrument effect; do
    start_jalv $kind -s
    shoot $kind
    end_last
  done
  echo "windows: drawn by the standalone, as CLAP, as VST3 and in jalv"
else
  echo "windows: drawn by the standalone, as CLAP and as VST3; jalv is not here"
fi
