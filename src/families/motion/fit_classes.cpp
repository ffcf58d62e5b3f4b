// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "families/motion/fit.h"
#include "families/motion/input_scale.h"

namespace partials::motion {
namespace {

// Of distances, when reach and rejection are chosen: so many poses at most, evenly taken.
constexpr size_t kMostCompared = 1500;
// Poses so far from their own kind that "none of these" may win, and the vote it then has of theirs.
constexpr double kRejectedShare = 0.02;
// Where no label was recorded twice: as much as a vote from two reaches away.
const double kUsualNone = std::exp(-2.0);

struct Poses {
  size_t inputs = 0;
  std::vector<double> x;  // [n][inputs]
  std::vector<size_t> label, recording;
  std::vector<std::string> labels;
  size_t n() const { return label.size(); }
};

size_t index_of(std::vector<std::string>& names, const std::string& name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) names.push_back(name);
  return static_cast<size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

Poses poses_of(const Demonstrations& from) {
  Poses p;
  p.inputs = static_cast<size_t>(from.inputs());
  std::vector<std::string> recordings;
  for (const PoseExample& pose : from.poses()) {
    if (pose.muted || pose.label.empty()) continue;
    p.x.insert(p.x.end(), pose.inputs.begin(), pose.inputs.end());
    p.label.push_back(index_of(p.labels, pose.label));
    p.recording.push_back(
        index_of(recordings, pose.recording.empty() ? "#" + std::to_string(p.n()) : pose.recording));
  }
  return p;
}

// Mean squared distances between some poses, each against all others that may speak for it.
class LeftOut {
 public:
  LeftOut(const Poses& p, const ColumnScale& scale) : p_(p) {
    const size_t step = (p.n() + kMostCompared - 1) / kMostCompared;
    for (size_t i = 0; i < p.n(); i += step) rows_.push_back(i);
    squares_.resize(rows_.size() * rows_.size());
    for (size_t a = 0; a < rows_.size(); ++a)
      for (size_t b = 0; b < a; ++b) {
        double square = 0;
        for (size_t d = 0; d < p.inputs; ++d)
          square +=
              std::pow((p.x[rows_[a] * p.inputs + d] - p.x[rows_[b] * p.inputs + d]) / scale.deviation[d], 2);
        squares_[a * rows_.size() + b] = squares_[b * rows_.size() + a] =
            square / static_cast<double>(p.inputs);
      }
  }

  struct Score {
    double likelihood = 0;  // mean of the logarithm of the share of the own label's votes
    size_t right = 0, asked = 0;
    std::vector<double> own;  // votes of the own label
    bool apart = false;       // some poses were asked of another recording of their label
  };
  Score score(double reach) const {
    Score s;
    std::vector<double> votes(p_.labels.size());
    for (size_t a = 0; a < rows_.size(); ++a) {
      const size_t label = p_.label[rows_[a]];
      if (!vote(a, reach, votes, s.apart)) continue;
      double all = 1e-12;
      for (const double v : votes) all += v;
      ++s.asked;
      s.likelihood += std::log(0.01 + votes[label] / all);
      s.right += static_cast<size_t>(std::max_element(votes.begin(), votes.end()) - votes.begin()) == label;
      s.own.push_back(votes[label]);
    }
    if (s.asked) s.likelihood /= static_cast<double>(s.asked);
    return s;
  }
  // The least between two labels; 0 where there is one label alone.
  double nearest_of_others() const {
    double least = INFINITY;
    for (size_t a = 0; a < rows_.size(); ++a)
      for (size_t b = 0; b < a; ++b)
        if (p_.label[rows_[a]] != p_.label[rows_[b]]) least = std::min(least, squares_[a * rows_.size() + b]);
    return std::isfinite(least) ? std::sqrt(least) : 0;
  }

