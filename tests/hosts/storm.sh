#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Random hands, sizes and files on the real windows, with DPF's code and ours behind them, on a display without a screen: the standalone as instrument
# and as effect, CLAP and VST3, in turn. PARTIALS_STORM_SECONDS (20 in all), PARTIALS_STORM_SEED (1). With the preset asan this is what watches
# them: PARTIALS_BUILD=build/asan PARTIALS_STORM_SECONDS=3600 tests/hosts/storm.sh [instrument|effect|clap|vst3]
. "$(dirname "$0")/common.sh"
need Xvfb xvfb
need python3 python3
[ -x "$build/random_hands" ] || skip "Partials was built without windows; install libgl-dev and libx11-dev"
seconds=${PARTIALS_STORM_SECONDS:-20} seed=${PARTIALS_STORM_SEED:-1}
"$build/write_tiny_model" "$scratch/tiny.partials"
mkdir "$scratch/files"
mapfile -d '' files < <(python3 "$here/bad_files.py" "$scratch/files" "$scratch/tiny.partials")
[ "${#files[@]}" -gt 20 ] || fail "bad_files.py made ${#files[@]} files"

# What the window reads, writes and starts is ours; a training ends after some seconds.
export HOME=$scratch/home XDG_DATA_HOME=$scratch/home/data XDG_CONFIG_HOME=$scratch/home/config XDG_STATE_HOME=$scratch/home/state XDG_CACHE_HOME=$scratch/home/cache
mkdir -p "$HOME"
export PARTIALS_PROGRAM=$scratch/partials
printf '#!/bin/sh\nexec timeout -k 1 10 "%s" "$@"\n' "$(realpath "$build/partials")" >"$PARTIALS_PROGRAM"
chmod +x "$PARTIALS_PROGRAM"
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:exitcode=99:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
keep=
[ -f "$build/keep_loaded.so" ] && keep=$build/keep_loaded.so  # under a sanitizer
start_jack 1024
display=$((1000 + $$ % 900))
start "$scratch/xvfb.log" Xvfb ":$display" -noreset -screen 0 3840x2160x24
export DISPLAY=:$display LIBGL_ALWAYS_SOFTWARE=1
cd "$scratch/files"
sleep 1
storm() {  # storm NAME TITLE COMMAND...: hands on a window until its share of the time is over, then it is asked to end
  local name=$1 title=$2 rc=0
  shift 2
  [ "$wanted" = all ] || [ "$wanted" = "$name" ] || return 0
  start "$scratch/$name.log" env LD_PRELOAD="$keep" "$@"
  local window=${started[-1]}
  "$build/random_hands" "$title" "$share" "$seed" "${files[@]}" >"$scratch/hands.log" 2>&1 || { tail -n 200 "$scratch/$name.log" "$scratch/hands.log"; fail "$name, seed $seed"; }
  kill "$window" 2>/dev/null || true
  wait "$window" || rc=$?
  unset 'started[-1]'
  [ "$rc" = 0 ] || { tail -n 200 "$scratch/$name.log"; fail "$name, seed $seed: it ended with $rc"; }
  echo "$name: $(cat "$scratch/hands.log")"
}
share=$((seconds / 4 > 0 ? seconds / 4 : 1)) wanted=${1:-all}
[ "$wanted" = all ] || share=$seconds
storm instrument live "$build/partials-live" --name live --unmuted "$scratch/tiny.partials"
storm effect live "$build/partials-live" --name live --effect --unmuted "$scratch/tiny.partials"
storm clap clap_window "$build/clap_window" "$build/partials.clap" org.partials.instrument embedded "$scratch/tiny.partials" 4 1 1000000
storm vst3 vst3_window "$build/vst3_window" "$build/bin/vst3/partials-effect.vst3" "$scratch/tiny.partials" 4 1 1000000
