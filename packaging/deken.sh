# SPDX-License-Identifier: MIT
# Sourced by tools/package: deken_archive, the archive that Pd's "Find externals" installs: a zip file with one folder, named by
# deken's rules (https://deken.readthedocs.io, "Filename format") with the kinds of Pd that it is for, single and double precision in
# one; beside it its checksum and the list of objects, which the rules ask for. It runs on any Linux with glibc 2.36; its violin and
# flute are those that the help patches load.
of_pd='^(apps/(pd|patch|player|library)/|CMakeFiles/partials_)'  # object files that are in the objects

deken_archive() {
  local file="$out/partials[v$version](Linux-$deb_arch-32)(Linux-$deb_arch-64).dek" whole=$work/deken-install tree=$work/deken patch
  cmake --install $build --prefix "$PWD/$whole" --component partials_pd >/dev/null
  mkdir -p "$tree"
  mv "$whole/lib/pd/extra/partials" "$tree/partials"
  cp LICENSE "$tree/partials/LICENSE.txt"
  cp packaging/copyright factory/violin.partials factory/flute.partials "$tree/partials"
  sed "s/@VERSION@/$version/" packaging/deken-readme.txt >"$tree/partials/README.txt"
  finish_tree "$tree"
  python3 packaging/zip.py "$tree" "$file"
  for patch in apps/pd/help/*-help.pd; do  # what the head of each help patch says of its object
    printf '%s\t%s\n' "$(basename "$patch" -help.pd)" "$(sed -nE '3s/^#X text [0-9]+ [0-9]+ (.*), f [0-9]+;$/\1/p' "$patch" | sed 's/ \\,/,/g')"
  done >"$file.txt"
  (cd $out && sha256sum "${file##*/}" >"${file##*/}.sha256")
  python3 packaging/sbom.py --name partials-deken --version "$version" --tree "$tree" --build $build --arch "$deb_arch" --file "$file" --only "$of_pd" >"$file.spdx.json"
}
