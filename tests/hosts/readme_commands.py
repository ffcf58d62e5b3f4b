#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""readme_commands.py README.md: the commands that README.md shows after "Two commands", one a line, in its order: lines set in by
four, without the words that follow after two spaces, and calls of `partials` within a sentence."""
import re
import sys

text = open(sys.argv[1], encoding="utf-8").read()
text = text[text.index("\n## Two commands"):]
for line in text.splitlines():
    if line.startswith("    "):
        print(re.split(r"\s{2,}", line.strip())[0])
    else:
        for code in re.findall(r"`(partials [a-z][^`]*)`", line):
            print(code)
