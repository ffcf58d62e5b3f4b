# SPDX-License-Identifier: MIT
make
expect 0 train in -o m.partials --preset small --steps 4
before=$(stat -c %i m.partials)
mkdir other; cd other
expect 0 train --resume latest --minutes 0.05
cd ..
[ -z "$(ls other | grep -v '^out$\|^err$')" ] || fail "something was written where the resume was called: $(ls other)"
[ "$(stat -c %i m.partials)" != "$before" ] || fail "m.partials was not written again"
