// SPDX-License-Identifier: MIT
#include "families/motion/repeats.h"

#include <algorithm>
#include <cmath>

#include "base/plain_number.h"
#include "base/printable.h"
#include "families/motion/body_names.h"
#include "families/motion/mirror.h"
#include "families/motion/movement_print.h"

namespace partials::motion {
namespace {

constexpr long kLeastOverlap = 10;    // hops: 1 s
constexpr size_t kCandidateLags = 5;  // that are looked at closely, ...
constexpr long kApart = 2;            // ... so many hops around each

// Correlation of b with a where b starts lag hops after a, over the hops that both have.
double speed_correlation(const std::vector<float>& a, const std::vector<float>& b, long lag) {
  const long from = std::max(0L, lag),
             to = std::min(static_cast<long>(a.size()), lag + static_cast<long>(b.size()));
  const auto n = static_cast<double>(to - from);
  double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  for (long i = from; i < to; ++i) {
    const double x = a[static_cast<size_t>(i)], y = b[static_cast<size_t>(i - lag)];
    sa += x;
    sb += y;
    saa += x * x;
    sbb += y * y;
    sab += x * y;
  }
  const double va = saa - sa * sa / n, vb = sbb - sb * sb / n;
  return va > 1e-9 && vb > 1e-9 ? (sab - sa * sb / n) / std::sqrt(va * vb) : -1;
}

// The lags whose speeds agree best, apart from each other. At least half of the shorter
// take overlaps.
std::vector<long> likely_lags(const MovementPrint& a, const MovementPrint& b) {
  const auto na = a.hops(), nb = b.hops();
  const long overlap = std::max(kLeastOverlap, std::min(na, nb) / 2);
  std::vector<std::pair<double, long>> scored;
  for (long lag = overlap - nb; lag <= na - overlap; ++lag)
    scored.emplace_back(speed_correlation(a.speeds(), b.speeds(), lag), lag);
  std::sort(scored.rbegin(), scored.rend());
  std::vector<long> lags;
  for (const auto& [score, lag] : scored) {
    if (score < 0.4 || lags.size() == kCandidateLags) break;
    const long at = lag;
    if (std::none_of(lags.begin(), lags.end(), [&](long l) { return std::labs(l - at) <= kApart; }))
      lags.push_back(lag);
  }
  return lags;
}

struct Pairing {
  size_t a, b;    // channels
  double weight;  // of the product of their rates; negative where the mirror changes the sign
};

std::vector<Pairing> pairings(const MovementPrint& a, const MovementPrint& b, bool is_mirrored) {
  std::vector<Pairing> pairs;
  for (const auto& [name, channel] : a.channels()) {
    const auto found = b.channels().find(is_mirrored ? mirrored_name(name) : name);
    if (found == b.channels().end() || a.deviation(channel) <= 0) continue;
    const bool flips = is_mirrored && mirror_changes_sign(split_channel_name(name).component);
    const double weight = 1 / (a.deviation(channel) * a.deviation(channel));
    pairs.push_back({channel, found->second, flips ? -weight : weight});
  }
  if (2 * pairs.size() < std::min(a.channels().size(), b.channels().size())) pairs.clear();
  return pairs;
}

// Correlation over all paired channels, weighted so that each channel of a counts the same; b starts lag fine
// steps after a.
double likeness_at(const MovementPrint& a, const MovementPrint& b, const std::vector<Pairing>& pairs,
                   long lag) {
  const long first_hop = (std::max(0L, lag) + kFineSteps - 1) / kFineSteps;
  double saa = 0, sbb = 0, sab = 0;
  for (long step = first_hop * kFineSteps; step < std::min(a.steps(), b.steps() + lag); step += kFineSteps) {
    const float *ra = a.rates(step), *rb = b.rates(step - lag);
    for (const Pairing& p : pairs) {
      const double x = ra[p.a], y = rb[p.b];
      saa += std::fabs(p.weight) * x * x;
      sbb += std::fabs(p.weight) * y * y;
      sab += p.weight * x * y;
    }
  }
  return saa > 0 && sbb > 0 ? sab / std::sqrt(saa * sbb) : 0;
}

void look_closely(const MovementPrint& a, const MovementPrint& b, bool is_mirrored, long lag, Repeat& best) {
  const auto pairs = pairings(a, b, is_mirrored);
  if (pairs.empty()) return;
  for (long fine = (lag - kApart) * kFineSteps; fine <= (lag + kApart) * kFineSteps; ++fine) {
    const double likeness = likeness_at(a, b, pairs, fine);
    if (likeness <= best.likeness) continue;
    best.likeness = likeness;
    best.lag_s = static_cast<double>(fine) * kPrintHopS / kFineSteps;
    best.is_mirrored = is_mirrored;
  }
}

std::string sentence_of(const Repeat& r, const Take& a, const Take& b) {
  return printable(b.name) + " shows the movement of " + printable(a.name) +
         (r.is_mirrored ? ", mirrored" : "") + ", for " + plain_number(r.overlap_s, 1) + " s from " +
         plain_number(std::max(0.0, r.lag_s), 1) + " s on (likeness " + plain_number(r.likeness, 3) +
         "); leave one of the two out.";
}

}  // namespace

std::vector<Repeat> find_repeats(const std::vector<Take>& takes, double least_likeness) {
  std::vector<MovementPrint> prints;
  for (const Take& take : takes) prints.emplace_back(take);
  std::vector<Repeat> repeats;
  for (size_t i = 0; i < takes.size(); ++i)
    for (size_t k = i + 1; k < takes.size(); ++k) {
      Repeat r;
      r.first = i;
      r.second = k;
      for (const long lag : likely_lags(prints[i], prints[k]))
        for (const bool is_mirrored : {false, true}) look_closely(prints[i], prints[k], is_mirrored, lag, r);
      if (r.likeness < least_likeness) continue;
      const double a_s = static_cast<double>(prints[i].hops()) * kPrintHopS;
      const double b_s = static_cast<double>(prints[k].hops()) * kPrintHopS;
      r.overlap_s = std::min(a_s, r.lag_s + b_s) - std::max(0.0, r.lag_s);
      r.sentence = sentence_of(r, takes[i], takes[k]);
      repeats.push_back(std::move(r));
    }
  return repeats;
}

}  // namespace partials::motion
