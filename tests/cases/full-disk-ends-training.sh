# SPDX-License-Identifier: MIT
# The disk of the run folder is filled while it trains; the model lies on another one.
[ "$(id -u)" = 0 ] || skip "only root can mount a small disk"
mkdir small
mount -t tmpfs -o size=2m tmpfs small 2>/dev/null || skip "no disk can be mounted here"
trap 'umount small' EXIT
python3 "$root/tests/cli/make_sounds.py" . >/dev/null
export XDG_DATA_HOME=$PWD/small
"$partials" train notes -o x.partials --steps 60 --preset small --checkpoint 0 >out 2>err &
pid=$!
for _ in $(seq 600); do ls small/partials/runs/*/progress.json >/dev/null 2>&1 && grep -q training small/partials/runs/*/progress.json && break; sleep 0.1; done
dd if=/dev/zero of=small/fill bs=1k >/dev/null 2>&1 || true
code=0; wait $pid || code=$?
[ $code = 0 ] || fail "exit code $code: $(cat err)"
says 'without its run folder'
[ "$(grep -c 'Warning.*No space left' err)" = 1 ] || fail "it is not told once: $(cat err)"
expect 0 inspect x.partials
expect 0 runs list
grep -q 'finished .* 60$' out || fail "runs list: $(cat out)"
[ -z "$(find small -name '*.part[0-9]*')" ] || fail "something is left behind: $(find small -name '*.part[0-9]*')"
rm -r small/partials; dd if=/dev/zero of=small/fill2 bs=1k >/dev/null 2>&1 || true
expect 1 train notes -o y.partials --steps 6 --preset small
says 'free space'
[ -z "$(find small -path '*runs/*' -type d)" ] || fail "a run without a place leaves a folder: $(find small)"
