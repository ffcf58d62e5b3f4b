// SPDX-License-Identifier: MIT
// hear: the analyser that training and playing share (analysis/analyser.h), over a whole recording.
#include "hear.h"

#include "analysis/analyser.h"
#include "py/array.h"
#include "py/error.h"
#include "py/text.h"
#include "soundfile/resample.h"

namespace partials::py {
namespace {

constexpr double kLeastRateHz = 16000;  // lower ones are raised to it, which does not change their content

struct Heard {
  std::vector<double> time_s;
  std::vector<float> f0_hz, loudness_db, confidence, onset;
};

// Pitch and loudness of the same instant, and that instant.
Heard analysed(const std::vector<float>& x, double rate_hz, const AnalyserSettings& settings) {
  Analyser analyser;
  must(analyser.prepare(rate_hz, settings), Exit::usage);
  const int hop = analyser.hop_samples();
  Heard h;
  for (size_t at = 0; at + static_cast<size_t>(hop) <= x.size(); at += static_cast<size_t>(hop)) {
    analyser.process(x.data() + at, hop);
    const Features f = analyser.aligned();
    h.time_s.push_back(static_cast<double>(at + static_cast<size_t>(hop)) / rate_hz -
                       analyser.loudness_latency_s());
    h.f0_hz.push_back(f.f0_hz);
    h.loudness_db.push_back(f.loudness_db);
    h.confidence.push_back(f.confidence);
    h.onset.push_back(f.onset);
  }
  return h;
}

template <class S>
Ref column(std::vector<S> values) {
  const auto n = static_cast<int64_t>(values.size());
  return make_array(std::move(values), {n});
}

}  // namespace

Ref hear(PyObject*, PyObject* arguments) {
  PyObject* audio;
  double rate_hz = 0;
  AnalyserSettings settings;
  parse(arguments, "Oddd", &audio, &rate_hz, &settings.min_hz, &settings.max_hz);
  std::vector<float> mono = read_mono(audio);
  Heard h;
  {
    const Unlocked unlocked;
    if (rate_hz > 0 && rate_hz < kLowestRateHz) {
      mono = resample(mono, rate_hz, kLeastRateHz);
      rate_hz = kLeastRateHz;
    }
    h = analysed(mono, rate_hz, settings);
  }
  return tuple("(OOOOO)", column(std::move(h.time_s)), column(std::move(h.f0_hz)),
               column(std::move(h.loudness_db)), column(std::move(h.confidence)), column(std::move(h.onset)));
}

}  // namespace partials::py
