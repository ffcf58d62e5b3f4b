#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Only a format's entry points leave an LV2 or VST3 plug-in (CLAP: clap_exports); anything else could meet another plug-in's in the host.
. "$(dirname "$0")/common.sh"
need nm binutils
n=0
check() {  # check FILE NAME...
  [ -f "$1" ] || return 0
  "$here/../plugins/exports" "$@" || fail "the line above"
  n=$((n + 1))
}
for kind in instrument effect; do
  check "$build/bin/lv2/partials-$kind.lv2/partials-${kind}_dsp.so" lv2_descriptor
  check "$build/bin/lv2/partials-$kind.lv2/partials-${kind}_ui.so" lv2ui_descriptor
  for so in "$build/bin/vst3/partials-$kind.vst3/Contents"/*/partials-$kind.so; do check "$so" GetPluginFactory ModuleEntry ModuleExit; done
done
[ $n -ge 4 ] || fail "$n plug-ins were found in $build/bin; build them first"
