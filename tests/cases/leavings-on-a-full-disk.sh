# SPDX-License-Identifier: MIT
[ "$(id -u)" = 0 ] || skip "only root can mount a small disk"
mkdir small
mount -t tmpfs -o size=100k tmpfs small 2>/dev/null || skip "no disk can be mounted here"
trap 'umount small' EXIT
python3 "$root/tests/cli/make_sounds.py" . >/dev/null
dd if=/dev/zero of=small/fill bs=1k >/dev/null 2>&1 || true
expect 1 render "$model" tune.mid -o small/x.wav
says 'free space'
[ "$(ls -A small)" = fill ] || fail "something is left behind: $(ls -A small)"
expect 1 train notes -o small/x.partials --preset small --steps 12
says 'The model is safe in'
[ "$(ls -A small)" = fill ] || fail "something is left behind: $(ls -A small)"
expect 0 runs list
grep -q 'failed .* 12$' out || fail "the run's figures are lost: $(cat out)"
expect 0 inspect "$XDG_DATA_HOME"/partials/runs/*/model.partials
expect 0 train --resume latest --output x.partials
expect 0 inspect x.partials
