# SPDX-License-Identifier: MIT
# 24 struck notes, no two the same, are usable; a real copy is refused, unless that is overridden.
make
for seed in 1 2 3; do expect 0 check in --seed $seed; done
cp in/n60.wav in/again.wav
expect 3 check in
says "'again' and 'n60' are the same file twice"
expect 0 check in --allow-copies
