// SPDX-License-Identifier: MIT
// The main side: building, posting and freeing sounds. The audio side stands in engine_process.cpp.
#include "engine/engine.h"

#include <cmath>

#include "base/plain_number.h"
#include "engine/playable.h"

namespace partials {
namespace {

constexpr double kFadeS = 0.03, kSmoothS = 0.004;
constexpr double kLearnedReleaseS = 3;  // most of what a learned release takes until it is silent

}  // namespace

Engine::Engine(PlayerKind kind) : kind_(kind) {
  const Values initial = initial_values();
  for (size_t i = 0; i < values_.size(); ++i) values_[i] = initial[i];
  for (auto& l : learned_) l = -1;
}

Engine::~Engine() {
  delete incoming_.load();
  delete current_;
  delete next_;
  delete new_tuning_.load();
  collect();
}

Result<void> Engine::prepare(double rate_hz, int max_block) {
  const std::lock_guard lock(loading_);  // a model that is being built meanwhile would be one for the old rate
  max_block_ = 0;                        // where this fails, silence follows, not the wrong pitch
  if (!(rate_hz >= 8000 && rate_hz <= 192000))
    return Error{"The sample rate is " + plain_number(rate_hz) + " Hz; rates from 8000 to 192000 Hz can be played. Choose another in the host."};
  if (max_block < 1) return Error{"The longest block has " + std::to_string(max_block) + " samples; it must have at least one."};
  rate_hz_ = rate_hz, max_block_ = std::min(max_block, 8192);  // longer blocks are played in parts
  fade_ = std::max(1, static_cast<int>(kFadeS * rate_hz));
  smooth_ = 1 - static_cast<float>(std::exp(-1 / (kSmoothS * rate_hz)));
  limiter_.prepare(rate_hz);
  const auto size = static_cast<size_t>(max_block_);
  for (auto* group : {wet_, fading_, dry_})
    for (int c = 0; c < 2; ++c) group[c].assign(size, 0.f);
  heard_.assign(size, 0.f);
  delete incoming_.exchange(nullptr);
  delete current_;
  delete next_;
  current_ = next_ = nullptr;
  collect();
  Values values;
  for (size_t i = 0; i < values.size(); ++i) values[i] = live_[i] = values_[i];
  latency_ = kind_ == PlayerKind::effect ? default_latency_samples(values, rate_hz) : 0;
  model_latency_ = latency_.load(), model_tail_s_ = 0, model_bytes_ = 0;
  Result<void> result;
  built_quality_ = values[kQuality], built_lowest_ = values[kLowestNote];
  if (auto sound = model_ ? build(model_, result) : nullptr) {
    tell_of(*sound);
    if (kind_ == PlayerKind::effect) latency_ = model_latency_.load();
    current_ = sound.release();
  }
  for (auto& d : delay_) d.assign(static_cast<size_t>(latency_samples()) + size + 1, 0.f);
  reset();
  return result;
}

std::unique_ptr<Sound> Engine::build(const std::shared_ptr<const Model>& model, Result<void>& result) const {
  auto sound = std::make_unique<Sound>();
  if (!model) return sound;
  Values values;
  for (size_t i = 0; i < values.size(); ++i) values[i] = values_[i];
  result = sound->prepare(kind_, model, values, static_cast<int>(std::lround(rate_hz_)), max_block_);
  return result ? std::move(sound) : nullptr;
}

void Engine::post(std::unique_ptr<Sound> sound) { delete incoming_.exchange(sound.release()); }

void Engine::tell_of(const Sound& sound) {
  if (kind_ == PlayerKind::effect && sound.model) model_latency_ = sound.latency_samples();
  model_tail_s_ = sound.model ? sound.tail_s() : 0, model_bytes_ = sound.model ? sound.memory_bytes() : 0;
}

Result<void> Engine::load(std::shared_ptr<const Model> model) {
  const std::lock_guard lock(loading_);
  return change_to(std::move(model));
}

Result<void> Engine::change_to(std::shared_ptr<const Model> model) {
  Result<void> result;
  if (max_block_ > 0) {  // else prepare builds it
    const float quality = value(kQuality);
    auto sound = build(model, result);
    if (!sound) return result;
    built_quality_ = quality;
    tell_of(*sound);
    post(std::move(sound));
  }
  model_ = std::move(model);
  collect();
  return result;
}

void Engine::unload() { (void)load(nullptr); }

Result<void> Engine::refresh() {
  if (!needs_refresh()) return {};
  const std::lock_guard lock(loading_);
  return change_to(model_);
}
bool Engine::needs_refresh() const { return max_block_ > 0 && value(kQuality) != built_quality_ && model(); }

bool Engine::needs_restart() const {
  if (kind_ != PlayerKind::effect || max_block_ == 0) return false;
  return model_latency_ != latency_samples() || value(kLowestNote) != built_lowest_;
}

void Engine::collect() {
  for (auto& r : retired_) delete r.exchange(nullptr);
  delete old_tuning_.exchange(nullptr);
}

std::shared_ptr<const Model> Engine::model() const {
  const std::lock_guard lock(loading_);
  return model_;
}

std::array<std::string, kMacros> Engine::macros() const {
  const auto m = model();
  return m ? macro_names(playable(m->graph)) : std::array<std::string, kMacros>{};
}

double Engine::tail_s() const {
  const double release = value(kRelease) > 0 ? 2.0 * value(kRelease) : kLearnedReleaseS;
  return model_bytes_ ? model_tail_s_ + release : 0;
}

size_t Engine::memory_bytes() const {
  return sizeof *this + heard_.size() * sizeof(float) * 7 + 2 * delay_[0].size() * sizeof(float) + model_bytes_;
}

void Engine::set_value(int index, float value) noexcept {
  if (index < 0 || index >= kParameterCount) return;
  store(index, clamped(index, value));
  changes_.fetch_add(1, std::memory_order_release);
}

void Engine::store(int index, float value) noexcept {
  const float before = values_[static_cast<size_t>(index)].exchange(value, std::memory_order_relaxed);
  if (before > 0.5f || value <= 0.5f) return;
  if (index == kNextModel) steps_.fetch_add(1, std::memory_order_relaxed);
  if (index == kPreviousModel) steps_.fetch_sub(1, std::memory_order_relaxed);
}

int Engine::controller_of(int index) const noexcept {
  for (int c = 0; c < 128; ++c)
    if (learned(c) == index) return c;
  return -1;
}

void Engine::set_tuning(const KeyPitches& pitches) { delete new_tuning_.exchange(new KeyPitches(pitches)); }

}  // namespace partials
