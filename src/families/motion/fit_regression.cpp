// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>

#include "families/motion/fit.h"
#include "families/motion/input_scale.h"
#include "families/motion/symmetric_system.h"

namespace partials::motion {
namespace {

using Doubles = std::vector<double>;

// The poses that count, standardised.
struct Table {
  size_t n = 0, inputs = 0, outputs = 0;
  Doubles x, y;  // [n][inputs], [n][outputs]
  ColumnScale in, out;
  Doubles low, high;  // of the outputs as they are
};

Table table_of(const Demonstrations& from) {
  Table t;
  t.inputs = static_cast<size_t>(from.inputs());
  t.outputs = static_cast<size_t>(from.outputs());
  t.low.assign(t.outputs, 1e300);
  t.high.assign(t.outputs, -1e300);
  for (const PoseExample& pose : from.poses()) {
    if (pose.muted || pose.outputs.empty()) continue;
    ++t.n;
    t.x.insert(t.x.end(), pose.inputs.begin(), pose.inputs.end());
    t.y.insert(t.y.end(), pose.outputs.begin(), pose.outputs.end());
    for (size_t k = 0; k < t.outputs; ++k) {
      t.low[k] = std::min<double>(t.low[k], pose.outputs[k]);
      t.high[k] = std::max<double>(t.high[k], pose.outputs[k]);
    }
  }
  if (!t.n) return t;
  t.in = column_scale(t.x, t.inputs);
  t.out = column_scale(t.y, t.outputs);
  for (size_t i = 0; i < t.n; ++i) {
    for (size_t d = 0; d < t.inputs; ++d)
      t.x[i * t.inputs + d] = (t.x[i * t.inputs + d] - t.in.mean[d]) / t.in.deviation[d];
    for (size_t k = 0; k < t.outputs; ++k)
      t.y[i * t.outputs + k] = (t.y[i * t.outputs + k] - t.out.mean[k]) / t.out.deviation[k];
  }
  return t;
}

// About `most` rows, evenly chosen.
Table thinned(const Table& t, size_t most) {
  const size_t step = (t.n + most - 1) / most;
  if (step <= 1) return t;
  Table few = t;
  few.x.clear();
  few.y.clear();
  few.n = 0;
  const auto row = [](const Doubles& from, size_t i, size_t width, Doubles& to) {
    to.insert(to.end(), from.begin() + static_cast<ptrdiff_t>(i * width),
              from.begin() + static_cast<ptrdiff_t>((i + 1) * width));
  };
  for (size_t i = 0; i < t.n; i += step, ++few.n) {
    row(t.x, i, t.inputs, few.x);
    row(t.y, i, t.outputs, few.y);
  }
  return few;
}

// How much each input matters to a linear map of all outputs, by ridge regression; mean square 1.
Doubles relevance(const Table& t) {
  Doubles gram(t.inputs * t.inputs), cross(t.inputs * t.outputs), slope, out(t.inputs, 1);
  for (size_t i = 0; i < t.n; ++i)
    for (size_t a = 0; a < t.inputs; ++a) {
      const double x = t.x[i * t.inputs + a];
      for (size_t b = 0; b <= a; ++b) gram[a * t.inputs + b] += x * t.x[i * t.inputs + b];
      for (size_t k = 0; k < t.outputs; ++k) cross[a * t.outputs + k] += x * t.y[i * t.outputs + k];
    }
  for (size_t a = 0; a < t.inputs; ++a) gram[a * t.inputs + a] += 0.1 * static_cast<double>(t.n);
  SymmetricSystem system;
  if (!system.factor(gram, t.inputs)) return out;
  system.solve(cross, t.outputs, slope);
  double all = 1e-12;
  for (size_t a = 0; a < t.inputs; ++a) {
    double square = 0;
    for (size_t k = 0; k < t.outputs; ++k) square += slope[a * t.outputs + k] * slope[a * t.outputs + k];
    out[a] = std::sqrt(square);
    all += square / static_cast<double>(t.inputs);
  }
  for (double& r : out) r = r / std::sqrt(all) + 1e-3;
  return out;
}

struct Choice {
  double emphasis = 0.5;  // exponent of the inputs' relevance
  double reach = 1.4;     // of an example, in deviations of the movement as a whole
  double slope = 0.1;     // variance of the linear part against that of the kernels
  double noise = 1e-6;    // likewise: how far the surface may pass by its examples
};

// Regression at any choice; keeps what does not change with it.
class Fitter {
 public:
  explicit Fitter(const Table& t) : t_(t), relevance_(relevance(t)) {}

