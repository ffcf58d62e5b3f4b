# SPDX-License-Identifier: MIT
# zip.py TREE FILE: the files of a tree as a zip file that is the same every time: by name, with the time SOURCE_DATE_EPOCH.
import os
import pathlib
import sys
import time
import zipfile

root = pathlib.Path(sys.argv[1])
when = time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))[:6]
with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        entry = zipfile.ZipInfo(str(path.relative_to(root)), when)
        entry.external_attr = (0o100755 if os.access(path, os.X_OK) else 0o100644) << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, path.read_bytes())
