// SPDX-License-Identifier: MIT
#include "data/split.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/listed.h"
#include "base/need.h"
#include "base/option_name.h"
#include "base/random.h"
#include "data/copies.h"

namespace partials {
namespace {

// most pieces that are held out together because they are alike; larger groups are trained on
constexpr size_t kMaxKin = 4;

// The order in which held-out pieces are drawn: by a hash of content and seed, independent of file names and
// folder order.
uint64_t draw(const Dataset& d, size_t piece, uint64_t seed) {
  const Piece& p = d.pieces[piece];
  const uint64_t content = std::stoull(d.recordings[p.recording].sha256.substr(0, 15), nullptr, 16);
  return random_bits(stream_key(seed, content), static_cast<uint64_t>(p.first));
}

bool mostly_notes(const Dataset& d) {
  const auto notes =
      std::count_if(d.pieces.begin(), d.pieces.end(), [](const Piece& p) { return p.single_note; });
  return static_cast<size_t>(notes) * 4 >= d.pieces.size() * 3;
}

// Pieces that may be held out, in order of pitch. For notes: those with a lower and a higher neighbour (by at
// least a semitone).
std::vector<size_t> candidates(const Dataset& d, bool notes) {
  std::vector<size_t> list;
  double low = 1e9, high = -1e9;
  for (const Piece& p : d.pieces)
    if (p.midi > 0.0) {
      low = std::min(low, p.midi);
      high = std::max(high, p.midi);
    }
  for (size_t i = 0; i < d.pieces.size(); ++i) {
    const double midi = d.pieces[i].midi;
    if (!notes || (midi > low + 0.5 && midi < high - 0.5)) list.push_back(i);
  }
  std::stable_sort(list.begin(), list.end(),
                   [&](size_t a, size_t b) { return d.pieces[a].midi < d.pieces[b].midi; });
  return list;
}

void hold_out(Dataset* d, std::vector<size_t>* from, size_t count, uint64_t seed, Split split) {
  std::sort(from->begin(), from->end(),
            [&](size_t a, size_t b) { return draw(*d, a, seed) < draw(*d, b, seed); });
  for (size_t i = 0; i < std::min(count, from->size()); ++i) d->pieces[(*from)[i]].split = split;
  from->erase(from->begin(), from->begin() + static_cast<int64_t>(std::min(count, from->size())));
}

size_t share_of(double share, size_t all) {  // one at least
  return std::max<size_t>(1, static_cast<size_t>(std::lround(share * static_cast<double>(all))));
}

std::string counted(const Dataset& d, Split s, const char* one, const char* purpose) {
  const size_t n = d.pieces_of(s).size();
  return std::to_string(n) + " " + one + (n == 1 ? "" : "s") + purpose;
}

// A held-out piece and those like it go to the same side: all are held out if that is allowed; otherwise all
// are trained on and another is drawn from `spare`, which is in the order of drawing.
void keep_alike_together(Dataset* d, const std::vector<AlikePair>& pairs,
                         const std::vector<size_t>& may_be_held_out, std::vector<size_t> spare) {
  const std::set<size_t> free(may_be_held_out.begin(), may_be_held_out.end());
  std::vector<size_t> drawn = d->pieces_of(Split::test);
  const std::vector<size_t> validating = d->pieces_of(Split::validation);
  drawn.insert(drawn.end(), validating.begin(), validating.end());
  for (size_t i = 0; i < drawn.size(); ++i) {
    const Split side = d->pieces[drawn[i]].split;
    const std::vector<size_t> kin = kin_of(drawn[i], pairs);
    if (side == Split::train || kin.size() == 1) continue;
    const bool together = kin.size() <= kMaxKin &&
                          std::all_of(kin.begin(), kin.end(), [&](size_t k) { return free.count(k) > 0; });
    for (const size_t k : kin) d->pieces[k].split = together ? side : Split::train;
    const auto next = std::find_if(spare.begin(), spare.end(), [&](size_t k) {
      return d->pieces[k].split == Split::train && !std::count(kin.begin(), kin.end(), k);
    });
    if (together || side == Split::test || next == spare.end()) continue;
    d->pieces[*next].split = side;
    drawn.push_back(*next);
    spare.erase(spare.begin(), next + 1);
  }
}

void remark_on_alike(Dataset* d, const std::vector<AlikePair>& pairs) {
  std::erase_if(d->remarks, [](const Remark& r) { return r.id == "copies"; });
  std::vector<std::string> names;
  for (const AlikePair& p : pairs)
    names.push_back(name_of(*d, d->pieces[p.a]) + " and " + name_of(*d, d->pieces[p.b]));
  if (names.empty()) return;
  d->remarks.push_back(
      {"copies",
       "perhaps the same sound twice: " + listed(names) + "; each two are kept on one side of the split",
       "remove one of the two if they are copies"});
}

}  // namespace

Result<void> check_plan(const SplitPlan& plan) {
  if (plan.folds ? plan.folds >= 2 && plan.fold >= 0 && plan.fold < plan.folds : plan.fold == 0) return {};
  return Error{"Fold " + std::to_string(plan.fold) + " of " + std::to_string(plan.folds) +
               " does not exist; folds must be 2 or more and the fold 0 to folds - 1, for instance: " +
               option("folds", "3") + " " + option("fold", "0")};
}

void assign_splits(Dataset* data, const SplitPlan& plan) {
  need<DataRefused>(check_plan(plan));
  for (Piece& p : data->pieces) p.split = Split::train;
  const bool notes = mostly_notes(*data);
  std::vector<size_t> free = candidates(*data, notes);
  const std::vector<size_t> may_be_held_out = free;
  const size_t all = free.size();
  if (plan.folds) {
    if (all < static_cast<size_t>(plan.folds))
      throw DataRefused(std::to_string(plan.folds) +
                        " folds need as many pieces that can be held out, but '" + data->name + "' has " +
                        std::to_string(all) + "; use fewer folds or add recordings.");
    std::vector<size_t> rest;
    for (size_t i = 0; i < all; ++i) {
      if (static_cast<int>(i % static_cast<size_t>(plan.folds)) == plan.fold)
        data->pieces[free[i]].split = Split::test;
      else
        rest.push_back(free[i]);
    }
    free = rest;
  } else if (plan.test_share > 0.0) {
    hold_out(data, &free, share_of(plan.test_share, all), plan.seed ^ 0x7e57, Split::test);
  }
  if (plan.validation_share > 0.0 && free.size() >= 3)
    hold_out(data, &free, share_of(plan.validation_share, all), plan.seed, Split::validation);
  const std::vector<AlikePair> alike = find_alike(*data);
  if (!plan.allow_copies) refuse_copies(*data, alike);
  keep_alike_together(data, alike, may_be_held_out, free);
  remark_on_alike(data, alike);
  const bool phrases = std::any_of(data->pieces.begin(), data->pieces.end(), [&](const Piece& p) {
    return p.samples != data->recordings[p.recording].samples;
  });
  const char* one = phrases ? "phrase" : "recording";
  data->split_description =
      counted(*data, Split::train, one, " for training, ") +
      counted(*data, Split::validation, one, " for validation") +
      (plan.folds || plan.test_share > 0 ? ", " + counted(*data, Split::test, one, " for a test") : "") +
      (phrases ? " (few recordings: cut at silences, split by whole phrases)"
               : " (split by whole recordings)") +
      (notes ? "; only notes inside the range are held out" : "") +
      (plan.folds ? "; fold " + std::to_string(plan.fold) + " of " + std::to_string(plan.folds) : "");
}

}  // namespace partials
