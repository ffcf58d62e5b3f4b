# SPDX-License-Identifier: MIT
. "$here/osc.bash"
make "$port"
for _ in $(seq 50); do
  sleep 0.2
  voices=$(told /partials/state/voices)
  [ "$voices" = 0 ] && break
done
between "$voices" 0 0 "notes that sound"
