// SPDX-License-Identifier: MIT
#include "families/motion/symmetric_system.h"

#include <cmath>

namespace partials::motion {
namespace {

// to[0 .. n) -= by * from[0 .. n), the inner loop of everything here.
inline void subtract(double* __restrict to, const double* __restrict from, double by, size_t n) {
  for (size_t i = 0; i < n; ++i) to[i] -= by * from[i];
}

// L of matrix = L L^T, as its transpose: row k of `upper` is column k of L from k on.
bool cholesky(const std::vector<double>& matrix, size_t n, std::vector<double>& upper) {
  upper.assign(n * n, 0);
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j <= i; ++j) upper[j * n + i] = matrix[i * n + j];
  for (size_t k = 0; k < n; ++k) {
    double* row = &upper[k * n];
    if (!(row[k] > 1e-14)) return false;
    const double one = 1 / std::sqrt(row[k]);
    for (size_t i = k; i < n; ++i) row[i] *= one;
    for (size_t i = k + 1; i < n; ++i) subtract(&upper[i * n + i], row + i, row[i], n - i);
  }
  return true;
}

}  // namespace

bool SymmetricSystem::factor(const std::vector<double>& matrix, size_t n) {
  n_ = n;
  std::vector<double> upper;
  if (!cholesky(matrix, n, upper)) return false;
  // Row i of the inverse of L: (e_i - sum_k<i L_ik row_k) / L_ii.
  inverse_.assign(n * n, 0);
  for (size_t k = 0; k < n; ++k) {
    double* row = &inverse_[k * n];
    row[k] += 1;
    const double one = 1 / upper[k * n + k];
    for (size_t j = 0; j <= k; ++j) row[j] *= one;
    for (size_t i = k + 1; i < n; ++i) subtract(&inverse_[i * n], row, upper[k * n + i], k + 1);
  }
  return true;
}

void SymmetricSystem::solve(const std::vector<double>& right, size_t columns, std::vector<double>& x) const {
  x.assign(n_ * columns, 0);
  std::vector<double> half(columns);
  for (size_t i = 0; i < n_; ++i) {
    const double* row = &inverse_[i * n_];
    half.assign(columns, 0);
    for (size_t j = 0; j <= i; ++j) subtract(half.data(), &right[j * columns], -row[j], columns);
    for (size_t j = 0; j <= i; ++j) subtract(&x[j * columns], half.data(), -row[j], columns);
  }
}

std::vector<double> SymmetricSystem::inverse_diagonal() const {
  std::vector<double> diagonal(n_, 0);
  for (size_t i = 0; i < n_; ++i)
    for (size_t j = 0; j <= i; ++j) diagonal[j] += inverse_[i * n_ + j] * inverse_[i * n_ + j];
  return diagonal;
}

}  // namespace partials::motion
