#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Qtractor's plug-in scan finds instrument and effect in the CLAP file, with the channels and MIDI ports that they have.
. "$(dirname "$0")/common.sh"
scan=$(ls /usr/lib/*/qtractor/qtractor_plugin_scan 2>/dev/null | tail -1 || true)
[ -n "$scan" ] || skip "Qtractor is not here; install it with: apt-get install qtractor"
[ -f "$build/partials.clap" ] || skip "partials.clap is not built"
printf 'clap:%s\n' "$build/partials.clap" | QT_QPA_PLATFORM=offscreen timeout 60 "$scan" >"$scratch/scan.log" 2>&1 || true
grep -q '^CLAP|Partials Instrument|0:2|1:0|' "$scratch/scan.log" || fail "the instrument is not found: $(cat "$scratch/scan.log")"
grep -q '^CLAP|Partials Effect|2:2|1:1|' "$scratch/scan.log" || fail "the effect is not found: $(cat "$scratch/scan.log")"
echo "Qtractor: finds both CLAP plug-ins"
