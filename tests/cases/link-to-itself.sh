# SPDX-License-Identifier: MIT
make
expect 0 check in
says 'lead nowhere or to themselves: loop.wav'
[ "$(id -u)" = 0 ] && exit 0  # nothing is closed to root
expect 3 check shut
says 'check its permissions'
