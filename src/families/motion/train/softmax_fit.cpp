// SPDX-License-Identifier: MIT
#include "families/motion/train/softmax_fit.h"

#include <algorithm>
#include <cmath>

#include "families/motion/symmetric_system.h"

namespace partials::motion {
namespace {

// Rows with a constant 1 at the end.
std::vector<double> with_constant(const std::vector<float>& x, size_t features) {
  std::vector<double> rows;
  rows.reserve(x.size() / features * (features + 1));
  for (size_t i = 0; i < x.size(); i += features) {
    rows.insert(rows.end(), x.begin() + static_cast<ptrdiff_t>(i),
                x.begin() + static_cast<ptrdiff_t>(i + features));
    rows.push_back(1);
  }
  return rows;
}

// Half of the mean of x x^T, and the decay of all but the constant: no curvature of the loss is above it.
bool factor_bound(const std::vector<double>& rows, size_t columns, double decay, SymmetricSystem& system) {
  std::vector<double> bound(columns * columns, 0);
  const size_t n = rows.size() / columns;
  for (size_t i = 0; i < n; ++i)
    for (size_t a = 0; a < columns; ++a) {
      const double x = 0.5 * rows[i * columns + a] / static_cast<double>(n);
      for (size_t b = 0; b <= a; ++b) bound[a * columns + b] += x * rows[i * columns + b];
    }
  for (size_t a = 0; a < columns; ++a) bound[a * columns + a] += a + 1 < columns ? decay : 1e-9;
  return system.factor(bound, columns);
}

// d [columns][classes]: of the mean loss at w [columns][classes].
void gradient(const std::vector<double>& rows, size_t columns, const std::vector<size_t>& label,
              size_t classes, double decay, const std::vector<double>& w, std::vector<double>& d) {
  const size_t n = rows.size() / columns;
  d.assign(columns * classes, 0);
  std::vector<double> p(classes);
  for (size_t i = 0; i < n; ++i) {
    const double* x = &rows[i * columns];
    std::fill(p.begin(), p.end(), 0);
    for (size_t a = 0; a < columns; ++a)
      for (size_t c = 0; c < classes; ++c) p[c] += x[a] * w[a * classes + c];
    const double most = *std::max_element(p.begin(), p.end());
    double all = 0;
    for (double& v : p) all += v = std::exp(v - most);
    for (size_t c = 0; c < classes; ++c)
      p[c] = (p[c] / all - (c == label[i] ? 1 : 0)) / static_cast<double>(n);
    for (size_t a = 0; a < columns; ++a)
      for (size_t c = 0; c < classes; ++c) d[a * classes + c] += x[a] * p[c];
  }
  for (size_t i = 0; i < (columns - 1) * classes; ++i) d[i] += decay * w[i];
}

}  // namespace

SoftmaxFit fit_softmax(const std::vector<float>& x, size_t features, const std::vector<size_t>& label,
                       size_t classes, const SoftmaxOptions& options) {
  const std::vector<double> rows = with_constant(x, features);
  const size_t columns = features + 1;
  std::vector<double> w(columns * classes, 0), d, step;
  SymmetricSystem bound;
  if (factor_bound(rows, columns, options.decay, bound))
    for (int s = 0; s < options.steps; ++s) {
      gradient(rows, columns, label, classes, options.decay, w, d);
      bound.solve(d, classes, step);
      for (size_t i = 0; i < w.size(); ++i) w[i] -= step[i];
    }
  SoftmaxFit fit{std::vector<double>(classes * features), std::vector<double>(classes)};
  for (size_t c = 0; c < classes; ++c) {
    const auto count = std::max<ptrdiff_t>(1, std::count(label.begin(), label.end(), c));
    const double share = static_cast<double>(count) / static_cast<double>(label.size());
    for (size_t a = 0; a < features; ++a) fit.w[c * features + a] = w[a * classes + c];
    fit.b[c] = w[features * classes + c] - (1 - options.prior) * std::log(share);
  }
  return fit;
}

}  // namespace partials::motion
