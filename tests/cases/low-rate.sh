# SPDX-License-Identifier: MIT
make
for rate in 4000 6000 7350; do
  expect 0 check in$rate
  says 'notes from'
done
