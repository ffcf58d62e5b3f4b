# SPDX-License-Identifier: MIT
make
render in/cut.mid cut.wav --json
between "$(heard cut.wav until)" 1.3 1.9 "the end"
says "is cut off 1 s after the beginning"
python3 -c 'import json; assert json.load(open("out"))["warnings"]' || fail "--json does not say it"
render in/long.mid long.wav
between "$(heard long.wav until)" 0.45 0.8 "the end"
says "a different length"
