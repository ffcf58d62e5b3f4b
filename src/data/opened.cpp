// SPDX-License-Identifier: MIT
#include "data/opened.h"

#include "learn/byte_list.h"

namespace partials {

std::string bytes_of(const RecordingFeatures& h) {
  return joined_bytes({bytes_of_values(std::vector{h.step_s}), bytes_of_values(h.f0_hz),
                       bytes_of_values(h.loudness_db), bytes_of_values(h.outside_hz)});
}

RecordingFeatures heard_from(const std::string& bytes) {
  const std::vector<std::string> parts = bytes_apart(bytes);
  RecordingFeatures h{values_of_bytes<double>(parts.at(0)).at(0), values_of_bytes<float>(parts.at(1)),
                      values_of_bytes<float>(parts.at(2)), values_of_bytes<float>(parts.at(3))};
  if (h.loudness_db.size() != h.f0_hz.size() || h.outside_hz.size() != h.f0_hz.size())
    throw std::runtime_error("An analysis of a recording is cut off.");
  return h;
}

std::string bytes_of(const Opened& o) {
  std::vector<std::string> remarks;
  for (const Remark& r : o.remarks) remarks.insert(remarks.end(), {r.id, r.text, r.remedy});
  return joined_bytes(
      {bytes_of(o.heard), bytes_of_values(o.phrases), joined_bytes(remarks),
       bytes_of_values(std::vector{o.peak, o.full_scale, o.pause_db, o.low_in_32 ? 1.0 : 0.0})});
}

Opened opened_from(const std::string& bytes) {
  const std::vector<std::string> parts = bytes_apart(bytes);
  const std::vector<double> numbers = values_of_bytes<double>(parts.at(3));
  Opened o{heard_from(parts.at(0)),
           values_of_bytes<Phrase>(parts.at(1)),
           {},
           numbers.at(0),
           numbers.at(1),
           numbers.at(2),
           numbers.at(3) != 0.0};
  const std::vector<std::string> remarks = bytes_apart(parts.at(2));
  for (size_t i = 0; i + 2 < remarks.size(); i += 3)
    o.remarks.push_back({remarks[i], remarks[i + 1], remarks[i + 2]});
  return o;
}

}  // namespace partials
