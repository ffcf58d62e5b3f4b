# SPDX-License-Identifier: MIT
make
expect 0 check in
says 'never finished'
says '33 s in 1 recording'
