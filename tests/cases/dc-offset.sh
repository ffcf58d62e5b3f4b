# SPDX-License-Identifier: MIT
make
expect 0 check in
says 'offset of'
says '1[12] phrases for training'
