// SPDX-License-Identifier: MIT
// Prints the baselines that a model must beat: for a folder of notes and three folds of interior notes, the
// log-mel distances (dB, loudness-matched) of the average-spectrum synthesisers, the nearest-note samplers
// and the per-note floor. usage: baselines FOLDER [FOLDS]
#include "families/instrument/train/baselines.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "judge/mel.h"
#include "judge/reference_pitch.h"
#include "soundfile/resample.h"

using namespace partials;

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: baselines FOLDER [FOLDS]\n");
    return 2;
  }
  const int folds = argc > 2 ? std::max(2, std::atoi(argv[2])) : 3;
  std::vector<MeasuredClip> clips;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (!has_audio_extension(entry.path().string())) continue;
    auto clip = read_audio(entry.path().string());
    if (!clip) {
      std::fprintf(stderr, "%s\n", clip.error().text.c_str());
      return 1;
    }
    const AudioClip audio = at_rate(std::move(clip).value(), kJudgeRateHz);
    const PitchCurve pitch = reference_pitch(audio);
    const F0Curve f0{pitch.step_s, pitch.first_s, pitch.f0_hz};
    clips.push_back(
        {entry.path().stem().string(), audio.samples, analyse_harmonics(audio.samples, audio.rate_hz, f0)});
  }
  std::sort(clips.begin(), clips.end(), [](const auto& a, const auto& b) {
    return a.analysis.median_f0_hz() < b.analysis.median_f0_hz();
  });
  std::printf("%-8s %4s %9s %7s %7s %8s %7s %7s %7s %7s\n", "note", "fold", "f0_hz", "naive", "careful",
              "sampler", "below", "above", "floor", "noises");
  BaselineDistances mean;
  int count = 0;
  for (size_t i = 1; i + 1 < clips.size(); ++i, ++count) {
    const size_t fold = (i - 1) % folds;
    std::vector<const MeasuredClip*> training;
    for (size_t j = 0; j < clips.size(); ++j)
      if (j == 0 || j + 1 == clips.size() || (j - 1) % folds != fold) training.push_back(&clips[j]);
    const BaselineDistances d = baseline_distances(training, clips[i]);
    std::printf("%-8s %4zu %9.2f %7.2f %7.2f %8.2f %7.2f %7.2f %7.2f %7.2f\n", clips[i].name.c_str(), fold,
                clips[i].analysis.median_f0_hz(), d.naive, d.careful, d.sampler, d.sampler_below,
                d.sampler_above, d.floor, d.two_noises);
    std::fflush(stdout);
    mean.naive += d.naive;
    mean.careful += d.careful;
    mean.sampler += d.sampler;
    mean.floor += d.floor;
    mean.two_noises += d.two_noises;
  }
  if (!count) {
    std::fprintf(stderr, "baselines: '%s' needs at least three notes.\n", argv[1]);
    return 1;
  }
  const double n = count;
  std::printf("%-8s %4s %9s %7.2f %7.2f %8.2f %7s %7s %7.2f %7.2f\n", "mean", "", "", mean.naive / n,
              mean.careful / n, mean.sampler / n, "", "", mean.floor / n, mean.two_noises / n);
  std::printf("to beat: %.2f dB (0.6 naive), %.2f dB (0.85 careful), %.2f dB (0.85 sampler)\n",
              0.6 * mean.naive / n, 0.85 * mean.careful / n, 0.85 * mean.sampler / n);
}
