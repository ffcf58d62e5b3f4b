# SPDX-License-Identifier: MIT
make
render in/a.mid a.wav
between "$(heard a.wav until)" 0.45 0.8 "the note's end"
says "Running status"