  // Mean squared error at examples left out, in deviations; infinite where it cannot be solved.
  double left_out(const Choice& c) {
    if (!solve(c)) return INFINITY;
    const Doubles diagonal = system_.inverse_diagonal();
    double sum = 0;
    for (size_t i = 0; i < t_.n; ++i)
      for (size_t k = 0; k < t_.outputs; ++k)
        sum += std::pow(coefficients_[i * t_.outputs + k] / diagonal[i], 2);
    return sum / static_cast<double>(t_.n * t_.outputs);
  }

  bool solve(const Choice& c) {
    scale(c.emphasis);
    matrix_.resize(t_.n * t_.n);
    const double squeeze = 1 / (c.reach * c.reach);
    for (size_t i = 0; i < t_.n; ++i)
      for (size_t j = 0; j <= i; ++j) {
        const double squares =
            products_[i * t_.n + i] + products_[j * t_.n + j] - 2 * products_[i * t_.n + j];
        matrix_[i * t_.n + j] = 1 / std::sqrt(1 + std::max(squares, 0.0) * squeeze) +
                                c.slope * (1 + products_[i * t_.n + j]) + (i == j ? c.noise : 0);
      }
    if (!system_.factor(matrix_, t_.n)) return false;
    system_.solve(t_.y, t_.outputs, coefficients_);
    return true;
  }
  const Doubles& coefficients() const { return coefficients_; }  // [n][outputs]
  const Doubles& weights() const { return weights_; }            // [inputs] factors of standardised inputs

 private:
  void scale(double emphasis) {
    if (emphasis == emphasis_) return;
    emphasis_ = emphasis;
    weights_.assign(t_.inputs, 0);
    double all = 1e-300;
    for (size_t d = 0; d < t_.inputs; ++d)
      if (!t_.in.constant[d]) {
        weights_[d] = std::pow(relevance_[d], emphasis);
        all += weights_[d] * weights_[d];
      }
    Doubles columns(t_.inputs * t_.n);
    for (size_t d = 0; d < t_.inputs; ++d) {
      weights_[d] /= std::sqrt(all);
      for (size_t i = 0; i < t_.n; ++i) columns[d * t_.n + i] = t_.x[i * t_.inputs + d] * weights_[d];
    }
    products_.assign(t_.n * t_.n, 0);
    for (size_t i = 0; i < t_.n; ++i)
      for (size_t d = 0; d < t_.inputs; ++d) {
        const double x = columns[d * t_.n + i];
        for (size_t j = 0; j <= i; ++j) products_[i * t_.n + j] += x * columns[d * t_.n + j];
      }
  }

