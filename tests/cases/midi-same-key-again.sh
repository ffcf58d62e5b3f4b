# SPDX-License-Identifier: MIT
make
render in/a.mid a.wav
between "$(heard a.wav until)" 1.45 1.8 "the end of a.mid"
between "$(heard a.wav level 0.7 0.95)" -50 0 "the second note"
between "$(heard a.wav level 1.2 1.45)" -50 0 "the third note"
render in/b.mid b.wav
between "$(heard b.wav until)" 1.45 1.8 "the end of b.mid"
