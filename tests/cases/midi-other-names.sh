# SPDX-License-Identifier: MIT
make
for file in in/a in/a.kar in/a.rmi; do
  render "$file" a.wav
  between "$(heard a.wav until)" 0.95 1.3 "the end of $file"
done
