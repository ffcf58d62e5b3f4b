# SPDX-License-Identifier: MIT
make
for folder in in part; do
  expect 0 check $folder
  says 'cancel each other'
  expect 0 render "$model" $folder/a.wav -o $folder.wav --json
  says 'cancel each other'
  between "$(python3 -c 'import json; print(json.load(open("out"))["peak_db"])')" -40 0 'peak in dB'
done
