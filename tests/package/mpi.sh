# SPDX-License-Identifier: MIT
# Sourced by tests/package/run: two processes train one model in the bare Debian, as docs/clusters.md says.

ranks_train() {
  python3 tests/cli/make_sounds.py "$root/home/player/sounds"
  chown -R 1000:1000 "$root/home/player/sounds"
  local train="partials train sounds/notes --preset small --steps 3 --name T" said
  as_player sh -c "cd && $train -o one.partials" >"$scratch/train" 2>&1 || { cat "$scratch/train"; fail "partials train"; }
  said=$(as_player sh -c "cd && $train -o two.partials --ranks 2" 2>&1) && fail "--ranks 2 without the package partials-mpi"
  case "$said" in *"install the package partials-mpi"*) ;; *) fail "without the package partials-mpi: $said" ;; esac
  cp "$mpi" "$root/var/cache/"
  inside apt-get install -y -qq --no-install-recommends "/var/cache/${mpi##*/}" >"$scratch/apt" 2>&1 || { tail -5 "$scratch/apt"; fail "partials-mpi does not install"; }
  as_player sh -c "cd && $train -o two.partials --ranks 2" >"$scratch/train" 2>&1 || { cat "$scratch/train"; fail "partials train --ranks 2"; }
  cmp "$root/home/player/one.partials" "$root/home/player/two.partials" || fail "one process and two ranks trained different models"
  inside apt-get purge -y -qq partials-mpi >"$scratch/apt" 2>&1 || { tail -5 "$scratch/apt"; fail "partials-mpi cannot be removed"; }
  rm -r "$root/home/player/sounds" "$root"/home/player/{one,two}.partials
  find "$root/home/player/.local/share/partials/runs" -mindepth 1 -maxdepth 1 ! -name 1 -exec rm -r {} +
  echo "Two ranks of the package partials-mpi train what one process trains."
}
