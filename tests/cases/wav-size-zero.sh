# SPDX-License-Identifier: MIT
make
expect 0 check in
says 'never completed'
says '33 s in 1 recording'
