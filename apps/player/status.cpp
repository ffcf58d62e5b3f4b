// SPDX-License-Identifier: MIT
#include "status.h"

#include <algorithm>
#include <set>

#include "dsp/noise_bands.h"
#include "room_decay.h"

namespace partials {
namespace {

std::string credits_of(const Card& card) {
  std::set<std::string> seen{card.author};
  std::string all;
  for (const CardSource& source : card.sources)
    if (!source.credit.empty() && seen.insert(source.credit).second) all += (all.empty() ? "" : "; ") + source.credit;
  return all;
}

// How many partials and noise bands a player's hand finds.
void tell_of_parts(const Graph& graph, Status& s) {
  for (const Node& node : graph.nodes) {
    const auto setting = [&](const char* id, double otherwise) {
      const auto at = node.settings.find(id);
      return at == node.settings.end() ? otherwise : at->second;
    };
    if (node.processor == "harmonic_controls") s.partials = std::min(kMostShaped, static_cast<int>(setting("partials", 0)));
    if (node.processor != "spectral_noise") continue;
    const NoiseBands bands{static_cast<int>(setting("bands", 64)), setting("min_hz", 40), setting("max_hz", 16000)};
    s.band_hz.clear(), s.band_width_hz.clear();
    for (int b = 0; b < std::min(kMostShaped, bands.bands); ++b)
      s.band_hz.push_back(static_cast<float>(bands.centre_hz(b))), s.band_width_hz.push_back(static_cast<float>(bands.width_hz(b)));
  }
}

}  // namespace

Status status_of(const Session& session) {
  Status s;
  s.model = session.model().name, s.path = session.model().path, s.sha256 = session.model().sha256;
  s.message = session.message();
  s.macros = session.engine().macros();
  const auto model = session.engine().model();
  if (!model) return s;
  s.playable = true;
  s.known = model->known;
  s.author = model->card.author, s.licence = model->card.licence, s.credits = credits_of(model->card);
  tell_of_parts(model->graph, s);
  const RoomDecay room = room_decay(*model);
  s.room_db = room.level_db, s.room_s = room.seconds;
  return s;
}

void toggle_learning(Engine& e, int parameter) {
  if (const int c = e.controller_of(parameter); c >= 0) return e.set_learned(c, -1);
  e.learn(e.learning() == parameter ? -1 : parameter);
}

}  // namespace partials
