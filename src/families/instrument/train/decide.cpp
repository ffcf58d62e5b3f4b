// SPDX-License-Identifier: MIT
#include "families/instrument/train/decide.h"

#include "base/need.h"
#include "families/instrument/train/learn_notes.h"
#include "families/instrument/train/learn_range.h"
#include "families/instrument/train/learn_stretch.h"
#include "families/instrument/train/learn_strokes.h"
#include "families/instrument/train/learn_struck.h"
#include "model/graph_json.h"

namespace partials {

TrainingPreset preset_for(const TrainOptions& options, const std::string& name) {
  TrainingPreset preset = need(find_preset(name));
  if (!options.graph.empty()) preset.graph = need(graph_from_json(options.graph, options.graph_file));
  preset.trainer.seed = options.seed;
  preset.trainer.threads = options.threads;
  return preset;
}

void take_options(const TrainOptions& options, TrainingPreset* preset) {
  need(take_settings(settings_of(preset->trainer), options.settings));
  need(take_settings(settings_of(preset->graph), options.settings));
}

Decided decide(const TrainOptions& options, const std::vector<Clip>& clips) {
  Decided d{preset_for(options, options.preset), learn_range(clips), {}};
  const double hop_s =
      static_cast<double>(d.preset.graph.hop_num) / static_cast<double>(d.preset.graph.hop_den);
  const bool struck = is_struck(clips, hop_s);
  if (options.preset == kAutoPreset && struck) d.preset = preset_for(options, "struck");
  if (d.preset.name == "standard" && is_dense(clips)) learn_longer(&d.preset.trainer);
  const Stretch stretch = learn_stretch(clips, d.preset.graph.reference_rate_hz, hop_s);
  d.preset.graph = with_stretch(std::move(d.preset.graph), stretch);
  take_options(options, &d.preset);
  d.notes = struck ? learn_struck(clips, hop_s) : learn_notes(clips, hop_s);
  return d;
}

}  // namespace partials
