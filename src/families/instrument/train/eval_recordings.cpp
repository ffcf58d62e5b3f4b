// SPDX-License-Identifier: MIT
#include "families/instrument/train/eval_recordings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "base/option_name.h"
#include "data/dataset.h"
#include "data/split.h"
#include "judge/likeness.h"

namespace partials {
namespace {

Dataset opened(const std::vector<std::string>& paths, const std::vector<GivenRecording>& given,
               Ranks* ranks) {
  return given.empty() ? open_dataset(paths, ranks) : open_samples(given);
}

EvalRecording recording(const Dataset& data, size_t piece, PieceReader& read) {
  const Piece& p = data.pieces[piece];
  const Recording& r = data.recordings[p.recording];
  return {name_of(data, p), r.sha256, read(piece), false, r.samples_sha256};
}

bool trained_on(const EvalQuestion& q, const EvalRecording& r) {
  return q.trained_on.count(r.sha256) > 0 || q.trained_on.count(r.samples_sha256) > 0;
}

struct Candidate {
  EvalRecording recording;
  double midi = 0.0;
};

std::vector<Candidate> candidates(const Dataset& data) {
  std::vector<Candidate> list;
  PieceReader read(data);
  for (size_t i = 0; i < data.pieces.size(); ++i)
    list.push_back({recording(data, i, read), data.pieces[i].midi});
  return list;
}

// A converted, trimmed or amplified copy has a different hash, but the same pitch and sound.
bool is_copy(const Candidate& c, const std::vector<Candidate>& known) {
  return std::any_of(known.begin(), known.end(), [&](const Candidate& k) {
    return std::abs(c.midi - k.midi) < 1.0 &&
           verdict(likeness(c.recording.audio, k.recording.audio)) != Alike::no;
  });
}

// Of each candidate, whether it was trained on; ranks divide the search.
std::vector<bool> which_are_seen(const EvalQuestion& q, const std::vector<Candidate>& judged,
                                 const std::vector<Candidate>& known) {
  const auto seen = [&](size_t i) { return trained_on(q, judged[i].recording) || is_copy(judged[i], known); };
  std::vector<bool> all;
  if (!q.ranks) {
    for (size_t i = 0; i < judged.size(); ++i) all.push_back(seen(i));
    return all;
  }
  for (const std::string& one :
       shared_out(*q.ranks, judged.size(), [&](size_t i) { return std::string(seen(i) ? "1" : "0"); }))
    all.push_back(one == "1");
  return all;
}

EvalRecordings by_fold(const EvalQuestion& q, Dataset data) {
  assign_splits(&data,
                {.folds = q.folds, .fold = q.fold, .validation_share = 0.0, .allow_copies = q.allow_copies});
  EvalRecordings out{data.name, {}, {}, {}};
  bool known = false;
  PieceReader read(data);
  for (size_t i = 0; i < data.pieces.size(); ++i) {
    const bool held_out = data.pieces[i].split == Split::test;
    EvalRecording r = recording(data, i, read);
    const bool whole = data.pieces[i].samples == data.recordings[data.pieces[i].recording].samples;
    r.seen = whole && trained_on(q, r);
    known = known || r.seen;
    (held_out ? out.targets : out.training).push_back(std::move(r));
  }
  const auto seen =
      std::count_if(out.targets.begin(), out.targets.end(), [](const EvalRecording& r) { return r.seen; });
  if (seen && !q.with_seen)
    throw DataRefused(
        fmt::format("{} of the {} recordings that fold {} of {} holds out were used to train this model; "
                    "train with {} {}, or evaluate them anyway with {}.",
                    seen, out.targets.size(), q.fold, q.folds, option("folds", std::to_string(q.folds)),
                    option("fold", std::to_string(q.fold)), option("seen")));
  if (!known)
    out.remarks.push_back(
        "The model's card names none of these recordings, so it cannot be checked that it was trained with "
        "this fold.");
  return out;
}

}  // namespace

EvalRecordings eval_recordings(const EvalQuestion& q) {
  Dataset data = opened(q.data, q.given, q.ranks);
  if (q.folds) return by_fold(q, std::move(data));
  EvalRecordings out{data.name, {}, {}, {}};
  std::vector<Candidate> judged = candidates(data), known;
  if (!q.against.empty() || !q.given_against.empty()) {
    for (Candidate& c : candidates(opened(q.against, q.given_against, q.ranks)))
      if (q.trained_on.empty() || trained_on(q, c.recording)) known.push_back(std::move(c));
    if (known.empty())
      out.remarks.push_back("None of the recordings named by " + option("against") +
                            " was used to train this model, so there is nothing for "
                            "the baselines to learn from.");
  }
  const bool taught_elsewhere = !known.empty();
  if (!taught_elsewhere)
    for (const Candidate& c : judged)
      if (trained_on(q, c.recording)) known.push_back(c);
  const std::vector<bool> seen = which_are_seen(q, judged, known);
  for (size_t i = 0; i < judged.size(); ++i) {
    Candidate& c = judged[i];
    c.recording.seen = seen[i];
    if (!c.recording.seen || q.with_seen) out.targets.push_back(std::move(c.recording));
  }
  if (out.targets.empty())
    throw DataRefused(
        fmt::format("all {} recordings in '{}' were used to train this model; name others, or evaluate these "
                    "anyway with {}.",
                    judged.size(), data.name, option("seen")));
  if (q.trained_on.empty())
    out.remarks.push_back("The model's card names no training recordings, so all of these count as unseen.");
  if (q.files_alone && !q.given.empty())
    out.remarks.push_back(
        "The model's card names its training recordings by their files alone, as earlier versions did, so "
        "recordings in memory cannot be compared with it; to leave out what it was trained on, name files.");
  const size_t left_out = judged.size() - out.targets.size();
  if (left_out)
    out.remarks.push_back(fmt::format(
        "{} of {} recordings were left out because the model was trained on them.", left_out, judged.size()));
  for (Candidate& c : known) out.training.push_back(std::move(c.recording));
  return out;
}

}  // namespace partials
