// SPDX-License-Identifier: MIT
#include "families/instrument/train/instrument_trainer.h"

#include "base/plain_number.h"
#include "families/instrument/conditioning_inputs.h"
#include "families/instrument/level_check.h"
#include "families/instrument/train/instrument_objective.h"
#include "families/instrument/train/learn_strokes.h"

namespace partials {
namespace {

// Data that a resumed training must share with the earlier one, besides graph and configuration.
std::string identity(const std::vector<Clip>& clips, const InstrumentTrainerConfig& c) {
  std::string text = "instrument";
  const auto add = [&](double x) { text += ' ' + plain_number(x, 12); };
  for (const double x : {c.augmentation.gain_db, c.augmentation.pitch_semitones, c.augmentation.loudness_db,
                         c.loss.linear, c.loss.log, c.loss.log_eps, c.loss.max_hz, c.loss.mel,
                         c.loss.loudness, c.loss.amplitude, c.loss.floor_db, c.loss.range_db})
    add(x);
  for (const double s : c.loss.scales_s) add(s);
  for (const Clip& clip : clips) add(clip.frames());
  return text;
}

}  // namespace

TrainSettings settings_of(InstrumentTrainerConfig& c) {
  TrainSettings all = settings_of(static_cast<TrainerConfig&>(c));
  Augmentation& a = c.augmentation;
  all.push_back(number_setting("trainer.augmentation.gain_db", &a.gain_db, 0, 60, "dB",
                               "loudness and sound together, uniform within +-"));
  all.push_back(number_setting("trainer.augmentation.pitch_semitones", &a.pitch_semitones, 0, 24, "semitones",
                               "of the pitch that conditions the decoder, uniform within +-"));
  all.push_back(number_setting("trainer.augmentation.loudness_db", &a.loudness_db, 0, 60, "dB",
                               "of the loudness that conditions the decoder, uniform within +-"));
  for (TrainSetting& s : settings_of(c.loss)) all.push_back(std::move(s));
  return all;
}

Result<Trainer> instrument_trainer(const Graph& graph, std::vector<Clip> clips,
                                   const InstrumentTrainerConfig& config) {
  if (clips.empty())
    return Error{"There is nothing to train on: no recording is long enough; add recordings."};
  if (auto levels = check_levels(graph); !levels) return levels.error();
  const FrameClock clock = clock_of(graph);
  for (Clip& c : clips) add_stroke_features(&c, clock.hop_s());
  const std::string words = identity(clips, config);
  const Graph told = with_conditioning_inputs(graph);
  auto shared = std::make_shared<const std::vector<Clip>>(std::move(clips));
  auto sampler = std::make_shared<const Sampler>(*shared, segment_shape(told, config).frames,
                                                 config.augmentation, config.seed);
  return Trainer::create(
      told, config,
      [&](const SegmentShape& shape) {
        return InstrumentObjective::create(told, shape, config.loss, shared, sampler);
      },
      words);
}

}  // namespace partials
