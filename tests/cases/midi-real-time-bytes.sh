# SPDX-License-Identifier: MIT
make
for file in in/*.mid; do
  render "$file" a.wav
  between "$(heard a.wav until)" 0.45 0.8 "the note's end in $file"
  says "1 system message"
done
