# SPDX-License-Identifier: MIT
make
expect 0 check in
says 'empty.wav, notes.wav'
says '._n57f.wav'
expect 0 train in -o m.partials --preset small --steps 5
expect 3 check in/n57f.wav in/notes.wav
