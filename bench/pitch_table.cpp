// SPDX-License-Identifier: MIT
// The analyser's pitch on real recordings: pitch_table NAME=FOLDER... (also 16-bit 16 kHz *.raw). The judges are other people's
// programs: Praat's autocorrelation, SPTK's SWIPE' and aubio's yinfft. A frame (every 5 ms) counts where two of the three agree
// within 50 cents and the third, where voiced, is not half an octave or more away. missed: no pitch, or confidence below 0.5;
// gross: more than 50 cents away; octave: more than 600. The judges' own rows flatter them: they have a vote.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <sstream>

#include "analysis/track.h"
#include "base/file.h"
#include "base/units.h"
#include "data/external_pitch.h"
#include "data/run_program.h"

using namespace partials;

namespace {

constexpr PitchRange kRange{60, 2500};
constexpr double kStepS = 0.005;
constexpr int kTrackers = 4;
constexpr const char* kNames[kTrackers] = {"Partials", "Praat ac", "SWIPE'", "yinfft"};

double now_s() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

Result<AudioClip> read_any(const std::string& path) {
  if (!path.ends_with(".raw")) return read_audio(path);
  const auto text = read_file(path, 1u << 28);
  if (!text) return text.error();
  AudioClip clip{std::vector<float>(text.value().size() / 2), 16000};
  for (size_t i = 0; i < clip.samples.size(); ++i) {
    int16_t v;
    std::memcpy(&v, text.value().data() + 2 * i, 2);
    clip.samples[i] = static_cast<float>(v) / 32768.f;
  }
  return clip;
}

// aubio prints the start of the hop just read; its window of `buffer` samples ends with that hop.
PitchCurve aubio_pitch(const AudioClip& clip, int hop, double& seconds) {
  const TemporaryFolder folder;
  const std::string wav = folder.file("clip.wav");
  const int buffer = clip.rate_hz > 30000 ? 2048 : 1024;
  PitchCurve curve;
  if (!write_wav(wav, clip, WavFormat::pcm24)) return curve;
  const double t0 = now_s();
  const auto out = run_program({"aubiopitch", "-p", "yinfft", "-r", "0", "-B", std::to_string(buffer), "-H", std::to_string(hop), wav});
  seconds = now_s() - t0;
  if (!out) return curve;
  std::istringstream in(out.value());
  double time, f;
  curve.step_s = hop / clip.rate_hz;
  curve.first_s = (hop - buffer / 2) / clip.rate_hz;
  while (in >> time >> f) curve.f0_hz.push_back(f >= kRange.low_hz && f <= kRange.high_hz ? static_cast<float>(f) : 0.f);
  return curve;
}

double own_pitch_at(const FeatureTrack& t, double time_s, double f0_hz) {  // it looks back over two periods and a bit
  const auto k = static_cast<int64_t>((time_s + 1.1 / f0_hz) * t.rate_hz / t.hop_samples + 0.5) - 1;
  if (k < 0 || k >= static_cast<int64_t>(t.f0_hz.size())) return -1;
  const auto i = static_cast<size_t>(k);
  return t.confidence[i] >= 0.5f ? t.f0_hz[i] : 0;
}

// 0 where they do not agree.
double consensus(const double f[3]) {
  for (int i = 0; i < 3; ++i) {
    const double a = f[i], b = f[(i + 1) % 3], third = f[(i + 2) % 3];
    if (a <= 0 || b <= 0 || std::fabs(cents_from_ratio(a / b)) > 50) continue;
    if (third > 0 && std::fabs(cents_from_ratio(third / a)) >= 600) return 0;
    return std::sqrt(a * b);
  }
  return 0;
}

struct Row {
  size_t frames = 0, missed[kTrackers] = {}, gross[kTrackers] = {}, octave[kTrackers] = {};
  std::vector<double> cents[kTrackers];
  double audio_s = 0, own_s = 0, aubio_s = 0;

