# SPDX-License-Identifier: MIT
# Sourced by tools/package: debian_package NAME, for partials (programs, plug-ins, models), pd-partials (objects of Pure Data),
# python3-partials (docs/python.md), partials-mpi (docs/clusters.md), and libpartials-dev (the C library and what a compiler needs of it) with the C++ library
# (docs/cpp.md). What they depend on is read from what was linked, by dpkg-shlibdeps; libjack, RtAudio and RtMidi are opened at run time, and
# the package depends on the two small ones, which bring libjack, PulseAudio's and ALSA's libraries.

describe_package() {  # NAME: section, recommendations and description
  case "$1" in
    partials) cat <<'TEXT' ;;
Section: sound
Suggests: pipewire | pulseaudio | jackd2
Description: turns recordings of an instrument into one that can be played
 Partials learns a small model of one instrument from a few minutes of
 recordings of single notes, on an ordinary processor, and plays it: from MIDI,
 or with the pitch and loudness of another sound, such as a voice.
 .
 The package has the command line (partials), a player with a window for
 PipeWire, JACK, PulseAudio and ALSA (partials-live), an instrument and an
 effect as CLAP, LV2 and VST3 plug-ins, and models to begin with.
TEXT
    pd-partials) cat <<'TEXT' ;;
Section: sound
Recommends: partials
Description: instruments learned from recordings, as objects of Pure Data
 Objects for Pure Data that play models of Partials: as an instrument, from
 notes, MIDI and MPE, or as an effect that plays what it hears. Others are the
 analyser of pitch and loudness, single processors, the parts of a model as
 signals that a patch can bend, and training from files or arrays.
 .
 A violin is built in; the package partials has more models, and the program
 that trains.
TEXT
    libpartials-dev) cat <<'TEXT' ;;
Section: libdevel
Suggests: libfmt-dev, libsndfile1-dev, libsoxr-dev, libsqlite3-dev, nlohmann-json3-dev
Description: plays and trains models of Partials in other programs
 A C interface to the player of Partials, which turns a trained model of an
 instrument into sound in real time: header, shared and static library, and
 files for pkg-config and CMake. For C++20, headers and three static libraries:
 core (processors, graphs and gradients, without any other library), engine
 (the player) and train, which alone uses the suggested packages.
 .
 The shared library is in this package because it is meant to be shipped with
 the product that uses it.
TEXT
    partials-mpi) cat <<'TEXT' ;;
Section: sound
Description: trains models of Partials by several processes on several machines
 The program with which "partials train --ranks 2" trains one model by several
 processes, on one machine or on the nodes of a cluster, with Open MPI, and
 "partials eval --ranks 2" evaluates it. The result does not depend on their
 number.
TEXT
    python3-partials) cat <<'TEXT' ;;
Section: python
Recommends: python3-numpy, partials
Description: plays and trains models of Partials from Python
 Plays and trains small models of musical instruments, hears pitch and loudness,
 learns mappings from movement, and runs graphs of processors as differentiable
 functions, with gradients in single and double precision for PyTorch and other
 libraries of arrays.
TEXT
  esac
}

debian_changelog() {  # NAME
  printf '%s (%s) unstable; urgency=medium\n\n  * What changed: CHANGELOG.md.gz.\n\n -- %s  %s\n' \
    "$1" "$version" "$maintainer" "$(date -R -d "@$SOURCE_DATE_EPOCH")"
}

debianise() {  # TREE NAME
  local doc=$1/usr/share/doc/$2
  mkdir -p "$doc"
  cp packaging/copyright "$doc/copyright"
  debian_changelog "$2" | gzip -9n >"$doc/changelog.gz"
  [ ! -f "$doc/CHANGELOG.md" ] || gzip -9nf "$doc/CHANGELOG.md"
  [ ! -d "$1/usr/share/zsh/site-functions" ] || mv "$1/usr/share/zsh/site-functions" "$1/usr/share/zsh/vendor-completions"  # as Debian's zsh looks
  [ ! -d "$1/usr/share/man" ] || find "$1/usr/share/man" -type f -exec gzip -9nf {} +
  if [ -f "packaging/$2.lintian-overrides" ]; then install -Dm644 "packaging/$2.lintian-overrides" "$1/usr/share/lintian/overrides/$2"; fi
}

