// SPDX-License-Identifier: MIT
#include "patch/hear_object.h"

#include <algorithm>
#include <cmath>

#include "base/denormals.h"
#include "base/units.h"

namespace partials::patch {

Result<HearObject> HearObject::make(Words words) {
  HearObject object;
  if (words.empty()) return object;
  const bool key = words.size() == 1 && words[0].is_number && words[0].number >= 21 && words[0].number <= 84;
  if (!key)
    return Error{
        "The lowest pitch '" + as_written(words) +
        "' is not a key from 21 to 84; write none for the analyser's own, or as in: partials.hear~ 43."};
  object.settings_.min_hz = std::max(hz_from_midi(words[0].number), kLowestHeardHz);
  return object;
}

Result<void> HearObject::prepare(double rate_hz, int) {
  if (rate_hz == rate_hz_) return {};
  rate_hz_ = 0;
  auto prepared = hops_.prepare(rate_hz, settings_);
  if (prepared) rate_hz_ = rate_hz;
  return prepared;
}

void HearObject::perform(const float* const* in, float* const* out, int n) noexcept PARTIALS_NONBLOCKING {
  const FlushDenormals flush;
  const auto tell = [out](int from, int to, const Features& f) noexcept {
    std::fill(out[0] + from, out[0] + to, f.f0_hz);
    std::fill(out[1] + from, out[1] + to, f.loudness_db);
    std::fill(out[2] + from, out[2] + to, f.confidence);
  };
  int from = 0;
  Features now = hops_.newest();
  hops_.process(in[0], n, [&](int at, const Features& f) noexcept {
    tell(from, at, now);  // the hop's last sample has its values
    now = f;
    from = at;
  });
  tell(from, n, now);
}

}  // namespace partials::patch
