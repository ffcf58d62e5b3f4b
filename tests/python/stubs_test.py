# SPDX-License-Identifier: MIT
"""Guards against: a stub of the extension that names what it does not have, or lacks what it has; public functions without types or
documentation; names of the package that nobody documents."""

import ast
import inspect
import unittest

import partials
from partials import _partials
from common import ROOT, main

PACKAGE = ROOT / "apps/python/partials"
HIDDEN = {"__new__", "__init__", "__class__", "__getattribute__", "__module__", "__doc__"}


def own(kind):
    """What a type of the extension has beyond what object has."""
    return {name for name in vars(kind) if name not in HIDDEN and (not name.startswith("__") or name.startswith("__dlpack") or name == "__len__")}


class Stubs(unittest.TestCase):
    def test_the_stub_is_the_extension(self):
        stub = ast.parse((PACKAGE / "_partials.pyi").read_text())
        functions = {n.name for n in stub.body if isinstance(n, ast.FunctionDef)}
        classes = {n.name: {m.name for m in n.body if isinstance(m, ast.FunctionDef)} for n in stub.body if isinstance(n, ast.ClassDef)}
        there = {n for n in vars(_partials) if not n.startswith("__")}
        self.assertEqual(functions | set(classes), there)
        for name, methods in classes.items():
            if name != "Error":
                self.assertEqual(methods, own(getattr(_partials, name)), name)

    def test_everything_public_has_types_and_words(self):
        for name in partials.__all__:
            thing = getattr(partials, name)
            if isinstance(thing, type) or callable(thing):
                self.assertTrue(thing.__doc__, name)
        for name in partials.__all__:
            thing = getattr(partials, name)
            functions = [thing] if inspect.isfunction(thing) else [f for k, f in vars(thing).items() if inspect.isfunction(f) and (k == "__init__" or not k.startswith("_"))] \
                if inspect.isclass(thing) and thing.__module__.startswith("partials.") else []
            for f in functions:
                signature = inspect.signature(f)
                for p in signature.parameters.values():
                    self.assertTrue(p.name == "self" or p.annotation is not p.empty, f"{name}.{f.__name__}: {p.name}")
                self.assertTrue(f.__name__ == "__init__" or signature.return_annotation is not signature.empty, f"{name}.{f.__name__}")
        self.assertTrue((PACKAGE / "py.typed").exists())

    def test_the_page_names_everything(self):
        page = (ROOT / "docs/python.md").read_text()
        self.assertEqual([name for name in partials.__all__ if name not in page], [])


if __name__ == "__main__":
    main()
