// SPDX-License-Identifier: MIT
#include "families/motion/train/evaluate_labels.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/random.h"
#include "families/motion/fit.h"
#include "families/motion/input_scale.h"
#include "families/motion/live_mapping.h"
#include "families/motion/mapping.h"
#include "families/motion/train/label_features.h"
#include "families/motion/train/label_score.h"
#include "families/motion/train/softmax_fit.h"

namespace partials::motion {
namespace {

constexpr double kVoteWindow_s = 0.5;
constexpr size_t kRandomFolds = 5;
constexpr size_t kUnknown = static_cast<size_t>(-1);
// Features are compressed as tanh(1.5 z), z in deviations, and rare labels get part of what they lack. With
// the decay of SoftmaxOptions these were chosen on the gesture phases of Madeo et al. by the figure computed
// here; neighbouring choices (1 to 2.5, 0.1 to 0.4, 0.03 to 0.15) give a macro F1 lower by 0.03 at most.
constexpr double kCompression = 1.5, kPrior = 0.4;

// The features of a take, and its labels by number.
struct Rows {
  std::string take;
  std::vector<float> x;  // [frames][features]
  std::vector<size_t> label;
};
struct Material {
  std::vector<Rows> takes;
  size_t features = 0;
  int rate_hz = 0;
  std::vector<std::string> labels;
};

int rate_of(const Take& take) {
  std::vector<double> steps;
  for (size_t i = 1; i < take.frames(); ++i) steps.push_back(take.times_s[i] - take.times_s[i - 1]);
  if (steps.empty()) return 30;
  std::nth_element(steps.begin(), steps.begin() + static_cast<ptrdiff_t>(steps.size() / 2), steps.end());
  return std::clamp(static_cast<int>(std::lround(1 / std::max(steps[steps.size() / 2], 1e-3))), 2, 1000);
}

Result<Graph> graph_of(const std::vector<Take>& takes, LabelMethod method, int rate_hz,
                       std::vector<size_t>& channels) {
  if (method == LabelMethod::hands) {
    auto found = rest_channels(takes[0]);
    if (!found) return found.error();
    channels = found.value();
    return rest_features(rate_hz, static_cast<int>(channels.size() / 3) - 2);
  }
  for (size_t c = 0; c < takes[0].channels.size(); ++c) channels.push_back(c);
  return window_features(rate_hz, static_cast<int>(channels.size()), kVoteWindow_s);
}

size_t number_of(std::vector<std::string>& labels, const std::string& label) {
  if (label.empty()) return kUnknown;
  const auto at = std::find(labels.begin(), labels.end(), label);
  if (at != labels.end()) return static_cast<size_t>(at - labels.begin());
  labels.push_back(label);
  return labels.size() - 1;
}

Result<Material> material_of(const std::vector<Take>& takes, LabelMethod method) {
  if (takes.empty()) return Error{"There is no take to evaluate; give files with labels."};
  Material m;
  m.rate_hz = rate_of(takes[0]);
  std::vector<size_t> channels;
  auto graph = graph_of(takes, method, m.rate_hz, channels);
  if (!graph) return graph.error();
  for (const Take& take : takes) {
    if (take.labels.size() != take.frames() || take.channels.size() != takes[0].channels.size())
      return Error{"The take '" + take.name + "' has no labels, or other channels than '" + takes[0].name +
                   "'."};
    auto x = features_of_take(graph.value(), take, channels);
    if (!x) return x.error();
    m.features = x.value().size() / std::max<size_t>(take.frames(), 1);
    Rows& rows = m.takes.emplace_back(Rows{take.name, std::move(x).value(), {}});
    for (const std::string& label : take.labels) rows.label.push_back(number_of(m.labels, label));
  }
  return m;
}

// Rows that are learned from, and what each says.
struct Lesson {
  std::vector<float> x;
  std::vector<size_t> label;
  std::vector<std::string> take;
};

// Says a label for each of some rows, one after another.
using Said = std::vector<size_t>;

Result<Said> say_by_votes(const Material& m, const Lesson& lesson, const std::vector<float>& x) {
  Mapping mapping;
  mapping.kind = MappingKind::classes;
  mapping.inputs.resize(m.features);
  mapping.demonstrations = Demonstrations(static_cast<int>(m.features), 0);
  for (size_t i = 0; i < lesson.label.size(); ++i) {
    const float* row = &lesson.x[i * m.features];
    auto r = mapping.demonstrations.add(
        PoseExample{0, {row, row + m.features}, {}, m.labels[lesson.label[i]], lesson.take[i], false});
    if (!r) return r.error();
  }
  auto model = make_mapping_model(mapping, plain_features(m.rate_hz, static_cast<int>(m.features)), "labels");
  if (!model) return model.error();
  LiveMapping player;
  auto shared = std::make_shared<const Model>(std::move(model).value());
  if (auto r = player.post(shared); !r) return r.error();
  const std::vector<std::string>& names = mapping_of(*shared).names;
  Said said;
  for (size_t i = 0; i < x.size(); i += m.features) {
    player.frame({&x[i], m.features});
    const auto p = player.output("likelihood").first(names.size());  // without none of these
    const std::string& best = names[static_cast<size_t>(std::max_element(p.begin(), p.end()) - p.begin())];
    said.push_back(static_cast<size_t>(std::find(m.labels.begin(), m.labels.end(), best) - m.labels.begin()));
  }
  return said;
}

void compress(std::vector<float>& x, const ColumnScale& scale) {
  const size_t n = scale.mean.size();
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = static_cast<float>(std::tanh(kCompression * (x[i] - scale.mean[i % n]) / scale.deviation[i % n]));
}

Said say_by_slopes(const Material& m, Lesson lesson, std::vector<float> x) {
  const ColumnScale scale = column_scale({lesson.x.begin(), lesson.x.end()}, m.features);
  compress(lesson.x, scale);
  compress(x, scale);
  SoftmaxOptions options;
  options.prior = kPrior;
  const SoftmaxFit fit = fit_softmax(lesson.x, m.features, lesson.label, m.labels.size(), options);
  std::vector<bool> known(m.labels.size(), false);
  for (const size_t label : lesson.label) known[label] = true;
  Said said;
  for (size_t i = 0; i < x.size(); i += m.features) {
    size_t best = 0;
    double most = -INFINITY;
    for (size_t c = 0; c < m.labels.size(); ++c) {
      double sum = fit.b[c];
      for (size_t a = 0; a < m.features; ++a) sum += fit.w[c * m.features + a] * x[i + a];
      if (!known[c] || sum <= most) continue;
      most = sum;
      best = c;
    }
    said.push_back(best);
  }
  return said;
}

Result<Said> say(const Material& m, LabelMethod method, const Lesson& lesson, const std::vector<float>& x) {
  if (method == LabelMethod::votes) return say_by_votes(m, lesson, x);
  return say_by_slopes(m, lesson, x);
}

void add_row(const Material& m, const Rows& rows, size_t t, Lesson& lesson) {
  if (rows.label[t] == kUnknown) return;
  lesson.x.insert(lesson.x.end(), rows.x.begin() + static_cast<ptrdiff_t>(t * m.features),
                  rows.x.begin() + static_cast<ptrdiff_t>((t + 1) * m.features));
  lesson.label.push_back(rows.label[t]);
  lesson.take.push_back(rows.take);
}

void count(const std::vector<size_t>& truth, const Said& said, const Lesson& lesson, LabelScore& score) {
  for (size_t i = 0; i < truth.size(); ++i)
    if (truth[i] != kUnknown &&
        std::find(lesson.label.begin(), lesson.label.end(), truth[i]) != lesson.label.end())
      score.add(truth[i], said[i]);
}

LabelFigures figures(const LabelScore& score) { return {score.right(), score.macro_f1(), score.frames()}; }

Result<LabelFigures> held_out(const Material& m, const Folds& folds, LabelMethod method) {
  LabelScore score(m.labels.size());
  for (const std::vector<size_t>& out : folds.held_out) {
    Lesson lesson;
    for (size_t k = 0; k < m.takes.size(); ++k)
      for (size_t t = 0; std::find(out.begin(), out.end(), k) == out.end() && t < m.takes[k].label.size();
           ++t)
        add_row(m, m.takes[k], t, lesson);
    for (const size_t k : out) {
      auto said = say(m, method, lesson, m.takes[k].x);
      if (!said) return said.error();
      count(m.takes[k].label, said.value(), lesson, score);
    }
  }
  return figures(score);
}

Result<LabelFigures> dealt(const Material& m, LabelMethod method) {
  LabelScore score(m.labels.size());
  for (size_t fold = 0; fold < kRandomFolds; ++fold) {
    Lesson lesson, asked;
    uint64_t n = 0;
    for (const Rows& rows : m.takes)
      for (size_t t = 0; t < rows.label.size(); ++t)
        add_row(m, rows, t, random_bits(1, n++) % kRandomFolds == fold ? asked : lesson);
    std::fill(lesson.take.begin(), lesson.take.end(), "");
    auto said = say(m, method, lesson, asked.x);
    if (!said) return said.error();
    count(asked.label, said.value(), lesson, score);
  }
  return figures(score);
}

}  // namespace

Result<LabelEvaluation> evaluate_labels(const std::vector<Take>& takes, HoldOut hold_out,
                                        LabelMethod method) {
  auto folds = split_takes(takes, hold_out);
  if (!folds) return folds.error();
  auto m = material_of(takes, method);
  if (!m) return m.error();
  LabelEvaluation e;
  e.split = folds.value().sentence;
  auto out = held_out(m.value(), folds.value(), method);
  if (!out) return out.error();
  e.held_out = out.value();
  auto random = dealt(m.value(), method);
  if (!random) return random.error();
  e.dealt_at_random = random.value();
  return e;
}

}  // namespace partials::motion
