# SPDX-License-Identifier: MIT
# Twelve plucked notes, n38 to n49: each is named by its attack, not by its tail.
make
expect 0 check in --json
python3 - <<'EOF' || fail "a note has another name"
import json
r = json.load(open("out"))["recordings"]
wrong = [(x["name"], round(x["median_midi"], 2)) for x in r if abs(x["median_midi"] - int(x["name"].split(".")[0].lstrip("n"))) > 0.5]
print(wrong)
raise SystemExit(bool(wrong) or len(r) != 12)
EOF
