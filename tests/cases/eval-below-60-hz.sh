# SPDX-License-Identifier: MIT
# A tuba's A#1 (58.3 Hz) is judged at its pitch. The rivals learn from a copy a semitone higher.
need ffmpeg ffmpeg
mkdir new known
cp "$case/As1.mp3" new/
ffmpeg -v error -i "$case/As1.mp3" -af 'volume=-3dB,asetrate=44100*1.05946,aresample=44100' known/B1.wav || fail "ffmpeg cannot transpose As1.mp3"
expect 0 train new known -o low.partials --steps 5 --threads 1 --allow-copies
expect 0 eval low.partials new --against known --seen --threads 1 --json
python3 - <<'PY' || fail "it is not judged at its pitch"
import json
r = json.load(open("out"))["recordings"][0]
pitch = r["model"]["pitch"]
print(r["median_f0_hz"], pitch, r["floor"]["log_mel_db"], r["midi"], r["sampler"]["log_mel_db"])
wrong = abs(r["median_f0_hz"] / 58.27 - 1) > 0.01 or pitch["compared_s"] / r["duration_s"] < 0.9 or 1 - pitch["lost_share"] < 0.9
raise SystemExit(wrong or r["floor"]["log_mel_db"] > 0.56 + 0.1 or r["midi"]["key"] != 34)
PY
