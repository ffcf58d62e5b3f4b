// SPDX-License-Identifier: MIT
#include "families/instrument/train/preset.h"

#include "model/templates.h"

namespace partials {

void learn_longer(InstrumentTrainerConfig* config) {
  config->adam.weight_decay = 4;
  config->adam.decay_steps = 100;
}

Result<TrainingPreset> find_preset(const std::string& name) {
  if (name == kAutoPreset) return find_preset("standard");
  auto graph = graph_template(name);
  if (!graph) return graph.error();
  TrainingPreset p{name, "", std::move(graph).value(), {}};
  InstrumentTrainerConfig& t = p.trainer;
  if (name == "reference") {  // the published decoder, for comparison (Engel et al. 2020)
    p.summary = "the published 512-unit decoder at 16 kHz, for comparison";
    t.segment_s = 4;
    t.warm_up_s = 0;
    t.pieces = 2;
    t.augmentation = {0, 0, 0};
    t.loss.scales_s = {0.256, 0.128, 0.064, 0.032, 0.016, 0.008};
    t.adam = {.learning_rate = 1e-3, .clip_norm = 3, .warm_up_steps = 0, .decay_steps = 0};
    // a voice is three times faster, and the distance to unseen notes is the same: docs/quality_log.md
    p.byte_weights = true;
    return p;
  }
  p.summary = name == "small" ? "half the size, for boards and for very little sound"
              : name == "struck"
                  ? "for notes that decay by themselves: conditioned on the time and strength of the stroke"
                  : "full band, a minute or two of training";
  t.segment_s = 1;
  t.warm_up_s = 0.2;
  // converged after 218 steps: more steps only take longer
  t.adam.fall = Fall::exponential;
  t.adam.decay_steps = 50;
  t.loss.mel = 1;  // in dB, the judged measure itself; docs/quality_log.md has the effect of each term
  if (name == "standard" || name == "struck") {
    // a sine of -80 dB in the longest window, of -50 dB in the shortest: fainter sounds are not overfitted
    t.loss.log_eps = 0.1;
    // few notes: keeps the decoder smooth between them, also in longer training
    t.adam.weight_decay = 15;
  }
  if (name == "struck") learn_longer(&t);
  return p;
}

}  // namespace partials