  void hear(int tracker, double f, double wanted) {
    if (f <= 0) return void(++missed[tracker]);
    const double c = std::fabs(cents_from_ratio(f / wanted));
    cents[tracker].push_back(c);
    gross[tracker] += c > 50;
    octave[tracker] += c > 600;
  }
  void add(const Row& r) {
    frames += r.frames, audio_s += r.audio_s, own_s += r.own_s, aubio_s += r.aubio_s;
    for (int t = 0; t < kTrackers; ++t) {
      missed[t] += r.missed[t], gross[t] += r.gross[t], octave[t] += r.octave[t];
      cents[t].insert(cents[t].end(), r.cents[t].begin(), r.cents[t].end());
    }
  }
  void print(const std::string& name) {
    for (int t = 0; t < kTrackers; ++t) {
      const double heard = std::max<double>(1, static_cast<double>(cents[t].size())), all = std::max<double>(1, static_cast<double>(frames));
      std::sort(cents[t].begin(), cents[t].end());
      std::printf("| %-12s | %-8s | %6zu | %6zu | %6.2f | %6.2f | %6.2f |\n", t ? "" : name.c_str(), kNames[t], frames, octave[t],
                  100 * static_cast<double>(gross[t]) / heard, 100 * static_cast<double>(missed[t]) / all,
                  cents[t].empty() ? 0 : cents[t][cents[t].size() / 2]);
    }
  }
};

Row judge(const std::string& path, const AudioClip& clip, bool tell) {
  Row row;
  row.audio_s = clip.duration_s();
  row.own_s = 1e9;
  FeatureTrack own;
  for (int run = 0; run < 2; ++run) {
    const double t0 = now_s();
    own = analyse(clip.samples.data(), static_cast<int64_t>(clip.samples.size()), clip.rate_hz, {});
    row.own_s = std::min(row.own_s, now_s() - t0);
  }
  const auto praat = praat_pitch(clip, kRange), swipe = sptk_pitch(clip, kRange);
  const PitchCurve aubio = aubio_pitch(clip, own.hop_samples, row.aubio_s);
  if (!praat || !swipe) return row;
  for (double t = 0.05; t < clip.duration_s() - 0.05; t += kStepS) {
    const double f[3] = {praat.value().at(t), swipe.value().at(t), aubio.at(t)};
    const double wanted = consensus(f), is = wanted > 0 ? own_pitch_at(own, t, wanted) : -1;
    if (is < 0) continue;
    ++row.frames;
    row.hear(0, is, wanted);
    for (int i = 0; i < 3; ++i) row.hear(i + 1, f[i], wanted);
    if (tell && is > 0 && std::fabs(cents_from_ratio(is / wanted)) > 600)
      std::printf("  %s %.3f s: %.1f Hz, judges %.1f %.1f %.1f\n", path.c_str(), t, is, f[0], f[1], f[2]);
  }
  return row;
}

}  // namespace

int main(int argc, char** argv) {
  const bool tell = argc > 1 && !std::strcmp(argv[1], "--tell");  // every octave error
  if (argc < 2 + tell || !praat_present() || !sptk_present() || find_program("aubiopitch").empty())
    return std::printf("usage: pitch_table [--tell] NAME=FOLDER...; needs the programs praat, sptk and aubiopitch (apt-get install praat sptk aubio-tools)\n"), 77;
  std::printf("| recordings   | tracker  | frames | octave | gross%% | missed%% | median cents |\n|---|---|---|---|---|---|---|\n");
  Row all;
  for (int a = 1 + tell; a < argc; ++a) {
    const std::string argument = argv[a], name = argument.substr(0, argument.find('=')), folder = argument.substr(argument.find('=') + 1);
    std::vector<std::string> paths;
    for (const auto& e : std::filesystem::recursive_directory_iterator(folder))
      if (has_audio_extension(e.path().string()) || e.path().extension() == ".raw") paths.push_back(e.path().string());
    std::sort(paths.begin(), paths.end());
    Row row;
    for (const auto& path : paths) {
      const auto clip = read_any(path);
      if (clip && clip.value().duration_s() > 0.3 && clip.value().duration_s() < 120) row.add(judge(path, clip.value(), tell));
    }
    row.print(name);
    all.add(row);
  }
  all.print("all");
  std::printf("\ncost, ms per second of audio at the same hop: Partials %.2f (pitch, loudness and onset), aubiopitch yinfft %.2f (whole program); ratio %.2f\n",
              1000 * all.own_s / all.audio_s, 1000 * all.aubio_s / all.audio_s, all.own_s / all.aubio_s);
  return 0;
}
