# SPDX-License-Identifier: MIT
make
expect 0 check in
says 'broken or circular links: loop.wav'
[ "$(id -u)" = 0 ] && exit 0  # nothing is closed to root
expect 3 check shut
says 'check its permissions'
