// SPDX-License-Identifier: MIT
#include "families/instrument/train/training_data.h"

#include <algorithm>
#include <stdexcept>

#include "base/option_name.h"
#include "data/dataset_files.h"
#include "data/split.h"
#include "families/instrument/train/clip_bytes.h"
#include "families/instrument/train/clips.h"
#include "learn/byte_list.h"
#include "learn/ranks.h"
#include "soundfile/resample.h"

namespace partials {
namespace {

constexpr double kLowS = 0.5, kLowShare = 0.003;  // below the usual lowest pitch: more than isolated rows

LogMel mel_of(std::vector<float> x, double rate_hz) {
  return log_mel(resample(std::move(x), rate_hz, kJudgeRateHz));
}

// Clips of pieces, in their order, one for each; ranks divide them among themselves.
std::vector<Clip> clips_of(const std::vector<size_t>& pieces, Ranks* ranks,
                           const std::function<Clip(size_t piece)>& make) {
  std::vector<Clip> clips;
  if (!ranks) {
    for (const size_t p : pieces) clips.push_back(make(p));
    return clips;
  }
  for (const std::string& bytes :
       shared_out(*ranks, pieces.size(), [&](size_t i) { return bytes_of(make(pieces[i])); }))
    clips.push_back(clip_from(bytes));
  return clips;
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
  return options.files.empty() ? open_dataset(options.inputs, options.ranks)
                               : open_recordings(options.files, options.ranks);
}

TrainingData load_training_data(const TrainOptions& options, const TrainingPreset& preset,
                                const std::function<void(double)>& listening) {
  TrainingData d;
  d.ranks = options.ranks;
  d.dataset = recordings_of(options);
  assign_splits(&d.dataset, {.seed = options.split_seed.value_or(options.seed),
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
  const auto make = [&](size_t piece) {
    Clip c =
        make_clip(name_of(d.dataset, d.dataset.pieces[piece]), read.view(piece), preset.graph, d.analyser);
    listening(std::min(1.0, ++heard * size_of(d.ranks) / all));
    return c;
  };
  d.training = clips_of(to_train, d.ranks, make);
  d.validation = clips_of(to_validate, d.ranks, make);
  for (auto* clips : {&d.training, &d.validation})  // a sound shorter than one frame is left out
    std::erase_if(*clips, [](const Clip& c) { return c.frames() == 0; });
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
  const auto distance = [&](size_t i) {
    return log_mel_distance_db(targets[i],
                               mel_of(player.play(validation[i], validation[i].audio.size()), rate_hz));
  };
  double sum = 0;
  if (!ranks) {
    for (size_t i = 0; i < validation.size(); ++i) sum += distance(i);
  } else {
    for (const std::string& bytes : shared_out(
             *ranks, validation.size(), [&](size_t i) { return bytes_of_values(std::vector{distance(i)}); }))
      sum += values_of_bytes<double>(bytes).at(0);
  }
  return sum / static_cast<double>(validation.size());
}

}  // namespace partials
