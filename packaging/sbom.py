# SPDX-License-Identifier: MIT
# sbom.py: the software bill of materials of one package, as SPDX 2.3 JSON on standard output. Nothing in it is a list kept by
# hand: libraries are those that the ELF files in the tree ask for, what is compiled in are the packages whose headers the compiler
# read (ninja's record), versions are dpkg's, and models say their licence themselves.
import argparse
import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import uuid

# Names by SPDX, where Debian's copyright files have their own. A package that is not here says NOASSERTION.
LICENCES = {
    "fonts-roboto-unhinted": "Apache-2.0", "nlohmann-json3-dev": "MIT", "libcli11-dev": "BSD-3-Clause", "dpf-source": "ISC", "libfmt-dev": "MIT", "libfmt9": "MIT",
    "libcpp-httplib-dev": "MIT", "libcpp-httplib0.11": "MIT", "librtaudio-dev": "MIT", "librtaudio6": "MIT", "librtmidi-dev": "MIT", "librtmidi6": "MIT",
    "libasound2": "LGPL-2.1-or-later", "libpulse0": "LGPL-2.1-or-later", "libjack-jackd2-0": "LGPL-2.1-or-later",
    "libsndfile1": "LGPL-2.1-or-later", "libsoxr0": "LGPL-2.1-or-later", "libsqlite3-0": "blessing", "zlib1g": "Zlib",
    "libc6": "LGPL-2.1-or-later", "libx11-6": "MIT", "libxext6": "MIT", "libxrandr2": "MIT",
    "libxcursor1": "MIT", "libgl1": "MIT", "libopengl0": "MIT", "libglx0": "MIT",
    "libstdc++6": "GPL-3.0-or-later WITH GCC-exception-3.1", "libgcc-s1": "GPL-3.0-or-later WITH GCC-exception-3.1",
}
INSIDE = {"nlohmann-json3-dev", "libcli11-dev", "dpf-source", "fonts-roboto-unhinted"}  # header only, source, or a typeface


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def owners(paths):  # path -> Debian package; a file may be known by its place before /usr was merged, or only by its real one
    out = {}
    for names in (paths, [os.path.realpath(p) for p in paths], [p.removeprefix("/usr") for p in paths]):
        ask = [n for p, n in zip(paths, names) if p not in out]
        found = {}
        for line in run("dpkg", "-S", *ask).splitlines() if ask else []:
            package, _, path = line.partition(": ")
            if not line.startswith("diversion"):
                found[path] = package.split(",")[0].strip()
        out.update({p: found[n] for p, n in zip(paths, names) if n in found})
    return out


def is_elf(path):
    with open(path, "rb") as f:
        return f.read(4) == b"\x7fELF"


def needed(tree, arch):  # Debian packages of the shared libraries that the tree's programs load
    triplet = {"amd64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}[arch]
    names = set()
    for path in tree:
        if is_elf(path):
            names.update(re.findall(r"\(NEEDED\).*\[(.+)\]", run("readelf", "-d", str(path))))
    places = [f"{root}/lib/{triplet}/{n}" for n in sorted(names) for root in ("/usr", "") if os.path.exists(f"{root}/lib/{triplet}/{n}")]
    return set(owners(places).values())


def compiled_in(build, only):  # Debian packages of the headers that the compiler read
    headers, wanted = set(), False
    deps = run("ninja", "-C", build, "-t", "deps").splitlines()
    for line in deps:
        if line and not line.startswith(" "):
            wanted = re.search(only, line) is not None
        elif wanted and line:
            headers.add(os.path.abspath(os.path.join(build, line.strip())))  # ccache makes them relative
    letters = re.search(r"^PARTIALS_LETTERS:PATH=(/.+)$", pathlib.Path(build, "CMakeCache.txt").read_text(), re.M)
    if letters and any("letters.cpp.o" in line and re.search(only, line) for line in deps):  # put in by the assembler, so in no record
        headers.add(letters[1] + "/Roboto-Regular.ttf")
    return set(owners(sorted(h for h in headers if h.startswith("/usr/"))).values())


def card(path):
    data = path.read_bytes()
    head = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    return json.loads(head["__metadata__"]["card"])


def spdx_id(text):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", text)


def debian_package(name, ref):
    version = run("dpkg-query", "-W", "-f", "${Version}", name).strip()
    bare = name.split(":")[0]
    return {
        "SPDXID": ref, "name": bare, "versionInfo": version, "supplier": "Organization: Debian", "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION", "licenseDeclared": LICENCES.get(bare, "NOASSERTION"), "copyrightText": "NOASSERTION",
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": f"pkg:deb/debian/{bare}@{version}"}],
    }


def file_entries(tree, root):
    out = []
    for path in tree:
        data, name = path.read_bytes(), "./" + str(path.relative_to(root))
        licence = card(path).get("licence") or "NOASSERTION" if path.suffix == ".partials" else "NOASSERTION"
        out.append({
            "SPDXID": spdx_id("file-" + hashlib.sha256(name.encode()).hexdigest()[:16]), "fileName": name, "licenseConcluded": licence, "copyrightText": "NOASSERTION",
            "checksums": [{"algorithm": "SHA1", "checksumValue": hashlib.sha1(data).hexdigest()}, {"algorithm": "SHA256", "checksumValue": hashlib.sha256(data).hexdigest()}],
        })
    return out


def document(a):
    root = pathlib.Path(a.tree)
    tree = sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink() and "DEBIAN" not in p.parts)
    files = file_entries(tree, root)
    shared = needed(tree, a.arch)
    inside = {p for p in compiled_in(a.build, a.only) if p.split(":")[0] in INSIDE}
    sha1s = "".join(sorted(f["checksums"][0]["checksumValue"] for f in files))
    package = {
        "SPDXID": "SPDXRef-package", "name": a.name, "versionInfo": a.version, "packageFileName": os.path.basename(a.file), "supplier": "Organization: The Partials authors",
        "downloadLocation": "NOASSERTION", "filesAnalyzed": True, "packageVerificationCode": {"packageVerificationCodeValue": hashlib.sha1(sha1s.encode()).hexdigest()},
        "licenseConcluded": "NOASSERTION", "licenseDeclared": "MIT", "copyrightText": "2026 The Partials authors", "primaryPackagePurpose": "APPLICATION",
        "checksums": [{"algorithm": "SHA256", "checksumValue": hashlib.sha256(pathlib.Path(a.file).read_bytes()).hexdigest()}], "hasFiles": [f["SPDXID"] for f in files],
    }
    packages, relations = [package], [("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-package")]
    for kind, names in (("STATIC_LINK", inside), ("DYNAMIC_LINK", shared)):
        for name in sorted(names):
            ref = spdx_id("debian-" + name)
            packages.append(debian_package(name, ref))
            relations.append(("SPDXRef-package", kind, ref))
    when = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    name = f"{a.name}-{a.version}-{a.arch}"
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": name,
        "documentNamespace": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name + package['checksums'][0]['checksumValue'])}",
        "creationInfo": {"created": when, "creators": ["Tool: partials-sbom"]}, "packages": packages, "files": files,
        "relationships": [{"spdxElementId": x, "relationshipType": kind, "relatedSpdxElement": y} for x, kind, y in relations],
    }


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    for option in ("--name", "--version", "--tree", "--build", "--arch", "--file"):
        p.add_argument(option, required=True)
    p.add_argument("--only", default=".", help="object files that count for what is compiled in")
    print(json.dumps(document(p.parse_args()), indent=1))
