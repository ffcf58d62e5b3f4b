// SPDX-License-Identifier: MIT
#include "training/training_card.h"

#include "base/version.h"
#include "system/paths.h"

namespace partials {

Card training_card(const TrainOptions& o, const Dataset& data) {
  Card c;
  c.name = o.name;
  c.author = o.author;
  c.licence = o.licence;
  c.description = o.description;
  c.tags = o.tags;
  c.code_version = library_version();
  c.base = o.base;
  c.seed = o.seed;
  c.split = data.split_description;
  // Recordings that were completely held out for a later evaluation are not sources.
  std::vector<bool> used(data.recordings.size());
  for (const Piece& p : data.pieces) used[p.recording] = used[p.recording] || p.split != Split::test;
  for (size_t i = 0; i < used.size(); ++i) {
    const Recording& r = data.recordings[i];
    if (used[i])
      c.sources.push_back({file_name(r.path), r.sha256, r.licence, r.source,
                           o.consent.empty() ? r.consent : o.consent, r.credit, r.samples_sha256});
  }
  return c;
}

}  // namespace partials
