# SPDX-License-Identifier: MIT
"""Guards against: examples in docstrings and in docs/python.md that do not give what they say."""

import doctest
import importlib
import pkgutil
import re
import sys

import partials
from common import ROOT

FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


def main():
    failed = tried = 0
    for module in [partials, *(importlib.import_module("partials." + m.name) for m in pkgutil.iter_modules(partials.__path__) if m.name != "_partials")]:
        result = doctest.testmod(module, extraglobs={"partials": partials}, optionflags=FLAGS)
        failed, tried = failed + result.failed, tried + result.attempted
    page = "\n".join(re.findall(r"```python\n(.*?)```", (ROOT / "docs/python.md").read_text(), re.S))
    test = doctest.DocTestParser().get_doctest(page, {}, "docs/python.md", "docs/python.md", 0)
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    result = runner.run(test)
    failed, tried = failed + result.failed, tried + result.attempted
    print(f"{tried} examples, {failed} failed")
    return failed or tried < 30


sys.exit(main())
