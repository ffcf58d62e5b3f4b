# SPDX-License-Identifier: MIT
# Sourced by tests/package/run: the objects of Pure Data, as a package and as an archive of deken.

pd_objects="partials~ partials.fx~ partials.hear~ partials.node~ partials.decoder~ partials.bank~ partials.noise~ partials.room~ partials.learn"

# The archive is named by deken's rules, is one folder, has each object for each kind of Pd, a help patch and a line in the list of
# objects, and is what its checksum says.
look_at_deken() {
  python3 - "$packages" "$version" "$(dpkg --print-architecture)" $pd_objects <<'PY' || fail "the archive for deken"
import hashlib, pathlib, re, sys, zipfile
packages, version, arch, objects = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:]
name = f"partials[v{version}](Linux-{arch}-32)(Linux-{arch}-64).dek"
assert re.fullmatch(r"[^\[\]()]+(\[v[^\[\]()]+\])?(\([^\[\]()]+\))*\.dek", name)
file = packages / name
told, of = (packages / (name + ".sha256")).read_text().split(maxsplit=1)
assert told == hashlib.sha256(file.read_bytes()).hexdigest() and of.strip() == name, "the checksum"
names = set(zipfile.ZipFile(file).namelist())
assert {n.split("/")[0] for n in names} == {"partials"}, "not one folder"
listed = dict(line.split("\t") for line in (packages / (name + ".txt")).read_text().splitlines())
assert set(listed) == set(objects) and all(listed.values()), listed
for o in objects:
    for end in (".pd_linux", f".linux-{arch}-64.so", "-help.pd"):
        assert f"partials/{o}{end}" in names, o + end
assert {"partials/LICENSE.txt", "partials/README.txt", "partials/violin.partials"} <= names
PY
}

# A patch FOLDER/NAME.pd that plays a note for a second into FOLDER/NAME.wav.
pd_patch() {  # FOLDER NAME LIBRARY
  cat >"$root$1/$2.pd" <<PD
#N canvas 0 0 600 400 12;
#X declare -path $3;
#X obj 10 10 declare -path $3;
#X obj 10 40 loadbang;
#X msg 10 70 wait \, 69 100;
#X obj 10 100 partials~ violin;
#X obj 10 130 tabwrite~ heard;
#X obj 200 10 table heard 48000;
#X msg 200 40 \; pd dsp 1;
#X obj 200 70 delay 1100;
#X msg 200 100 write -wave -bytes 2 $1/$2.wav heard;
#X obj 200 130 soundfiler;
#X obj 300 70 delay 1200;
#X msg 300 100 \; pd quit;
#X connect 1 0 2 0;
#X connect 2 0 3 0;
#X connect 3 0 4 0;
#X connect 1 0 4 0;
#X connect 1 0 6 0;
#X connect 1 0 7 0;
#X connect 7 0 8 0;
#X connect 8 0 9 0;
#X connect 1 0 10 0;
#X connect 10 0 11 0;
PD
}

# From the package, and from the archive as deken unpacks it.
pd_plays() {
  local dek="$packages/partials[v$version](Linux-$(dpkg --print-architecture)-32)(Linux-$(dpkg --print-architecture)-64).dek"
  local extra=/home/player/.local/lib/pd/extra patch
  mkdir -p "$root/tmp/pd" "$root$extra"
  python3 -m zipfile -e "$dek" "$root$extra"
  mv "$root$extra/partials" "$root$extra/partials-deken"
  pd_patch /tmp/pd package partials
  pd_patch /tmp/pd deken $extra/partials-deken
  chown -R 1000:1000 "$root/tmp/pd"
  for patch in package deken; do
    as_player timeout 60 pd -nogui -noprefs -batch -r 48000 -open /tmp/pd/$patch.pd >"$scratch/pd" 2>&1 || { cat "$scratch/pd"; fail "pd ends with an error"; }
    ! grep "couldn't create" "$scratch/pd" || fail "pd does not load the objects of the $patch"
    sounds "$root/tmp/pd/$patch.wav"
  done
  rm -rf "$root/tmp/pd" "${root:?}/home/player/.local/lib"
}
