# SPDX-License-Identifier: MIT
make
expect 0 check in
says 'far above full scale'
expect 0 train in -o m.partials --preset small --steps 20
expect 0 inspect m.partials
