// SPDX-License-Identifier: MIT
#include "families/dance/pose_numbers.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace partials::dance {
namespace {

constexpr double kLeastDeviation = 1e-6;

void put_columns(const Mat3& m, float* out) noexcept {
  for (size_t c = 0; c < 2; ++c)
    for (size_t r = 0; r < 3; ++r) out[c * 3 + r] = static_cast<float>(m[r * 3 + c]);
}
Mat3 turn_at(const float* six) noexcept {
  return turn_from_columns({six[0], six[1], six[2]}, {six[3], six[4], six[5]});
}

}  // namespace

void numbers_from(const Rig& rig, const BodyPose& before, const BodyPose& now, double rate_hz,
                  float* out) noexcept {
  const double x = now.place_m[0] - before.place_m[0], z = now.place_m[2] - before.place_m[2];
  const double c = std::cos(now.heading_rad), s = std::sin(now.heading_rad);
  const double turn = std::remainder(now.heading_rad - before.heading_rad, 2 * std::numbers::pi);
  out[0] = static_cast<float>(now.place_m[1]);
  out[1] = static_cast<float>((c * x - s * z) * rate_hz);
  out[2] = static_cast<float>((s * x + c * z) * rate_hz);
  out[3] = static_cast<float>(turn * rate_hz);
  put_columns(now.turns[0], out + kPlaceNumbers);
  for (size_t i = 0; i < rig.turning.size(); ++i)
    put_columns(now.turns[rig.turning[i]], out + kPlaceNumbers + 6 * (i + 1));
}

void pose_from(const Rig& rig, const float* numbers, const BodyPose& before, double rate_hz, BodyPose& now) {
  const double heading = std::remainder(before.heading_rad + numbers[3] / rate_hz, 2 * std::numbers::pi);
  const double c = std::cos(heading), s = std::sin(heading);
  const double left = numbers[1] / rate_hz, ahead = numbers[2] / rate_hz;
  now.place_m = {before.place_m[0] + c * left + s * ahead, numbers[0],
                 before.place_m[2] - s * left + c * ahead};
  now.heading_rad = heading;
  now.turns.resize(rig.rest.size());
  std::copy(rig.rest.begin(), rig.rest.end(), now.turns.begin());
  now.turns[0] = turn_at(numbers + kPlaceNumbers);
  for (size_t i = 0; i < rig.turning.size(); ++i)
    now.turns[rig.turning[i]] = turn_at(numbers + kPlaceNumbers + 6 * (i + 1));
}

std::vector<float> numbers_of(const Rig& rig, std::span<const BodyPose> poses, double rate_hz) {
  const size_t all = number_count(rig);
  std::vector<float> out(poses.empty() ? 0 : (poses.size() - 1) * all);
  for (size_t n = 1; n < poses.size(); ++n)
    numbers_from(rig, poses[n - 1], poses[n], rate_hz, out.data() + (n - 1) * all);
  return out;
}

void NumberScale::standardise(const float* numbers, float* x) const noexcept {
  for (size_t i = 0; i < kept.size(); ++i) x[i] = (numbers[kept[i]] - mean[kept[i]]) / deviation[i];
}
void NumberScale::restore(const float* x, float* numbers) const noexcept {
  std::copy(mean.begin(), mean.end(), numbers);
  for (size_t i = 0; i < kept.size(); ++i) numbers[kept[i]] += x[i] * deviation[i];
}

NumberScale scale_of(std::span<const std::vector<float>> rows, size_t all) {
  NumberScale scale;
  scale.all = all;
  for (size_t i = 0; i < all; ++i) {
    double n = 0, sum = 0, square = 0, low = 1e300, high = -1e300;
    for (const auto& take : rows)
      for (size_t at = i; at < take.size(); at += all) {
        const double v = take[at];
        n += 1;
        sum += v;
        low = std::min(low, v);
        high = std::max(high, v);
      }
    const double mean = n ? sum / n : 0;
    for (const auto& take : rows)
      for (size_t at = i; at < take.size(); at += all) square += (take[at] - mean) * (take[at] - mean);
    const double deviation = n ? std::sqrt(square / n) : 0;
    scale.mean.push_back(static_cast<float>(mean));
    if (!(deviation > kLeastDeviation)) continue;
    scale.kept.push_back(i);
    scale.deviation.push_back(static_cast<float>(deviation));
    scale.low.push_back(static_cast<float>((low - mean) / deviation));
    scale.high.push_back(static_cast<float>((high - mean) / deviation));
  }
  return scale;
}

std::vector<float> standardised(const NumberScale& scale, std::span<const float> rows) {
  const size_t frames = scale.all ? rows.size() / scale.all : 0;
  std::vector<float> x(frames * scale.size());
  for (size_t n = 0; n < frames; ++n)
    scale.standardise(rows.data() + n * scale.all, x.data() + n * scale.size());
  return x;
}

}  // namespace partials::dance
