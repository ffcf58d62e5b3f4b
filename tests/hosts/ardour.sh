#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Ardour's own VST3 scanner, then a session of Ardour without sound card or screen that loads both plug-ins as LV2 and as VST3.
. "$(dirname "$0")/common.sh"
scanner=$(ls /usr/lib/ardour*/ardour-vst3-scanner 2>/dev/null | tail -1 || true)
[ -n "$scanner" ] || skip "Ardour is not here; install it with: apt-get install ardour"
lua=$(compgen -c ardour | grep -E '^ardour[0-9]+-lua$' | sort -u | tail -1 || true)
[ -n "$lua" ] || skip "Ardour has no Lua shell here"

export HOME=$scratch XDG_CONFIG_HOME=$scratch/config XDG_CACHE_HOME=$scratch/cache
mkdir -p "$HOME/.vst3"
for kind in instrument effect; do
  ln -s "$build/bin/vst3/partials-$kind.vst3" "$HOME/.vst3/"
  code=0
  LD_LIBRARY_PATH=$(dirname "$scanner") timeout 60 "$scanner" -f "$HOME/.vst3/partials-$kind.vst3" >"$scratch/scan.log" 2>&1 || code=$?
  grep -qi "Found Plugin: Partials $kind" "$scratch/scan.log" || fail "the VST3 scanner (exit code $code): $(cat "$scratch/scan.log")"
done

cat >"$scratch/load.lua" <<LUA
AudioEngine:set_backend("None (Dummy)", "", "")
local session = create_session("$scratch/session", "partials", 48000)
assert(session, "no session")
for _, kind in ipairs({"Instrument", "Effect"}) do
  for format, id in pairs({LV2 = "urn:partials:" .. kind:lower(), VST3 = "Partials " .. kind}) do
    local processor = ARDOUR.LuaAPI.new_plugin(session, id, ARDOUR.PluginType[format], "")
    if not processor:isnil() then print("loaded", format, processor:to_insert():plugin(0):name()) end
  end
end
close_session()
quit()
LUA
code=0
timeout 90 "$lua" "$scratch/load.lua" >"$scratch/lua.log" 2>&1 || code=$?
for format in LV2 VST3; do
  for name in "Partials Instrument" "Partials Effect"; do
    grep -q "^loaded[[:space:]]$format[[:space:]]$name" "$scratch/lua.log" || fail "Ardour did not load '$name' as $format (exit code $code): $(cat "$scratch/lua.log")"
  done
done
echo "Ardour: scanned as VST3, loaded as LV2 and VST3"
