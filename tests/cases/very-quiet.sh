# SPDX-License-Identifier: MIT
# Soft recordings are raised and that is said; the instrument is as loud as others.
make
expect 0 check in
says 'dB of full scale'
expect 0 train in -o m.partials --preset small --steps 20
python3 -c 'open("n.mid","wb").write(b"MThd"+bytes([0,0,0,6,0,0,0,1,1,224])+b"MTrk"+bytes([0,0,0,13,0,0x90,60,90,0x83,0x60,0x80,60,0,0,0xff,0x2f,0]))'
expect 0 render m.partials n.mid -o n.wav --json
between "$(python3 -c 'import json; print(json.load(open("out"))["peak_db"])')" -40 0 'peak in dB'
