# SPDX-License-Identifier: MIT
# Keys 60, 61 and 62 are 1/1, 5/4 and 3/2; key 69 is 440 Hz, three periods above 60.
make
python3 - "$cases" <<'P'
import sys
sys.path.insert(0, sys.argv[1] + "/common")
from midi import *
put("in/two.mid", song(track(on(0, 60) + off(960, 60) + on(0, 61) + off(960, 61))))
P
render in/two.mid a.wav --scale in/a.scl --octave 3
between "$(heard a.wav pitch 0.5 0.7)" 436 444 "key 60"
between "$(heard a.wav pitch 1.5 1.7)" 545 555 "key 61"
