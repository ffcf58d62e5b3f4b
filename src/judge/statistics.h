// SPDX-License-Identifier: MIT
// Statistics of few figures: mean, standard deviation and 95 % interval of runs that differ in the seed; a
// paired permutation test over notes; Holm's correction of several tests.
#pragma once
#include <cstdint>
#include <vector>

namespace partials {

struct Spread {
  int n = 0;
  double mean = 0, sd = 0;   // sd: with n - 1; 0 of one value
  double low = 0, high = 0;  // 95 % interval of the mean, by Student's t; mean and mean of one value
};
Spread spread_of(const std::vector<double>& values);

// Two-sided p of the hypothesis that the sign of each paired difference is chance (Fisher's sign-flip test of
// the mean): exact for up to 16 pairs, else by 20000 draws from the seed. 1 without pairs.
double paired_permutation_p(const std::vector<double>& differences, uint64_t seed = 1);

// Holm (1979), A simple sequentially rejective multiple test procedure: adjusted p, in the order given.
std::vector<double> holm(const std::vector<double>& p);

}  // namespace partials
