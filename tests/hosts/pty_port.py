# SPDX-License-Identifier: MIT
"""pty_port.py LINK FIFO: a pseudo-terminal as a serial port; LINK names it while this runs. Bytes written to FIFO arrive there."""
import os
import pty
import signal
import sys

link, fifo = sys.argv[1:]
master, slave = pty.openpty()
if os.path.islink(link):
    os.unlink(link)
os.symlink(os.ttyname(slave), link)
os.close(slave)


def unplug(*_):
    os.unlink(link)
    os._exit(0)


signal.signal(signal.SIGTERM, unplug)
with open(fifo, 'rb', buffering=0) as source:
    while data := source.read(256):
        os.write(master, data)
signal.pause()
