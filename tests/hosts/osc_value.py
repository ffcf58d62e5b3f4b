# SPDX-License-Identifier: MIT
"""osc_value.py PORT PARAMETER: prints a parameter's value, asked for by OSC."""
import socket
import struct
import sys


def padded(text):
    return text.encode() + b'\0' * (4 - len(text) % 4)


address = f'/partials/param/{sys.argv[2]}'
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.settimeout(2)
    s.sendto(padded(address) + padded(','), ('127.0.0.1', int(sys.argv[1])))
    answer = s.recv(2000)
print(f'{struct.unpack(">f", answer[-4:])[0]:g}')
