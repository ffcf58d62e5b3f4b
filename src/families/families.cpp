// SPDX-License-Identifier: MIT
#include "families/families.h"

namespace partials {
namespace {

Result<std::unique_ptr<Sound>> make(PlayerKind kind, std::shared_ptr<const Model> model, const Values& values,
                                    int rate_hz, int max_block) {
  const Family* family = find_family(model->family);
  if (!family || !family->sound.make)
    return Error{"A model of the family '" + model->family + "' has no audio output; " +
                     (family && !family->use.empty() ? "run it with: " + std::string(family->use)
                                                     : "use it where its output values are needed."),
                 ErrorCode::unsupported};
  return family->sound.make(kind, std::move(model), values, rate_hz, max_block);
}

ModelControls controls(const Model& model) {
  const Family* family = find_family(model.family);
  return family && family->sound.controls ? family->sound.controls(model) : ModelControls{};
}

// Latency of a player without a model: the greatest that any family needs, so that loading the first model
// does not change it.
int usual_latency_samples(PlayerKind kind, const Values& values, double rate_hz) {
  int most = 0;
  for (const Family* family : all_families())
    if (family->sound.usual_latency_samples)
      most = std::max(most, family->sound.usual_latency_samples(kind, values, rate_hz));
  return most;
}

}  // namespace

const Family* find_family(std::string_view id) {
  for (const Family* family : all_families())
    if (family->id == id) return family;
  return nullptr;
}

const FamilyFormat* family_format(std::string_view id) {
  const Family* family = find_family(id);
  return family ? &family->format : nullptr;
}

const SoundMaker& sound_maker() {
  static constexpr SoundMaker maker{make, controls, usual_latency_samples};
  return maker;
}

}  // namespace partials
