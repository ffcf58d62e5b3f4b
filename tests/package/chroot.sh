# SPDX-License-Identifier: MIT
# Sourced by tests/package/run: a bare Debian 12 in which the packages are installed, used and removed.

inside() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }
as_player() { inside setpriv --reuid 1000 --regid 1000 --clear-groups env HOME=/home/player PARTIALS_CACHE=off "$@"; }

make_chroot() {
  local mirror base=${PARTIALS_CHROOTS:-/var/lib}
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' | sed -n 's/ bookworm$//p' | head -1)
  [ -n "$mirror" ] || { echo "apt has no source of Debian 12 (bookworm)"; return 1; }
  mkdir -p "$base"
  root=$(mktemp -d "$base/partials-chroot.XXXXXX")
  debootstrap --variant=minbase bookworm "$root" "$mirror" >"$scratch/debootstrap.log" 2>&1 || { tail -3 "$scratch/debootstrap.log"; return 1; }
  chmod 755 "$root"  # mktemp let nobody else in
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  mount -t proc proc "$root/proc"
  inside apt-get install -y -qq --no-install-recommends lilv-utils man-db >"$scratch/apt" 2>&1 || { tail -5 "$scratch/apt"; return 1; }
  inside useradd -m -u 1000 player
  # What is the user's, and must be the same at the end.
  mkdir -p "$root/home/player/.local/share/partials/models" "$root/home/player/.local/share/partials/runs/1"
  echo mine >"$root/home/player/.local/share/partials/models/mine.partials"
  echo '{}' >"$root/home/player/.local/share/partials/runs/1/state.json"
  chown -R 1000:1000 "$root/home/player"
}

fingerprint() { (cd "$1" && find . -type f -exec sha256sum {} + | sort -k2); }
all_names() { find "$root" -xdev \( -path "$root/proc" -o -path "$root/var/cache" -o -path "$root/var/log" -o -path "$root/var/lib/dpkg" -o -path "$root/var/lib/apt" \) -prune -o -name '*artials*' -print | sort; }

# Louder than -40 dBFS at its loudest, and not cut off.
sounds() {
  python3 - "$1" <<'PY' || fail "no sound in $1"
import array, sys, wave
w = wave.open(sys.argv[1])
x = array.array("h", w.readframes(w.getnframes()))
peak = max(abs(v) for v in x) / 32768
print(f"{w.getnframes() / w.getframerate():.1f} s, peak {peak:.2f}")
sys.exit(not 0.01 < peak < 1)
PY
}

install_and_try() {
  fingerprint "$root/home/player" >"$scratch/home"
  all_names >"$scratch/names"
  cp "$deb" "$dev" "$pd" examples/data/tune.mid "$root/var/cache/"
  inside apt-get install -y -qq --no-install-recommends "/var/cache/${deb##*/}" "/var/cache/${dev##*/}" "/var/cache/${pd##*/}" >"$scratch/apt" 2>&1 || { tail -5 "$scratch/apt"; fail "the packages do not install"; }
  [ "$(as_player partials --version)" = "$version" ] || fail "partials --version says $(as_player partials --version), expected $version"
  as_player partials-live --help | grep effect >/dev/null || fail "partials-live --help"
  as_player partials doctor >"$scratch/doctor" || { cat "$scratch/doctor"; fail "partials doctor"; }
  as_player man -w partials partials-train partials-live >/dev/null || fail "man finds no page"
  local code=0
  as_player partials play /usr/share/partials/models/violin.partials --seconds 3 2>"$scratch/play" || code=$?
  [ $code = 6 ] && grep -q "^There is no audio device: no JACK server answers" "$scratch/play" || fail "without audio, partials play ends with $code: $(cat "$scratch/play")"
  hosts_find_plugins
  pd_plays
  for model in "$root"/usr/share/partials/models/*.partials; do
    [ -e "$model" ] || { echo "skipped: the package has no models"; break; }
    as_player partials render "${model#"$root"}" /var/cache/tune.mid -o /home/player/tune.wav --format pcm16 >/dev/null
    sounds "$root/home/player/tune.wav"
    rm "$root/home/player/tune.wav"
  done
}

hosts_find_plugins() {
  local found file
  found=$(as_player lv2ls)
  [ "$found" = "$(printf 'urn:partials:effect\nurn:partials:instrument')" ] || fail "lilv finds these LV2 plug-ins: '$found'"
  for file in clap/partials.clap vst3/partials-instrument.vst3 vst3/partials-effect.vst3; do
    [ -e "$root/usr/lib/$file" ] || fail "/usr/lib/$file is not there"
  done
  while read -r file; do
    ! inside ldd "${file#"$root"}" | grep 'not found' || fail "libraries of $file are missing"
  done < <(find "$root"/usr/lib/{clap,lv2,vst3} -name '*.so' -o -name '*.clap')
}

remove_and_look() {
  local file left=
  inside dpkg -L partials libpartials-dev pd-partials | sort -u >"$scratch/files"
  inside apt-get purge -y -qq partials libpartials-dev pd-partials >"$scratch/apt" 2>&1 || { tail -5 "$scratch/apt"; fail "the packages cannot be removed"; }
  while read -r file; do
    if [ -f "$root$file" ] || [ -L "$root$file" ] && [ ! -d "$root$file" ]; then left="$left $file"; fi
  done <"$scratch/files"
  [ -z "$left" ] || fail "left behind:$left"
  all_names | diff "$scratch/names" - || fail "the names above were left behind"
  fingerprint "$root/home/player" | diff "$scratch/home" - || fail "the user's files are not what they were"
}

# The archive, with the libraries that the package had pulled in still there: linked, run, and links taken away.
try_archive() {
  tar -C "$root/home/player" --owner=1000 --group=1000 -xf "$archive"
  chown -R 1000:1000 "$root/home/player"
  local folder=/home/player/$(basename "$archive" .tar.xz)
  as_player "$folder/install" --check || fail "libraries for the archive are missing"
  as_player "$folder/install" >/dev/null
  [ "$(as_player /home/player/.local/bin/partials --version)" = "$version" ] || fail "the archive's partials does not start through its link"
  as_player env LV2_PATH=/home/player/.lv2 lv2ls | grep -x urn:partials:instrument >/dev/null || fail "lilv does not find the archive's plug-in"
  as_player "$folder/install" --remove >/dev/null
  local links  # others, like those of PulseAudio's client to its folder for sockets, are not ours
  links=$(find "$root/home/player" -type l -lname "*partials-*-linux-*" ! -path "*/partials-*-linux-*/*")
  [ -z "$links" ] || fail "./install --remove left links: $links"
  rm -rf "${root:?}$folder"
  fingerprint "$root/home/player" | diff "$scratch/home" - || fail "./install --remove left files, or took some"
}
