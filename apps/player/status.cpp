// SPDX-License-Identifier: MIT
#include "status.h"

#include <algorithm>
#include <set>

#include "dsp/noise_bands.h"
#include "families/instrument/instrument_model.h"
#include "families/instrument/source_nodes.h"
#include "graph/plan.h"
#include "room_decay.h"

namespace partials {
namespace {

std::string credits_of(const Card& card) {
  std::set<std::string> seen{card.author};
  std::string all;
  for (const CardSource& source : card.sources)
    if (!source.credit.empty() && seen.insert(source.credit).second)
      all += (all.empty() ? "" : "; ") + source.credit;
  return all;
}

// Number of partials and noise bands that the spectral edit can change.
void tell_of_parts(const Graph& graph, Status& s) {
  const auto plan =
      Plan<float>::compile(graph, {.rate_hz = static_cast<int>(graph.reference_rate_hz), .max_samples = 64});
  if (!plan) return;  // it is not played either
  s.partials = std::min(kMaxEdited, plan.value().channels(partials_source(graph).wire));
  const Node* noise = noise_source(graph).node;
  if (!noise) return;
  const NoiseBands bands{static_cast<int>(setting_of(*noise, "bands")), setting_of(*noise, "min_hz"),
                         setting_of(*noise, "max_hz")};
  for (int b = 0; b < std::min(kMaxEdited, bands.bands); ++b) {
    s.band_hz.push_back(static_cast<float>(bands.centre_hz(b)));
    s.band_width_hz.push_back(static_cast<float>(bands.width_hz(b)));
  }
}

}  // namespace

Status status_of(const Session& session) {
  Status s;
  s.model = session.model().name;
  s.path = session.model().path;
  s.sha256 = session.model().sha256;
  s.message = session.message();
  s.preset = session.preset();
  s.macros = session.engine().macros();
  const auto model = session.engine().model();
  if (!model) return s;
  s.playable = true;
  s.known = instrument_part(*model).known;
  s.author = model->card.author;
  s.licence = model->card.licence;
  s.credits = credits_of(model->card);
  tell_of_parts(model->graph, s);
  const RoomDecay room = room_decay(*model);
  s.room_db = room.level_db;
  s.room_s = room.seconds;
  return s;
}

void toggle_learning(Engine& e, int parameter) {
  if (const int c = e.controller_of(parameter); c >= 0) return e.set_learned(c, -1);
  e.learn(e.learning() == parameter ? -1 : parameter);
}

}  // namespace partials
