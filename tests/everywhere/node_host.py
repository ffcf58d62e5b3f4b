# SPDX-License-Identifier: MIT
"""node_host.py MODULE.wasm MODEL OTHER_MODEL FOLDER: plays every part of everywhere.c in node, by the module and the loader of the page,
and writes FOLDER/node.PART.f32."""
import json
import pathlib
import subprocess
import sys

from page_phrase import BLOCK, PARTS, PROGRAM_AT, RATE, SAMPLES, events, sung

HERE = pathlib.Path(__file__).resolve().parent
module, model, other, folder = sys.argv[1:]
(pathlib.Path(folder) / "sung.f32").write_bytes(sung(folder).tobytes())
parts = [{"name": name, "kind": kind, "values": values, "events": [] if kind else list(events(macros, program)), "program_at": PROGRAM_AT if program else -1}
         for name, (kind, values, macros, program) in PARTS.items()]
job = {"machine": str(HERE.parents[1] / "apps/web/page/machine.js"), "module": module, "model": model, "other": other, "folder": folder, "rate": RATE,
       "block": BLOCK, "samples": SAMPLES, "parts": parts}
subprocess.run(["node", "--no-experimental-fetch", HERE / "node_host.mjs"], input=json.dumps(job), text=True, check=True)