 private:
  // Whether the own label has poses that were not recorded with this one, or at least others.
  bool vote(size_t a, double reach, std::vector<double>& votes, bool& apart) const {
    for (const bool whole : {true, false}) {
      bool spoken = false;
      std::fill(votes.begin(), votes.end(), 0);
      for (size_t b = 0; b < rows_.size(); ++b) {
        const bool together = whole && p_.recording[rows_[a]] == p_.recording[rows_[b]];
        if (a == b || together) continue;
        votes[p_.label[rows_[b]]] += std::exp(-0.5 * squares_[a * rows_.size() + b] / (reach * reach));
        spoken |= p_.label[rows_[a]] == p_.label[rows_[b]];
      }
      apart |= spoken && whole;
      if (spoken) return true;
    }
    return false;
  }

  const Poses& p_;
  std::vector<size_t> rows_;
  std::vector<double> squares_;
};

double least_vote(std::vector<double> own) {
  if (own.empty()) return kUsualNone;
  const auto at = own.begin() + static_cast<ptrdiff_t>(kRejectedShare * static_cast<double>(own.size()));
  std::nth_element(own.begin(), at, own.end());
  return std::clamp(*at, 1e-6, 1.0);
}

NodeFit node_of(const Poses& p, const ColumnScale& scale, double reach, double none) {
  NodeFit node;
  node.settings = {{"examples", static_cast<double>(p.n())},
                   {"classes", static_cast<double>(p.labels.size())}};
  const double by = 1 / (reach * std::sqrt(static_cast<double>(p.inputs)));
  for (size_t d = 0; d < p.inputs; ++d) {
    node.weights["scale"].push_back(static_cast<float>(scale.constant[d] ? 0 : by / scale.deviation[d]));
    for (size_t i = 0; i < p.n(); ++i)
      node.weights["centre"].push_back(static_cast<float>(p.x[i * p.inputs + d]));
  }
  for (size_t c = 0; c < p.labels.size(); ++c)
    for (size_t i = 0; i < p.n(); ++i) node.weights["member"].push_back(p.label[i] == c ? 1.f : 0.f);
  node.weights["none"] = {static_cast<float>(none)};
  return node;
}

}  // namespace

Result<ClassesFit> fit_classes(const Demonstrations& demonstrations) {
  const Poses p = poses_of(demonstrations);
  if (!p.n() || !p.inputs)
    return Error{"There is no demonstration with a label to learn from; record one or unmute one."};
  if (p.labels.size() > kMaxClasses || p.n() > kMaxClassExamples)
    return Error{"There are " + std::to_string(p.n()) + " demonstrations of " +
                 std::to_string(p.labels.size()) + " labels, but " + std::to_string(kMaxClassExamples) +
                 " of " + std::to_string(kMaxClasses) + " are the most; mute or delete some."};
  const ColumnScale scale = column_scale(p.x, p.inputs);
  const LeftOut left_out(p, scale);
  ClassesFit fit;
  double usual = 0.5, best = -INFINITY;
  if (const double apart = left_out.nearest_of_others(); apart > 0) usual = 0.5 * apart;
  double reach = usual;
  LeftOut::Score kept;
  for (const double candidate : {0.05, 0.07, 0.1, 0.14, 0.2, 0.28, 0.4, 0.56, 0.8}) {
    const LeftOut::Score score = left_out.score(candidate);
    if (!score.asked || score.likelihood <= best) continue;
    best = score.likelihood;
    reach = candidate;
    kept = score;
  }
  // Neighbours within a recording are nearly alike: they tell nothing about how near the same pose will be
  // the next time, and the least reach would always seem the best.
  if (!kept.apart) {
    reach = usual;
    kept.own.clear();
  }
  fit.left_out_right = kept.asked ? static_cast<double>(kept.right) / static_cast<double>(kept.asked) : 0;
  fit.labels = p.labels;
  fit.node = node_of(p, scale, reach, least_vote(kept.own));
  return fit;
}

}  // namespace partials::motion
