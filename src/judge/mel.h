// SPDX-License-Identifier: MIT
// The evaluation's distance. 128 Slaney mel bands, 20 to 16 000 Hz, of 2048-sample Hann frames every 512
// samples at 44.1 kHz, in dB of power, clamped 60 dB below the target's peak; the mean absolute difference
// over all bands of the frames whose loudest band is within 50 dB of that peak. Also the same measure over
// several window lengths on linear bins, and loudness difference. Clips are mono at 44.1 kHz (resample
// first); a render is cut or padded with silence to the target's length. Mel scale and A-weighting
// (soundfile/fourier.h) are separate implementations from those of the training losses (learn/loss_bands.h),
// so that a fault there shows here.
#pragma once
#include <cstdint>
#include <vector>

namespace partials {

inline constexpr double kJudgeRateHz = 44100.0;
inline constexpr int kJudgeWindow = 2048;
inline constexpr int kJudgeHop = 512;
inline constexpr int kJudgeBands = 128;
inline constexpr double kJudgeClampDb = 60.0;
inline constexpr double kJudgeGateDb = 50.0;

// Slaney's mel scale: linear below 1 kHz (200/3 Hz per mel), logarithmic above (27 mels per factor 6.4).
double mel_from_hz(double hz);
double hz_from_mel(double mel);

// Triangles of unit area (the "slaney" normalisation). [bands][bins], row-major.
std::vector<float> mel_filters(int bands, double low_hz, double high_hz, int window, double rate_hz);

struct LogMel {
  int frames = 0, bands = 0;
  std::vector<float> db;  // [frames][bands], 10 log10 of band power, not clamped (silence is -120)
  float peak_db() const;
};
LogMel log_mel(const std::vector<float>& clip);

double log_mel_distance_db(const std::vector<float>& target, const std::vector<float>& render);
double log_mel_distance_db(const LogMel& target, const LogMel& render);

// Mean over Hann windows of 512, 1024, 2048 and 4096 samples of the mean absolute dB difference of all bins
// below 16 kHz, with the same clamp and gate.
double multi_resolution_distance_db(const std::vector<float>& target, const std::vector<float>& render);

// A-weighted power of each frame in dB (window and hop as above; mean square: a full-scale 1 kHz sine is
// -3.01, as in the analyser).
std::vector<float> loudness_curve_db(const std::vector<float>& clip);

// The render with its loudness matched to the target's, frame by frame: gains between frame centres are
// linear in dB, limited to
// +-60 dB, refined in three passes. Every comparison uses this matching, so that only timbre is measured.
std::vector<float> match_loudness(const std::vector<float>& target, std::vector<float> render);

// Unmatched loudness error over the frames within 50 dB of the target's loudest.
struct LoudnessError {
  double median_abs_db = 0.0, median_db = 0.0, p95_abs_db = 0.0;
};
LoudnessError loudness_error(const std::vector<float>& target, const std::vector<float>& render);

}  // namespace partials
