#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""osc_told.py PORT ADDRESS: asks for a parameter, or for a value of /partials/state/..., and prints it."""
import socket
import struct
import sys


def text(t):
    b = t.encode() + b"\0"
    return b + bytes(-len(b) % 4)


address = sys.argv[2]
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(5)
ask = text("/partials/state") + text(",i") + struct.pack(">i", 1) if "/state/" in address else text(address) + text(",")
s.sendto(ask, ("127.0.0.1", int(sys.argv[1])))
for _ in range(400):
    m = s.recv(4096)
    if m.startswith(address.encode() + b"\0"):
        kind = m[len(text(address)) + 1 : len(text(address)) + 2]
        print(struct.unpack(">f" if kind == b"f" else ">i", m[-4:])[0])
        break
else:
    sys.exit(1)
