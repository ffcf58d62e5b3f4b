// SPDX-License-Identifier: MIT
#include "families/instrument/train/training_data.h"

#include <stdexcept>

#include "base/option_name.h"
#include "data/dataset_files.h"
#include "data/split.h"
#include "families/instrument/train/clips.h"
#include "soundfile/resample.h"

namespace partials {
namespace {

constexpr double kLowS = 0.5, kLowShare = 0.003;  // below the usual lowest pitch: more than isolated rows

LogMel mel_of(std::vector<float> x, double rate_hz) {
  return log_mel(resample(std::move(x), rate_hz, kJudgeRateHz));
}

// A sound shorter than one frame is left out.
void add_clip(const Dataset& data, size_t piece, const ClipView& audio, const TrainingPreset& preset,
              const AnalyserSettings& analyser, std::vector<Clip>* clips) {
  Clip c = make_clip(name_of(data, data.pieces[piece]), audio, preset.graph, analyser);
  if (c.frames() > 0) clips->push_back(std::move(c));
}

// Each clip gets the sound of another, half the list away, repeated or cut to its length: pitch and loudness
// then say nothing about the spectrum. A single clip gets its own, from its middle on.
void shuffle_targets(std::vector<Clip>* clips) {
  const size_t n = clips->size();
  std::vector<std::vector<float>> sounds;
  for (const Clip& c : *clips) sounds.push_back(c.audio);
  for (size_t i = 0; i < n; ++i) {
    const std::vector<float>& from = sounds[(i + n / 2) % n];
    const size_t offset = n == 1 ? from.size() / 2 : 0;
    for (size_t t = 0; t < (*clips)[i].audio.size(); ++t)
      (*clips)[i].audio[t] = from[(t + offset) % from.size()];
  }
}

}  // namespace

AnalyserSettings analyser_for(const Dataset& data) {
  AnalyserSettings s;
  double low_s = 0, pitched_s = 0;
  for (const RecordingFeatures& h : data.heard)
    for (const float hz : h.f0_hz) {
      if (hz > 0) pitched_s += h.step_s;
      if (hz > 0 && hz < s.min_hz) low_s += h.step_s;
    }
  if (low_s > kLowS && low_s > kLowShare * pitched_s) s.min_hz = kLowestHeardHz;
  return s;
}

Dataset recordings_of(const TrainOptions& options) {
  if (!options.given.empty()) return open_samples(options.given);
  return options.files.empty() ? open_dataset(options.inputs) : open_recordings(options.files);
}

TrainingData load_training_data(const TrainOptions& options, const TrainingPreset& preset,
                                const std::function<void(double)>& listening) {
  TrainingData d;
  d.dataset = recordings_of(options);
  assign_splits(&d.dataset, {.seed = options.seed,
                             .folds = options.folds,
                             .fold = options.fold,
                             .validation_share = options.validation_share,
                             .allow_copies = options.allow_copies});
  d.analyser = analyser_for(d.dataset);
  const std::vector<size_t> to_train = d.dataset.pieces_of(Split::train),
                            to_validate = d.dataset.pieces_of(Split::validation);
  const auto all = static_cast<double>(to_train.size() + to_validate.size());
  double heard = 0;
  PieceReader read(d.dataset);
  const auto next = [&](size_t piece, std::vector<Clip>* clips) {
    add_clip(d.dataset, piece, read.view(piece), preset, d.analyser, clips);
    listening(++heard / all);
  };
  for (size_t p : to_train) next(p, &d.training);
  for (size_t p : to_validate) next(p, &d.validation);
  if (options.shuffle_targets) shuffle_targets(&d.training);
  if (d.training.empty())
    throw DataRefused("No recording in '" + d.dataset.name +
                      "' is long enough to train on; record notes of a second or more.");
  if (!d.validates() && options.until)
    throw DataRefused(option("until") + " needs a validation set, and '" + d.dataset.name +
                      "' has too few recordings for one; add recordings.");
  for (const Clip& c : d.validation) d.targets.push_back(mel_of(c.audio, preset.graph.reference_rate_hz));
  return d;
}

double TrainingData::distance_db(ClipPlayer& player, double rate_hz) const {
  double sum = 0;
  for (size_t i = 0; i < validation.size(); ++i)
    sum += log_mel_distance_db(targets[i],
                               mel_of(player.play(validation[i], validation[i].audio.size()), rate_hz));
  return sum / static_cast<double>(validation.size());
}

}  // namespace partials
