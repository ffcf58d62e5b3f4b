# SPDX-License-Identifier: MIT
# bad_files.py FOLDER MODEL: fills the folder with files as people drop them on a window, and prints their paths, one a line, ended by NUL:
# good ones, cut ones, lying ones, and names with spaces, letters of other scripts and line breaks.
import math
import os
import struct
import sys
import wave

folder, model = sys.argv[1], open(sys.argv[2], "rb").read()
made = []


def put(name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    made.append(path)
    return path


def tone(name, seconds, hz):
    path = put(name, b"")
    with wave.open(path, "wb") as out:
        out.setnchannels(1), out.setsampwidth(2), out.setframerate(16000)
        out.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(6.2832 * hz * i / 16000))) for i in range(int(16000 * seconds))))
    return open(path, "rb").read()


put("good.partials", model), put("a name with spaces.partials", model), put("音 ü.partials", model), put("two\nlines.partials", model)
put("half.partials", model[: len(model) // 2]), put("empty.partials", b""), put("text.partials", b"this is not what its name says")
put("turned.partials", bytes(255 - b for b in model)), put("head.partials", model[:64] + b"\xff" * 4096)
good = tone("notes/a 4.wav", 2, 440)
tone("notes/ü 5.wav", 2, 587), tone("one.wav", 1, 262), tone("short.wav", 0.001, 440)
put("cut.wav", good[:1000]), put("header.wav", good[:44]), put("liar.wav", good[:40] + b"\xff\xff\xff\x7f" + good[44:400])
put("empty.wav", b""), put("text.flac", b"no sound"), put("noise.mp3", os.urandom(4000)), put("note\n.wav", good), put("notes.txt", b"hello")
for name in ("none", "folder.partials", "folder.wav"):
    os.makedirs(os.path.join(folder, name)), made.append(os.path.join(folder, name))
made += [os.path.join(folder, "notes"), folder, "/", os.path.join(folder, "not there.partials"), "/dev/null", os.path.join(folder, "x" * 3000)]
os.symlink("loop.wav", os.path.join(folder, "loop.wav")), made.append(os.path.join(folder, "loop.wav"))
os.symlink("/dev/zero", os.path.join(folder, "zero.partials")), made.append(os.path.join(folder, "zero.partials"))
os.mkfifo(os.path.join(folder, "pipe.partials")), made.append(os.path.join(folder, "pipe.partials"))
os.mkfifo(os.path.join(folder, "pipe.wav")), made.append(os.path.join(folder, "pipe.wav"))
sys.stdout.write("\0".join(made) + "\0")
