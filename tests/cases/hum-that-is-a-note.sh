# SPDX-License-Identifier: MIT
make
expect 0 check in
! grep -q 'mains hum' out || fail "it speaks of hum"