  const Table& t_;
  Doubles relevance_, weights_, products_, matrix_, coefficients_;
  double emphasis_ = -1;
  SymmetricSystem system_;
};

// The best of a few values of one number of the choice, all else kept.
template <class Values>
void improve(Fitter& fitter, Choice& best, double& least, double Choice::*field, const Values& values,
             double wanted_gain = 1) {
  const double before = best.*field;
  for (const double value : values) {
    if (value == before) continue;
    Choice c = best;
    c.*field = value;
    const double error = fitter.left_out(c);
    if (error < wanted_gain * least) {
      least = error;
      best = c;
    }
  }
}

Choice choose(const Table& all, double& error) {
  Choice best;
  error = 0;
  if (all.n < 3) return best;
  const Table t = thinned(all, 200);
  Fitter fitter(t);
  constexpr std::array kEmphases = {0.0, 0.5, 1.0}, kSlopes = {0.01, 0.1, 1.0};
  constexpr std::array kReaches = {0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0};
  error = fitter.left_out(best);
  improve(fitter, best, error, &Choice::emphasis, kEmphases);
  improve(fitter, best, error, &Choice::reach, kReaches);
  improve(fitter, best, error, &Choice::slope, kSlopes);
  improve(fitter, best, error, &Choice::emphasis, kEmphases);
  // To pass through its examples is what a mapping is for, unless they contradict each other.
  improve(fitter, best, error, &Choice::noise, std::array{1e-3, 1e-1}, 0.7);
  return best;
}

NodeFit node_of(const Table& t, const Choice& c, const Fitter& fitter) {
  NodeFit node;
  node.settings = {{"examples", static_cast<double>(t.n)}, {"outputs", static_cast<double>(t.outputs)}};
  auto& w = node.weights;
  auto &centre = w["centre"], &scale = w["scale"], &coefficient = w["coefficient"], &linear = w["linear"],
       &bias = w["bias"], &low = w["low"], &high = w["high"];
  const Doubles &by = fitter.weights(), &a = fitter.coefficients();
  for (size_t d = 0; d < t.inputs; ++d) {
    scale.push_back(static_cast<float>(by[d] / (t.in.deviation[d] * c.reach)));
    for (size_t i = 0; i < t.n; ++i)
      centre.push_back(static_cast<float>(t.x[i * t.inputs + d] * t.in.deviation[d] + t.in.mean[d]));
  }
  for (size_t k = 0; k < t.outputs; ++k) {
    const double deviation = t.out.deviation[k];
    double constant = t.out.mean[k];
    for (size_t i = 0; i < t.n; ++i) {
      coefficient.push_back(static_cast<float>(deviation * a[i * t.outputs + k]));
      constant += deviation * c.slope * a[i * t.outputs + k];
    }
    for (size_t d = 0; d < t.inputs; ++d) {
      double slope = 0;
      for (size_t i = 0; i < t.n; ++i) slope += a[i * t.outputs + k] * t.x[i * t.inputs + d];
      slope *= deviation * c.slope * by[d] * by[d] / t.in.deviation[d];
      linear.push_back(static_cast<float>(slope));
      constant -= slope * t.in.mean[d];
    }
    bias.push_back(static_cast<float>(constant));
    const double margin = kRegressionMargin * (t.high[k] - t.low[k]);
    low.push_back(static_cast<float>(t.low[k] - margin));
    high.push_back(static_cast<float>(t.high[k] + margin));
  }
  return node;
}

}  // namespace

Result<RegressionFit> fit_regression(const Demonstrations& demonstrations) {
  const Table t = table_of(demonstrations);
  if (!t.n || !t.inputs || !t.outputs)
    return Error{"There is no demonstration with wanted values to learn from; record one or unmute one."};
  if (t.n > kMaxRegressionExamples)
    return Error{"There are " + std::to_string(t.n) + " demonstrations with wanted values, but " +
                 std::to_string(kMaxRegressionExamples) + " are the most; mute or delete some."};
  RegressionFit fit;
  double error = 0;
  Choice choice = choose(t, error);
  Fitter fitter(t);
  while (!fitter.solve(choice)) choice.noise *= 10;
  double rest = 0;  // at an example the surface misses noise times the coefficient
  for (const double a : fitter.coefficients()) rest += std::pow(choice.noise * a, 2);
  fit.left_out_error = std::sqrt(error);
  fit.residual = std::sqrt(rest / static_cast<double>(t.n * t.outputs));
  fit.node = node_of(t, choice, fitter);
  return fit;
}

}  // namespace partials::motion
