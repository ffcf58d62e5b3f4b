# SPDX-License-Identifier: MIT
# Sourced by tests/package/newcomer and first_minute, which set shown_as (how pictures' names begin): a bare Debian with a display without a
# screen, a mouse and a sound server, in which a newcomer installs the package and plays. Pictures and sounds are taken of it.
#   PARTIALS_CHROOTS: where chroots may lie
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
packages=$(realpath "${1:-build/packages}")
pictures=${2:-build/newcomer}
deb=$(ls "$packages"/partials_*_"$(dpkg --print-architecture)".deb)
scratch=$(mktemp -d)
mkdir -p "$pictures"
root=
window=root in_window=()  # what is photographed; words for xdotool: where 0 0 is
fail() { echo "failed: $*" >&2; [ -z "$root" ] || tail -n 5 "$root"/home/player/*.log >&2 || true; exit 1; }
skip() { echo "skipped: $*"; exit 77; }
clean_up() {
  if [ -n "$root" ]; then
    for p in /proc/[0-9]*; do [ "$(readlink "$p/root" 2>/dev/null)" != "$root" ] || kill -9 "${p##*/}" 2>/dev/null || true; done
    sleep 0.5
    umount "$root/dev/shm" "$root/proc" 2>/dev/null || true
    mountpoint -q "$root/proc" || rm -rf --one-file-system "$root"
  fi
  rm -rf "$scratch"
}
trap clean_up EXIT
. tests/package/chroot.sh

# make_desktop PACKAGE...: what the newcomer has before: a display, a mouse and these.
make_desktop() {
  [ "$(id -u)" = 0 ] || skip "this needs root"
  command -v debootstrap >/dev/null || skip "debootstrap is not here; install it with: tools/setup package-checks"
  make_chroot || skip "no bare Debian could be made"
  inside apt-get install -y -qq --no-install-recommends xvfb imagemagick xdotool python3 libgl1-mesa-dri "$@" >"$scratch/apt" 2>&1 || { tail -5 "$scratch/apt"; fail "apt-get in the chroot"; }
  mkdir -p "$root/dev/shm" && mount -t tmpfs shm "$root/dev/shm" && chmod 1777 "$root/dev/shm" "$root/tmp"
  install -d -o 1000 -g 1000 -m 700 "$root/run/user/1000"
  cp tests/hosts/check_recording.py "$root/usr/local/bin/"
  player bash -c "Xvfb :7 -noreset -screen 0 ${screen:-1000x660x24} >~/xvfb.log 2>&1 &" </dev/null
  wait_for 20 player import -window root /home/player/screen.png || fail "no display"
}
player() { as_player env DISPLAY=:7 LIBGL_ALWAYS_SOFTWARE=1 JACK_NO_AUDIO_RESERVATION=1 XDG_RUNTIME_DIR=/run/user/1000 "$@"; }
install_package() {
  cp "$deb" "$root/var/cache/"
  inside apt-get install -y -qq --no-install-recommends "/var/cache/${deb##*/}" >"$scratch/apt" 2>&1 || { tail -5 "$scratch/apt"; fail "the package does not install"; }
}

wait_for() {  # wait_for SECONDS COMMAND...
  local until=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do [ $SECONDS -lt "$until" ] || return 1; sleep 0.3; done
}
go() { player xdotool mousemove "${in_window[@]}" -- "$1" "$2" sleep 0.3 "${@:3}"; }  # go X Y XDOTOOL_WORD...
click() { go "$1" "$2" click 1 sleep 0.5; }
shoot() { player import -window "$window" "/home/player/$1.png" && cp "$root/home/player/$1.png" "$pictures/$shown_as$1.png"; }
shoot_failed() { window=root shoot failed; }  # the whole screen: a window that has gone cannot be photographed
main_button() { player bash -c "import -window root -crop 1x1+$1+$2 -depth 8 rgb:- | od -An -tu1" | awk '{exit !($3 > 180)}'; }  # blue at X Y
notes_are() { player python3 /usr/local/bin/check_recording.py "/home/player/$1.wav" "${@:2}" || { shoot_failed; fail "$1: the notes are not the ones played"; }; }  # notes_are NAME MIDI_NOTE...
