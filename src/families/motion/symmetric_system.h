// SPDX-License-Identifier: MIT
// Linear systems of a symmetric positive definite matrix by its Cholesky factor, in double, and the residuals
// of leave-one-out that follow from it. Matrices are [rows][columns].
#pragma once
#include <cstddef>
#include <vector>

namespace partials::motion {

class SymmetricSystem {
 public:
  // matrix [n][n], of which the lower half is read. Returns false where it is not positive definite.
  bool factor(const std::vector<double>& matrix, size_t n);
  // x [n][columns] from right sides [n][columns].
  void solve(const std::vector<double>& right, size_t columns, std::vector<double>& x) const;
  // The diagonal of the inverse. Of a regression with kernel matrix K and coefficients c = K^-1 y the error
  // at an example that was left out is c_i / (K^-1)_ii (Rippa 1999, equation 11).
  std::vector<double> inverse_diagonal() const;

 private:
  size_t n_ = 0;
  std::vector<double> inverse_;  // of the factor L: lower triangle, [n][n]
};

}  // namespace partials::motion
