// SPDX-License-Identifier: MIT
// The main-thread side: building, posting and freeing sounds. The audio-thread side is in engine_process.cpp.
#include "play/engine.h"

#include <cmath>

#include "base/plain_number.h"

namespace partials {
namespace {

constexpr double kFadeS = 0.03;
constexpr double kLearnedReleaseS = 3;  // longest time of a learned release until it is silent

// The sound without a model.
class Silence final : public Sound {
 public:
  void set(const Values&) noexcept override {}
  void reset() noexcept override {}
  void render(const float* const*, float* const* out, int n) noexcept override {
    std::fill_n(out[0], n, 0.f);
    std::fill_n(out[1], n, 0.f);
  }
  size_t memory_bytes() const override { return sizeof *this; }
};

}  // namespace

Engine::Engine(PlayerKind kind, const SoundMaker& maker) : kind_(kind), maker_(maker) {}

Engine::~Engine() {
  delete new_tuning_.load();
  collect();
}

Result<void> Engine::prepare(double rate_hz, int max_block) {
  // a model being built meanwhile would be for the old rate
  const std::lock_guard lock(loading_);
  max_block_ = 0;  // if this fails, the output is silence, not a wrong pitch
  if (!(rate_hz >= 8000 && rate_hz <= 192000))
    return Error{"The sample rate " + plain_number(rate_hz) +
                 " Hz is not supported; choose 8000 to 192000 Hz in the host."};
  if (max_block < 1)
    return Error{"The longest block has " + std::to_string(max_block) +
                 " samples; it must have at least one."};
  rate_hz_ = rate_hz;
  max_block_ = std::min(max_block, 8192);  // longer blocks are played in parts
  for (auto* buffer : {&heard_, &stereo_[0], &stereo_[1], &wet_[0], &wet_[1]})
    buffer->assign(static_cast<size_t>(max_block_), 0.f);
  swap_.prepare(static_cast<int>(kFadeS * rate_hz), max_block_);
  collect();
  state_.copy();
  latency_ = maker_.usual_latency_samples(kind_, state_.live(), rate_hz);
  publish(nullptr);
  model_latency_ = latency_.load();
  Result<void> result;
  built_quality_ = value(kQuality);
  built_lowest_ = value(kLowestNote);
  if (auto sound = model_ ? build(model_, counter_, result) : nullptr) {
    publish(sound.get());
    latency_ = model_latency_.load();
    swap_.begin_with(std::move(sound));
  }
  output_.prepare(rate_hz, max_block_, latency_samples(), kind_ == PlayerKind::effect);
  reset();
  return result;
}

std::unique_ptr<Sound> Engine::build(const std::shared_ptr<const Model>& model,
                                     const std::shared_ptr<NoteCounter>& counter,
                                     Result<void>& result) const {
  if (!model) return std::make_unique<Silence>();
  auto sound =
      maker_.make(kind_, model, state_.values(), static_cast<int>(std::lround(rate_hz_)), max_block_);
  if (sound) {
    sound.value()->count_in(counter);
    return std::move(sound).value();
  }
  result = sound.error();
  return nullptr;
}

void Engine::publish(const Sound* sound) {
  if (sound) model_latency_ = sound->latency_samples();
  model_tail_s_ = sound ? sound->tail_s() : 0;
  model_bytes_ = sound ? sound->memory_bytes() : 0;
}

Result<void> Engine::load(std::shared_ptr<const Model> model, std::shared_ptr<NoteCounter> counter) {
  const std::lock_guard lock(loading_);
  return change_to(std::move(model), std::move(counter));
}

Result<void> Engine::change_to(std::shared_ptr<const Model> model, std::shared_ptr<NoteCounter> counter) {
  Result<void> result;
  if (max_block_ > 0) {  // else prepare builds it
    const float quality = value(kQuality);
    auto sound = build(model, counter, result);
    if (!sound) return result;
    built_quality_ = quality;
    publish(model ? sound.get() : nullptr);
    swap_.post(std::move(sound));
  }
  model_ = std::move(model);
  counter_ = std::move(counter);
  collect();
  return result;
}

void Engine::unload() { (void)load(nullptr); }

Result<void> Engine::refresh() {
  if (!needs_refresh()) return {};
  const std::lock_guard lock(loading_);
  return change_to(model_, counter_);
}
bool Engine::needs_refresh() const { return max_block_ > 0 && value(kQuality) != built_quality_ && model(); }

bool Engine::needs_restart() const {
  if (max_block_ == 0) return false;
  return model_latency_ != latency_samples() ||
         (kind_ == PlayerKind::effect && value(kLowestNote) != built_lowest_);
}

void Engine::collect() {
  swap_.collect();
  delete old_tuning_.exchange(nullptr);
}

std::shared_ptr<const Model> Engine::model() const {
  const std::lock_guard lock(loading_);
  return model_;
}

ModelControls Engine::controls() const {
  const auto m = model();
  return m ? maker_.controls(*m) : ModelControls{};
}

double Engine::tail_s() const {
  const double release = value(kRelease) > 0 ? 2.0 * value(kRelease) : kLearnedReleaseS;
  return model_bytes_ ? model_tail_s_ + release : 0;
}

size_t Engine::memory_bytes() const {
  return sizeof *this + heard_.size() * sizeof(float) * 7 + output_.memory_bytes() + model_bytes_;
}

void Engine::set_tuning(const KeyPitches& pitches) { delete new_tuning_.exchange(new KeyPitches(pitches)); }

}  // namespace partials
