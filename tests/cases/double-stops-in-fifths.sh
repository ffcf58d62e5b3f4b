# SPDX-License-Identifier: MIT
make
expect 3 check in
says 'several notes sound at once'
