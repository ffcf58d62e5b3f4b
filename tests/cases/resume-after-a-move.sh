# SPDX-License-Identifier: MIT
# Moved recordings are found by their hashes, or in a place that is named; a resume that cannot begin leaves the run as it was.
make
expect 0 train in -o m.partials --preset small --steps 12 --checkpoint 0
expect 0 runs list; cp out before
mkdir -p away/deep; mv in away/deep/moved
mkdir elsewhere
cd elsewhere
expect 3 train --resume latest --recordings ../data
says 'not found'
expect 0 runs list
cmp -s out ../before || fail "a resume that could not begin changed the run: $(cat out)"
expect 0 train --resume latest --recordings ../away
says 'found by their hashes'
cd ..
mv away/deep/moved moved
expect 0 train --resume latest
says 'found by their hashes'
first=$(ls moved/*.wav | head -1)
printf '\1\2' | dd of="$first" bs=1 seek=4000 conv=notrunc 2>/dev/null
expect 3 train --resume latest
says "changed since the run began: $(basename "$first")"
expect 0 runs list
grep -q 'finished' out || fail "the run is no longer finished: $(cat out)"