multi_arch() {  # NAME
  case "$1" in
    partials) echo foreign ;;
    libpartials-dev) echo same ;;
    *) echo no ;;
  esac
}

more_depends() {  # NAME: besides what dpkg-shlibdeps finds
  case "$1" in
    partials) echo ', librtaudio6, librtmidi6' ;;
    pd-partials) echo ', puredata-core | pd' ;;
    partials-mpi) echo ", openmpi-bin, partials (= $version)" ;;
    python3-partials) echo ', python3 (>= 3.11)' ;;
  esac
}

# Debian's own tools want a folder debian/ beside them.
write_control() {  # TREE NAME
  local room=$work/control-$2 depends quiet=()
  mkdir -p "$room/debian" "$1/DEBIAN"
  printf 'Source: partials\nMaintainer: %s\n\nPackage: %s\nArchitecture: any\n' "$maintainer" "$2" >"$room/debian/control"
  mapfile -t linked < <(find "$PWD/$1" -type f \( -perm /111 -o -name '*.so*' -o -name '*.clap' \) ! -name '*.a' -exec sh -c 'head -c4 "$1" | grep -q ELF && echo "$1"' _ {} \; | sort)
  [ "$2" != pd-partials ] || quiet=(--warnings=0)  # what Pd itself has is in no library
  depends=$(cd "$room" && DEB_HOST_ARCH=$deb_arch dpkg-shlibdeps -O "${quiet[@]}" "${linked[@]}" | sed -n 's/^shlibs:Depends=//p')
  {
    printf 'Package: %s\nVersion: %s\nArchitecture: %s\nMaintainer: %s\nInstalled-Size: %s\n' "$2" "$version" "$deb_arch" "$maintainer" "$(du -sk --apparent-size --exclude=DEBIAN "$1" | cut -f1)"
    printf 'Depends: %s%s\nPriority: optional\nMulti-Arch: %s\n' "$depends" "$(more_depends "$2")" "$(multi_arch "$2")"
    describe_package "$2"
  } >"$1/DEBIAN/control"
  (cd "$1" && find usr -type f | LC_ALL=C sort | xargs -d '\n' md5sum >DEBIAN/md5sums)
}

debian_package() {  # NAME
  local tree=$work/$1 file=$out/$1_${version}_$deb_arch.deb only=()
  case "$1" in
    partials) DESTDIR=$tree cmake --install $build --component Unspecified >/dev/null ;;
    pd-partials)
      DESTDIR=$tree cmake --install $build --component partials_pd >/dev/null
      only=(--only "$of_pd")
      ;;
    partials-mpi)
      DESTDIR=$tree cmake --install $build --component partials_mpi >/dev/null
      only=(--only '^(apps/mpi/|CMakeFiles/partials_)')
      ;;
    python3-partials)
      DESTDIR=$tree cmake --install $build --component partials_python >/dev/null
      only=(--only '^(apps/python/|CMakeFiles/partials_)')
      ;;
    *)
      DESTDIR=$tree cmake --install $build --component partials_c >/dev/null
      DESTDIR=$tree cmake --install $build --component partials_cpp >/dev/null
      only=(--only '^(apps/c/|CMakeFiles/partials_)')  # programs lie below apps/
      ;;
  esac
  debianise "$tree" "$1"
  finish_tree "$tree"
  write_control "$tree" "$1"
  if [ "$1" = libpartials-dev ]; then
    printf 'libpartials %s libpartials-dev (>= %s)\n' "${version%%.*}" "$version" >"$tree/DEBIAN/shlibs"
    printf 'activate-noawait ldconfig\n' >"$tree/DEBIAN/triggers"
  fi
  find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  # -z9 for its large window: the engine is in every plug-in, and is packed once
  dpkg-deb --root-owner-group -Zxz -z9 --build "$tree" "$file" >/dev/null
  python3 packaging/sbom.py --name "$1" --version "$version" --tree "$tree" --build $build --arch "$deb_arch" --file "$file" "${only[@]}" >"$file.spdx.json"
}
