# SPDX-License-Identifier: MIT
# Sourced by tools/package: portable_archive, a tar file that runs from where it is unpacked. fmt, RtAudio and RtMidi, whose libraries
# have other names on other systems, lie in lib/partials; what else the programs load is what `install --check` looks for.

portable_archive() {
  local name=partials-$version-linux-$arch
  local tree=$work/$name file=$out/$name.tar.xz
  cmake --install $build --prefix "$PWD/$tree" --component Unspecified >/dev/null
  cmake --install $build --prefix "$PWD/$tree" --component partials_c >/dev/null
  cp LICENSE "$tree/LICENSE"
  cp /usr/share/common-licenses/Apache-2.0 "$tree/share/doc/partials/Apache-2.0"
  install -m755 packaging/install "$tree/install"
  sed "s/@VERSION@/$version/; s/@ARCH@/$arch/" packaging/archive-readme.txt >"$tree/README.txt"
  finish_tree "$tree"
  tar -C "$work" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=ustar -cf - "$name" | xz -9 -T1 >"$file"
  python3 packaging/sbom.py --name partials-archive --version "$version" --tree "$tree" --build $build --arch "$deb_arch" --file "$file" >"$file.spdx.json"
}
