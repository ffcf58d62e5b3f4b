# SPDX-License-Identifier: MIT
. "$here/osc.bash"
make "$port"
sleep 0.5
between "$(told /partials/param/output)" -14.01 -13.99 "the output"
