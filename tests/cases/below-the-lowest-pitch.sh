# SPDX-License-Identifier: MIT
# B0 to E6: the notes of a five-string bass are heard where they are.
make
expect 0 check in
says 'notes from B0 to'
