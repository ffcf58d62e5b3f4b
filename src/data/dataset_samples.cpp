// SPDX-License-Identifier: MIT
// Data sets of recordings that are given as samples.
#include "base/need.h"
#include "base/sha256.h"
#include "data/make_dataset.h"
#include "soundfile/given_clip.h"

namespace partials {
namespace {

std::string content_hash(const GivenRecording& given) {
  Sha256 sha;
  const double shape[] = {given.rate_hz, static_cast<double>(given.channels)};
  sha.update(shape, sizeof shape);
  sha.update(given.samples.data(), given.samples.size() * sizeof(float));
  return hex_of(sha.finish());
}

}  // namespace

Dataset open_samples(const std::vector<GivenRecording>& given) {
  if (given.empty()) throw DataRefused("there are no recordings; give some of one instrument.");
  Dataset data;
  data.name = given.size() == 1 ? given[0].name : "recordings";
  std::vector<Opened> opened;
  const auto shared = shared_store();
  for (const GivenRecording& g : given) {
    Recording r;
    r.path = g.name;
    r.sha256 = content_hash(g);
    r.format = "samples";
    opened.push_back(open_clip(need<DataRefused>(stored_clip(g)), shared, &r));
    if (!r.decoded)
      throw DataRefused("there is no room for the samples of '" + g.name + "'; free some memory.");
    data.recordings.push_back(std::move(r));
  }
  return complete_dataset(std::move(data), std::move(opened));
}

}  // namespace partials
