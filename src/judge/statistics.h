// SPDX-License-Identifier: MIT
// Statistics of few figures: mean, standard deviation and 95 % interval of runs that differ in the seed; a
// paired permutation test over notes and one of two groups of runs; Holm's correction of several tests.
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

// The two-sided 95 % point of Student's t, by degrees of freedom from 1: 12.706, 4.303, ... 1.960.
double student_t95(int freedom);

// Two-sided p of the hypothesis that the sign of each paired difference is chance (Fisher's sign-flip test of
// the mean): exact for up to 16 pairs, else by 20000 draws from the seed. 1 without pairs, and if one is not
// finite. With n pairs it is 2 / 2^n at least.
double paired_permutation_p(const std::vector<double>& differences, uint64_t seed = 1);

// Two-sided p of the hypothesis that which group each value is in is chance (permutation test of the
// difference of means): exact for up to 20000 arrangements, else by 20000 draws from the seed. 1 if a group
// is empty or a value is not finite.
double two_group_permutation_p(const std::vector<double>& a, const std::vector<double>& b, uint64_t seed = 1);

// Holm (1979), A simple sequentially rejective multiple test procedure: adjusted p, in the order given.
std::vector<double> holm(const std::vector<double>& p);

}  // namespace partials
