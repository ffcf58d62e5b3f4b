# SPDX-License-Identifier: MIT
"""Guards against: a notebook whose cells do not run, or that keeps outputs; an example of PyTorch that does not learn."""

import json
import sys
import unittest

from common import ROOT, main

try:
    import torch
except ImportError:
    torch = None


class Examples(unittest.TestCase):
    def test_the_notebook_runs_cell_by_cell(self):
        book = json.loads((ROOT / "examples/first_minutes.ipynb").read_text())
        self.assertEqual(book["nbformat"], 4)
        names = {}
        cells = [c for c in book["cells"] if c["cell_type"] == "code"]
        self.assertGreater(len(cells), 4)
        for number, cell in enumerate(cells):
            self.assertEqual((cell["outputs"], cell["execution_count"]), ([], None), "outputs are cleared")
            exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)

    def test_the_page_quotes_the_ten_lines(self):
        quoted = (ROOT / "docs/python.md").read_text().split("```\nclass Partials", 1)[1].split("```")[0]
        self.assertIn("class Partials" + quoted, (ROOT / "examples/torch_function.py").read_text())

    @unittest.skipIf(torch is None, "PyTorch is not here")
    def test_torch_trains_a_model(self):
        sys.path.insert(0, str(ROOT / "examples"))
        import torch_function
        before, after = torch_function.main("out.wav", steps=5)
        self.assertLess(after, 0.98 * before)


if __name__ == "__main__":
    main()
