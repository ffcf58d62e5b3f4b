#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Both plug-ins as LV2 and as VST3 in a JUCE host without a screen: a note (instrument) or a tone (effect) is rendered and its pitch checked; the
# project is saved, the model's file goes, and another process opens the project and renders the same, sample for sample.
. "$(dirname "$0")/common.sh"
compgen -G "/usr/lib/*/cmake/JUCE-*/JUCEConfig.cmake" >/dev/null || skip "JUCE is not here; install it with: apt-get install juce-modules-source juce-tools"
unset DISPLAY WAYLAND_DISPLAY
made=$here/../../build/juce_host
{
  cmake -S "$here/juce" -B "$made" -G Ninja -DCMAKE_BUILD_TYPE=Release && cmake --build "$made"
} >"$scratch/build.log" 2>&1 || fail "the JUCE host does not build: $(tail -30 "$scratch/build.log")"
render() {  # render FORMAT KIND PROJECT WAV SAVED
  local bundle=$build/bin/${1,,}/partials-$2.${1,,}
  "$made/juce_host_artefacts/Release/juce_host" "$1" "$bundle" "${@:3}" 2>"$scratch/host.log" || fail "$1 $2 in the JUCE host (exit code $?): $(cat "$scratch/host.log")"
}

for kind in instrument effect; do
  for format in LV2 VST3; do
    "$build/write_tiny_model" "$scratch/tiny.partials"
    render $format $kind "$scratch/tiny.partials" "$scratch/$format.wav" "$scratch/project"
    rm "$scratch/tiny.partials"
    render $format $kind "$scratch/project" "$scratch/again.wav" "$scratch/project_again" >/dev/null
    cmp "$scratch/$format.wav" "$scratch/again.wav" || fail "$format $kind sounds otherwise when its project is opened again"
    for side in 1 2; do python3 "$here/check_recording.py" --channel $side "$scratch/$format.wav" 69; done
  done
  cmp "$scratch/LV2.wav" "$scratch/VST3.wav" || fail "the $kind sounds otherwise as VST3 than as LV2"
done
echo "JUCE: both plug-ins in tune, as VST3 the same as LV2, and the same again from a saved project without the model's file"
