#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The LV2 bundles' descriptions against the specifications (lv2_validate: no error at all), and lilv finds both plug-ins.
. "$(dirname "$0")/common.sh"
need lv2_validate lv2-dev
need sord_validate sordi
for kind in instrument effect; do
  bundle=$build/bin/lv2/partials-$kind.lv2
  lv2_validate "$bundle"/*.ttl >"$scratch/$kind.log" 2>&1 || true
  grep -q "^Found 0 errors" "$scratch/$kind.log" || fail "partials-$kind.lv2: $(cat "$scratch/$kind.log")"
  if command -v lv2ls >/dev/null; then
    lv2ls 2>/dev/null | grep -qx "urn:partials:$kind" || fail "lilv does not find urn:partials:$kind"
  fi
done
echo "lv2_validate: 0 errors in both bundles"
