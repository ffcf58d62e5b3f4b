// SPDX-License-Identifier: MIT
// Baselines for a trained model, all given the target's own f0 and loudness:
//   average spectrum, naive    mean power of partials and noise over all frames of the training notes
//   average spectrum, careful  partials averaged only over notes that have them below the limit;
//                              geometric-mean noise
//   nearest-note sampler       a training note, resampled to the target's pitch, looped to length, onsets
//                              aligned
//   per-note floor             the target's own measured partials and noise, resynthesised
//   own average                the careful average of the target alone: the best that a constant timbre
//                              can reach, knowing this note
// Clips are mono at 44.1 kHz. Loudness is matched afterwards, by the comparison (judge/mel.h).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "judge/harmonic_analysis.h"

namespace partials {

// One note (or phrase) with its analysis.
struct MeasuredClip {
  std::string name;
  std::vector<float> samples;
  HarmonicAnalysis analysis;
};

enum class AverageKind { naive, careful };

// Per unit of A-weighted level. Frames within 40 dB of each clip's loudest are averaged; every clip has the
// same weight.
struct AverageSpectrum {
  std::vector<float> partial_power;  // [partials]
  std::vector<float> noise_power;    // [bands]
};
AverageSpectrum average_spectrum(const std::vector<const MeasuredClip*>& training, AverageKind kind);

std::vector<float> render_average(const AverageSpectrum& average, const MeasuredClip& target, uint64_t seed);
std::vector<float> render_sampler(const MeasuredClip& source, const MeasuredClip& target);
std::vector<float> render_floor(const MeasuredClip& target, uint64_t seed);

// The training clips next below and next above the target in pitch (only one at the ends): the better render
// of the two is "the sampler".
std::vector<const MeasuredClip*> nearest_notes(const std::vector<const MeasuredClip*>& training,
                                               const MeasuredClip& target);

// Log-mel distances in dB, loudness-matched frame by frame.
struct BaselineDistances {
  double naive = 0.0, careful = 0.0, sampler = 0.0, sampler_below = 0.0, sampler_above = 0.0, floor = 0.0,
         own_average = 0.0, two_noises = 0.0;
};
BaselineDistances baseline_distances(const std::vector<const MeasuredClip*>& training,
                                     const MeasuredClip& target);

}  // namespace partials
