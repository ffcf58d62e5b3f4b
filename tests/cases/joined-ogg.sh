# SPDX-License-Identifier: MIT
need ffmpeg ffmpeg
make
expect 0 check in
says '66 s in 1 recording'
expect 0 check flac.oga
says '33 s in 1 recording'
