# SPDX-License-Identifier: MIT
make
expect 0 check in
says 'high/ (12 recordings)'
says 'take2.m4a, take3.wma'
expect 0 check in --json
python3 -c 'import json; assert len(json.load(open("out"))["dataset"]["left_out"]) == 3' || fail "left_out is not in the JSON"
expect 3 check only
says 'a/ (12 recordings)'
