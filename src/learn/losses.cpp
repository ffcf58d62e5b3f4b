// SPDX-License-Identifier: MIT
#include "learn/losses.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include "base/choose.h"
#include "base/plain_number.h"
#include "base/real_fft.h"

PARTIALS_CHOOSE(LossTable, spectral_loss_kernel, loss_table)

namespace partials {
namespace {

const LossKernel<float>* kernel_for(int width, Isa isa, float) {
  const LossTable& t = loss_table(isa);
  return width == 1 ? &t.w1 : width == 8 ? &t.w8 : width == 16 ? &t.w16 : nullptr;
}
const LossKernel<double>* kernel_for(int width, Isa, double) {
  return width == 1 ? &loss_table(Isa::base).reference : nullptr;
}

Result<LossTerm> frames_of(const char* name, double window_s, double hop_s, double rate_hz, int samples) {
  LossTerm t;
  t.window = nearest_fft_size(window_s * rate_hz);
  t.hop = static_cast<int>(std::lround(hop_s * rate_hz));
  t.samples = samples;
  if (!(window_s > 0) || t.window < 4 || t.window > (1 << 20) || t.hop < 1)
    return Error{std::string("Loss: ") + name + " window is " + plain_number(window_s) + " s, which is " +
                 std::to_string(t.window) + " samples; give a time between 4 samples and 20 seconds."};
  return t;
}

}  // namespace

template <class S>
Result<BasicLoss<S>> BasicLoss<S>::create(const LossConfig& c, double rate_hz, int width, int samples,
                                          Isa isa) {
  BasicLoss loss;
  loss.kernel_ = kernel_for(width, isa, S{});
  if (!loss.kernel_)
    return Error{"A loss over " + std::to_string(width) +
                 " lanes is not supported; use 1, 8 or 16 (double: 1)."};
  if (samples < 1) return Error{"The loss was given no samples; make segment_s longer."};
  loss.samples_ = samples;
  loss.lane_weights_.assign(width, S(1));

  for (double scale_s : c.scales_s) {
    if (c.linear == 0 && c.log == 0) break;
    auto t = frames_of("scale", scale_s, scale_s / 4, rate_hz, samples);
    if (!t) return t.error();
    LossTerm& term = t.value();
    term.hop = std::max(1, term.window / 4);
    term.linear = c.linear;
    term.log = c.log;
    term.log_eps = c.log_eps;
    const double highest = c.max_hz * term.window / rate_hz;
    if (c.max_hz > 0 && highest < term.bins() - 1) term.highest = std::max(2, static_cast<int>(highest));
    loss.terms_.push_back(term);
  }
  auto add_bands = [&](const char* name, double weight, double window_s, double hop_s,
                       auto&& bands) -> Result<void> {
    if (weight == 0) return {};
    auto t = frames_of(name, window_s, hop_s, rate_hz, samples);
    if (!t) return t.error();
    LossTerm& term = t.value();
    loss.bands_.push_back(std::make_unique<LossBands>(bands(term.window)));
    loss.bands_.back()->give_to(term);
    term.log = weight;
    term.floor_power = std::pow(10.0, c.floor_db / 10);
    term.range_power = std::pow(10.0, -c.range_db / 10);
    loss.terms_.push_back(term);
    return {};
  };
  if (c.mel != 0 && (c.mel_bands < 1 || !(c.mel_min_hz >= 0 && c.mel_max_hz > c.mel_min_hz)))
    return Error{
        "Loss: mel needs at least one band, and mel_min_hz below mel_max_hz; correct mel_bands, mel_min_hz "
        "or mel_max_hz."};
  if (auto r = add_bands(
          "mel", c.mel, c.mel_window_s, c.mel_hop_s,
          [&](int n) { return LossBands::mel(c.mel_bands, c.mel_min_hz, c.mel_max_hz, n, rate_hz); });
      !r)
    return r.error();
  if (auto r = add_bands("loudness", c.loudness, c.level_window_s, c.level_hop_s,
                         [&](int n) { return LossBands::loudness(n, rate_hz); });
      !r)
    return r.error();
  if (auto r = add_bands("amplitude", c.amplitude, c.level_window_s, c.level_hop_s,
                         [&](int n) { return LossBands::amplitude(n, rate_hz); });
      !r)
    return r.error();
  if (loss.terms_.empty())
    return Error{"Every term of the loss has weight 0, so there is nothing to train for; give one a weight."};

  ArenaLayout layout, stored;
  for (const LossTerm& t : loss.terms_) {
    loss.work_at_.push_back(layout.take(loss.kernel_->work_bytes(t)));
    loss.band_target_at_.push_back(t.bands ? layout.take(loss.kernel_->stored_bytes(t)) : 0);
    loss.stored_at_.push_back(stored.take(loss.kernel_->stored_bytes(t)));
  }
  if (!loss.memory_.resize(layout.size()))
    return Error{"The loss needs " + std::to_string(layout.size() >> 20) +
                 " MiB, but this much memory could not be allocated; use fewer lanes or shorter segments."};
  for (size_t i = 0; i < loss.terms_.size(); ++i)
    loss.kernel_->prepare(loss.terms_[i], loss.memory_.at(loss.work_at_[i]));
  return loss;
}

template <class S>
double BasicLoss<S>::run(const S* pred, const S* target, bool stored, S* d_pred) noexcept {
  if (d_pred) std::memset(d_pred, 0, sizeof(S) * static_cast<size_t>(samples_) * kernel_->width);
  double value = 0;
  for (size_t i = 0; i < terms_.size(); ++i) {
    void* work = memory_.at(work_at_[i]);
    void* heard = stored            ? stored_.at(stored_at_[i])
                  : terms_[i].bands ? memory_.at(band_target_at_[i])
                                    : nullptr;
    if (!stored && heard) kernel_->analyse_target(terms_[i], work, target, heard);
    value += kernel_->value_and_gradient(terms_[i], work, pred, target, heard, lane_weights_.data(), d_pred);
  }
  return value;
}

template <class S>
double BasicLoss<S>::value_and_gradient(const S* pred, const S* target, S* d_pred) noexcept {
  return run(pred, target, false, d_pred);
}
template <class S>
double BasicLoss<S>::value_and_gradient_of_stored(const S* pred, S* d_pred) noexcept {
  return run(pred, nullptr, true, d_pred);
}

template <class S>
size_t BasicLoss<S>::stored_bytes() const {
  ArenaLayout layout;
  for (const LossTerm& t : terms_) layout.take(kernel_->stored_bytes(t));
  return layout.size();
}

template <class S>
bool BasicLoss<S>::analyse_target(const S* target) {
  if (!stored_.size() && !stored_.resize(stored_bytes())) return false;
  for (size_t i = 0; i < terms_.size(); ++i)
    kernel_->analyse_target(terms_[i], memory_.at(work_at_[i]), target, stored_.at(stored_at_[i]));
  return true;
}

template <class S>
void BasicLoss<S>::set_lane_weights(const S* weights) noexcept {
  std::copy(weights, weights + lane_weights_.size(), lane_weights_.begin());
}

template class BasicLoss<float>;
template class BasicLoss<double>;

}  // namespace partials
