# SPDX-License-Identifier: MIT
# Sourced by tests/package/run: what can be said of the packages without installing them.

have() { command -v "$1" >/dev/null || { echo "skipped: $1 is not here; install it with: tools/setup package-checks"; return 1; }; }

look_at_files() {
  dpkg-deb -x "$deb" "$scratch/tree"
  dpkg-deb -x "$dev" "$scratch/tree"
  dpkg-deb -x "$pd" "$scratch/tree"
  (cd "$packages" && sha256sum --quiet -c SHA256SUMS) || fail "SHA256SUMS does not fit the packages"
  local share=$scratch/tree/usr/share
  if have lintian; then lintian --fail-on error,warning --tag-display-limit 0 "$deb" "$dev" "$pd" ${mpi:+"$mpi"} || fail "lintian found what stands above"; fi
  if have desktop-file-validate; then desktop-file-validate "$share"/applications/*.desktop || fail "the desktop entry"; fi
  if have appstreamcli; then appstreamcli validate --no-net "$share"/metainfo/*.xml >"$scratch/appstream" || { cat "$scratch/appstream"; fail "the AppStream file"; }; fi
  manual_is_whole "$share"
  completions_are_read "$share"
  materials_are_whole
  if have cmake && have ninja; then tests/consumer/run . --installed "$scratch/tree/usr" || fail "the C++ library cannot be linked"; fi
  ! grep -rlF "$PWD" "$scratch/tree" || fail "the files above hold the path of this folder"
}

# Every option that --help names stands on the manual page, and man has nothing to complain of.
manual_is_whole() {
  local program=$scratch/tree/usr/bin/partials verb option page text
  for page in "$1"/man/man1/*.gz; do
    if command -v man >/dev/null; then
      [ -z "$(LC_ALL=C.UTF-8 MANROFFSEQ='' man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)" ] || fail "man warns about $page"
    fi
  done
  for verb in $("$program" --help | sed -n '/^Subcommands/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    page=$1/man/man1/partials-$verb.1.gz
    [ -f "$page" ] || fail "partials $verb has no manual page"
    text=$(zcat "$page" | tr -d '\\')  # whole: a pipe that grep leaves early fails
    for option in $("$program" "$verb" --help | grep -oE '^  (-[a-z],)?--[a-z-]+' | grep -oE -- '--[a-z-]+'); do
      grep -qF -- "$option" <<<"$text" || fail "the manual page of partials $verb does not name $option"
    done
  done
}

completions_are_read() {
  local bash_file=$1/bash-completion/completions/partials answer
  # shellcheck disable=SC2016
  answer=$(bash -c '. "$1"; compopt() { :; }; COMP_WORDS=(partials render --format p) COMP_CWORD=3; _partials; echo "${COMPREPLY[*]}"' _ "$bash_file")
  [ "$answer" = "pcm16 pcm24" ] || fail "bash completes --format p to '$answer', expected 'pcm16 pcm24'"
  if command -v zsh >/dev/null; then zsh -n "$1/zsh/vendor-completions/_partials" || fail "zsh does not read its completion"; fi
  if command -v fish >/dev/null; then
    answer=$(fish -c 'source $argv[1]; complete -C "partials render --format p"' "$1/fish/vendor_completions.d/partials.fish" | cut -f1 | tr '\n' ' ')
    [ "$answer" = "pcm16 pcm24 " ] || fail "fish completes --format p to '$answer', expected 'pcm16 pcm24 '"
  fi
}

# Every file of the package stands in its bill of materials, with its hash, and what is compiled in is named.
materials_are_whole() {
  python3 - "$scratch/tree" "$deb.spdx.json" "$dev.spdx.json" "$pd.spdx.json" <<'PY' || fail "the bill of materials"
import hashlib, json, pathlib, sys
tree, bills = pathlib.Path(sys.argv[1]), [json.load(open(p)) for p in sys.argv[2:]]
told = {f["fileName"]: f["checksums"][1]["checksumValue"] for b in bills for f in b["files"]}
there = {"./" + str(p.relative_to(tree)): hashlib.sha256(p.read_bytes()).hexdigest() for p in tree.rglob("*") if p.is_file() and not p.is_symlink()}
assert told == there, sorted(set(told.items()) ^ set(there.items()))[:4]
names = {p["name"] for p in bills[0]["packages"]}
assert {"nlohmann-json3-dev", "libcli11-dev", "dpf-source", "libsndfile1", "libsoxr0", "fonts-roboto-unhinted"} <= names, names
assert all(p.get("versionInfo") for b in bills for p in b["packages"]), "a package without a version"
PY
}
